namespace Praxis.Learning.Metrics;

/// <summary>Compares any figure of two models on the same rows, drawn again together.</summary>
public static class PairedBootstrap
{
    /// <summary>
    /// The difference second minus first, its percentile interval, and the two-sided p-value <c>2 min(#(d ≤ 0)+1, #(d ≥ 0)+1)/(R+1)</c>, at most 1
    /// (A. C. Davison and D. V. Hinkley, 1997, "Bootstrap Methods and their Application", section 4.4, by inversion of the interval). With R replicates no p-value lies below 2/(R+1).
    /// </summary>
    /// <param name="rows">How many rows there are; at least one.</param>
    /// <param name="first">The figure of the first model from the rows drawn.</param>
    /// <param name="second">The figure of the second model from the same rows.</param>
    /// <param name="options">How to draw; null takes 1,000 replicates, 95 % and seed 1.</param>
    /// <param name="cancellationToken">Stops between two replicates.</param>
    public static PairedBootstrapResult Compare(
        int rows, Func<int[], double> first, Func<int[], double> second, BootstrapOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        options ??= new();
        var (value, draws) = Bootstrap.Draw(rows, drawn => second(drawn) - first(drawn), options, cancellationToken);
        return Result(value, draws, options);
    }

    internal static PairedBootstrapResult Result(double value, double[] draws, BootstrapOptions options)
    {
        var defined = draws.Count(draw => !double.IsNaN(draw));
        var fewer = Math.Min(draws.Count(draw => draw <= 0), draws.Count(draw => draw >= 0));
        var p = defined == 0 ? double.NaN : Math.Min(1, 2.0 * (fewer + 1) / (defined + 1));
        return new PairedBootstrapResult(Bootstrap.Summarize(value, draws, options), p);
    }
}
