namespace Praxis.Learning.Explain;

/// <summary>The link <c>ln(p/(1-p))</c>.</summary>
internal static class Logit
{
    private const double Smallest = 2.220446049250313e-16;

    /// <summary>In place; probabilities are clipped to [2.2e-16, 1 - 2.2e-16], so that the link of 0 and 1 is finite.</summary>
    public static void InPlace(Span<double> probabilities)
    {
        foreach (ref var p in probabilities)
        {
            var clipped = Math.Clamp(p, Smallest, 1 - Smallest);
            p = Math.Log(clipped / (1 - clipped));
        }
    }
}
