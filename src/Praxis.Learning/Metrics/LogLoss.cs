namespace Praxis.Learning.Metrics;

/// <summary>How surprising the truth is to the predicted probabilities.</summary>
public static class LogLoss
{
    /// <summary>The spacing of doubles at 1, which scikit-learn clips at since 1.2.</summary>
    public const double Epsilon = 2.220446049250313e-16;

    /// <summary><c>-mean ln p</c> of the true class; each row is divided by its sum first and clipped to [ε, 1-ε].</summary>
    /// <param name="truth">The true class's index, by row; at least one row.</param>
    /// <param name="probabilities"><c>[rows, classes]</c>, row-major.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="epsilon">Where probabilities are clipped.</param>
    /// <param name="renormalizeFirst">Whether rows are divided by their sum before the clipping (as scikit-learn does with its own ε) or after it.</param>
    public static double Compute(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, double epsilon = Epsilon, bool renormalizeFirst = true)
    {
        if (truth.IsEmpty || probabilities.Length != (long)truth.Length * classes)
            throw new ArgumentException("Not one probability a row and class, or no row.", nameof(probabilities));
        double loss = 0;
        for (var row = 0; row < truth.Length; row++)
        {
            var own = probabilities.Slice(row * classes, classes);
            double sum = 0;
            foreach (var p in own)
                sum += renormalizeFirst ? p : Math.Clamp(p, epsilon, 1 - epsilon);
            var said = renormalizeFirst ? Math.Clamp(own[truth[row]] / sum, epsilon, 1 - epsilon) : Math.Clamp(own[truth[row]], epsilon, 1 - epsilon) / sum;
            loss -= Math.Log(said);
        }

        return loss / truth.Length;
    }
}
