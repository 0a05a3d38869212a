using Praxis.Contracts.Analyze;
using Praxis.Learning.Metrics;

namespace Praxis.Learning.Bias;

/// <summary>Percentile intervals of the bias metrics: each replicate draws the whole table once, and every value is measured on it.</summary>
internal static class BiasBootstrap
{
    private const int Metrics = 8;

    public static IReadOnlyList<FacetBias> Run(OutcomeTable table, IReadOnlyList<FacetBias> values, BootstrapOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        var drawn = table.Like();
        var random = new BootstrapRandom(options.Seed);
        var draws = new double[values.Count * Metrics][];
        for (var i = 0; i < draws.Length; i++)
            draws[i] = new double[options.Replicates];
        for (var replicate = 0; replicate < options.Replicates; replicate++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            random.Multinomial(table.Cells, drawn.Cells);
            drawn.Sum();
            for (var value = 0; value < values.Count; value++)
                Measure(drawn, value, draws.AsSpan(value * Metrics, Metrics), replicate);
        }

        return [.. values.Select((value, i) => value with
        {
            Metrics = [.. value.Metrics.Select((metric, k) => metric.Value is { } measured ? WithInterval(metric, Bootstrap.Summarize(measured, draws[i * Metrics + k], options)) : metric)],
        })];
    }

    // In the order of the metrics' names.
    private static void Measure(OutcomeTable drawn, int value, Span<double[]> into, int replicate)
    {
        long nd = drawn.Rows(value), pd = drawn.Positive(value), na = drawn.AllRows - nd, pa = drawn.AllPositive - pd;
        var own = BiasMeasures.Of(na, pa, nd, pd, out var isCommon);
        var isDefined = nd > 0 && na > 0;
        double If(bool condition, double number) => condition ? number : double.NaN;
        into[0][replicate] = drawn.Disparity(value) ?? double.NaN;
        into[1][replicate] = If(isDefined, own.Imbalance);
        into[2][replicate] = If(isDefined, own.Difference);
        into[3][replicate] = If(isDefined && isCommon, own.JensenShannon);
        into[4][replicate] = If(isDefined && isCommon, own.KullbackLeibler);
        into[5][replicate] = If(isDefined && isCommon, own.KolmogorovSmirnov);
        into[6][replicate] = If(isDefined && isCommon, own.Norm);
        into[7][replicate] = If(isDefined && isCommon, own.TotalVariation);
    }

    private static BiasMetric WithInterval(BiasMetric metric, BootstrapResult result) =>
        double.IsNaN(result.Interval.Low) ? metric : metric with { Low = result.Interval.Low, High = result.Interval.High };
}
