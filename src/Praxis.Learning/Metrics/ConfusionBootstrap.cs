using Praxis.Contracts.Evaluate;

namespace Praxis.Learning.Metrics;

/// <summary>Intervals of what follows from a confusion matrix: its cells are drawn again (multinomial), which is the bootstrap over its rows at the cost of its cells.</summary>
public static class ConfusionBootstrap
{
    /// <summary>The figure and its percentile interval, widened to contain the figure itself; NaN becomes null.</summary>
    /// <param name="matrix">The counts.</param>
    /// <param name="figure">What follows from them.</param>
    /// <param name="options">How to draw.</param>
    public static Estimate Of(ConfusionMatrix matrix, Func<ConfusionMatrix, double> figure, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var value = figure(matrix);
        if (matrix.Rows == 0 || double.IsNaN(value))
            return new Estimate(null, null);
        var random = new BootstrapRandom(options.Seed);
        var draws = new double[options.Replicates];
        foreach (ref var draw in draws.AsSpan())
        {
            var cells = new long[matrix.Cells.Length];
            random.Multinomial(matrix.Cells, cells);
            draw = figure(ConfusionMatrix.OfCells(cells, matrix.Classes));
        }

        var interval = Bootstrap.Summarize(value, draws, options).Interval;
        return new Estimate(value, new Interval(Math.Min(value, interval.Low), Math.Max(value, interval.High)));
    }
}
