using CsCheck;
using Praxis.Learning.Metrics;

namespace Praxis.Learning.Tests.Metrics;

public sealed class SliceMetricsTests
{
    private static readonly Gen<(int Truth, int Predicted, int Facet)[]> Rows = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 4]).Array[1, 200];

    [Fact]
    public void The_slices_add_up_to_the_whole() => Rows.Sample(rows =>
    {
        int[] truth = [.. rows.Select(row => row.Truth)], predicted = [.. rows.Select(row => row.Predicted)];
        var slices = SliceMetrics.Split([.. rows.Select(row => row.Facet == 0 ? null : $"f{row.Facet}")], truth, predicted, 4);
        var sum = slices.Select(slice => slice.Matrix).Aggregate(ConfusionMatrix.Add);
        var whole = ConfusionMatrix.Of(truth, predicted, 4);
        Assert.Equal(whole.ToRows(), sum.ToRows());
        Assert.Equal(whole.BalancedAccuracy, sum.BalancedAccuracy);
        Assert.Equal(whole.Accuracy, slices.Sum(slice => slice.Matrix.Accuracy * slice.Matrix.Rows) / rows.Length, 1e-12);
    }, iter: 200);

    [Fact]
    public void A_slice_that_is_worse_has_a_gap_below_0_and_small_ones_are_marked()
    {
        string?[] values = [.. Enumerable.Range(0, 1000).Select(i => i < 300 ? "Trend" : i < 990 ? "rest" : null)];
        int[] truth = [.. values.Select((_, i) => i % 2)];
        int[] predicted = [.. truth.Select((own, i) => i < 300 && i % 3 == 0 ? 1 - own : own)];
        var scores = SliceMetrics.Compute(values, truth, predicted, 2);
        Assert.Equal(["rest", "Trend", null], scores.Select(score => score.Value));
        var trend = scores[1];
        Assert.Equal(2 / 3.0, trend.Accuracy.Value!.Value, 1e-12);
        Assert.Equal(-1 / 3.0, trend.AccuracyGap.Value!.Value, 1e-12);
        Assert.True(trend.AccuracyGap.Interval!.Value.High < 0);
        Assert.Equal([false, false, true], scores.Select(score => score.IsTooSmall));
        Assert.Equal(scores.Select(score => score.MacroF1), SliceMetrics.Compute(values, truth, predicted, 2).Select(score => score.MacroF1));
    }

    [Fact]
    public void One_value_alone_has_no_gap_and_one_row_has_figures()
    {
        var only = SliceMetrics.Compute(["a", "a"], [0, 0], [0, 1], 2);
        Assert.Null(Assert.Single(only).AccuracyGap.Value);
        var row = SliceMetrics.Compute(["a"], [1], [1], 2).Single();
        Assert.Equal((1, 1, 0.5), (row.Accuracy.Value, row.BalancedAccuracy.Value, row.MacroF1.Value));
        Assert.Empty(SliceMetrics.Compute([], [], [], 2));
    }
}
