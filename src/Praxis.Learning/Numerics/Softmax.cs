namespace Praxis.Learning.Numerics;

/// <summary>Scores become probabilities.</summary>
internal static class Softmax
{
    /// <summary><c>p_k = exp(s_k - max s) / Σ exp(s_j - max s)</c>, in place; never overflows.</summary>
    public static void InPlace(Span<double> scores)
    {
        var most = double.NegativeInfinity;
        foreach (var score in scores)
            most = Math.Max(most, score);
        var sum = 0.0;
        foreach (ref var score in scores)
        {
            score = Math.Exp(score - most);
            sum += score;
        }

        foreach (ref var score in scores)
            score /= sum;
    }
}
