namespace Praxis.Learning.Ensembles;

/// <summary>One factor for a member's scores, so that their softmax tells how often they are right (C. Guo et al., 2017, "On calibration of modern neural networks", section 4.2).</summary>
internal static class Temperature
{
    private const double Least = 1e-4;
    private const double Most = 1e3;

    /// <summary>The factor with the least log loss on rows that the member did not see, by golden-section search over its logarithm.</summary>
    /// <param name="scores">[rows, classes].</param>
    /// <param name="classes">The class of each row.</param>
    /// <param name="classCount">How many classes there are.</param>
    public static double Fit(ReadOnlySpan<double> scores, ReadOnlySpan<int> classes, int classCount)
    {
        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (Math.Log(Least), Math.Log(Most));
        var (left, right) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
        var (atLeft, atRight) = (Loss(scores, classes, classCount, Math.Exp(left)), Loss(scores, classes, classCount, Math.Exp(right)));
        for (var i = 0; i < 60; i++)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (ratio * (high - low));
                atLeft = Loss(scores, classes, classCount, Math.Exp(left));
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (ratio * (high - low));
                atRight = Loss(scores, classes, classCount, Math.Exp(right));
            }
        }

        return Math.Exp((low + high) / 2);
    }

    /// <summary>The logarithms of the softmax of the scores times the factor, none below -<see cref="LogProbabilityFloor"/>.</summary>
    public static void LogProbabilities(ReadOnlySpan<double> scores, double factor, Span<double> logs)
    {
        var most = double.NegativeInfinity;
        foreach (var score in scores)
            most = Math.Max(most, score);
        var sum = 0.0;
        foreach (var score in scores)
            sum += Math.Exp(factor * (score - most));
        for (var k = 0; k < logs.Length; k++)
            logs[k] = Math.Max((factor * (scores[k] - most)) - Math.Log(sum), -LogProbabilityFloor);
    }

    /// <summary>What no single member may go below, lest one that is sure and wrong outweigh all others.</summary>
    public const double LogProbabilityFloor = 10;

    private static double Loss(ReadOnlySpan<double> scores, ReadOnlySpan<int> classes, int classCount, double factor)
    {
        var loss = 0.0;
        Span<double> logs = new double[classCount];
        for (var row = 0; row < classes.Length; row++)
        {
            LogProbabilities(scores.Slice(row * classCount, classCount), factor, logs);
            loss -= logs[classes[row]];
        }

        return loss;
    }
}
