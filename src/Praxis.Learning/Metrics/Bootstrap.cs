using Praxis.Contracts.Evaluate;

namespace Praxis.Learning.Metrics;

/// <summary>Confidence intervals of any figure by drawing the rows again with replacement (B. Efron and R. Tibshirani, 1993, "An Introduction to the Bootstrap").</summary>
public static class Bootstrap
{
    /// <summary>
    /// The percentile interval (chapter 13). It tells the uncertainty of these rows as a sample, not that of another training. Replicates in which the
    /// figure is NaN (an area under the curve when one class was drawn) are left out and counted.
    /// </summary>
    /// <param name="rows">How many rows there are; at least one.</param>
    /// <param name="figure">Computes the figure from the indices of the rows drawn, <c>[rows]</c>, which repeat.</param>
    /// <param name="options">How to draw; null takes 1,000 replicates, 95 % and seed 1.</param>
    /// <param name="cancellationToken">Stops between two replicates.</param>
    public static BootstrapResult Interval(int rows, Func<int[], double> figure, BootstrapOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var (value, draws) = Draw(rows, figure, options ??= new(), cancellationToken);
        return Summarize(value, draws, options);
    }

    /// <summary>The figure on the rows and on each replicate, in the order drawn.</summary>
    internal static (double Value, double[] Draws) Draw(int rows, Func<int[], double> figure, BootstrapOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        options.Check();
        var drawn = Enumerable.Range(0, rows).ToArray();
        var value = figure(drawn);
        var random = new Numerics.SplitMix64(options.Seed);
        var draws = new double[options.Replicates];
        foreach (ref var draw in draws.AsSpan())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (ref var row in drawn.AsSpan())
                row = random.Below(rows);
            draw = figure(drawn);
        }

        return (value, draws);
    }

    internal static BootstrapResult Summarize(double value, double[] draws, BootstrapOptions options)
    {
        var defined = draws.Where(draw => !double.IsNaN(draw)).Order().ToArray();
        if (defined.Length == 0)
            return new BootstrapResult(value, new Interval(double.NaN, double.NaN), double.NaN, draws.Length, options);
        var tail = (1 - options.Level) / 2;
        var mean = defined.Average();
        var deviation = defined.Length < 2 ? 0 : Math.Sqrt(defined.Sum(draw => (draw - mean) * (draw - mean)) / (defined.Length - 1));
        return new BootstrapResult(value, new Interval(Quantile(defined, tail), Quantile(defined, 1 - tail)), deviation, draws.Length - defined.Length, options);
    }

    // Linear at place p(n-1).
    private static double Quantile(double[] sorted, double level)
    {
        var place = level * (sorted.Length - 1);
        var below = Math.Min((int)place, sorted.Length - 1);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] == sorted[above] ? sorted[below] : sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
