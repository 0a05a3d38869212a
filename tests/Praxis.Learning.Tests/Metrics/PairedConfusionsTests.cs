using Praxis.Learning.Metrics;

namespace Praxis.Learning.Tests.Metrics;

public sealed class PairedConfusionsTests
{
    [Fact]
    public void Counts_drawn_again_tell_what_rows_drawn_again_tell()
    {
        int[] truth = [.. Enumerable.Range(0, 300).Select(i => i % 3)];
        int[] first = [.. truth.Select((own, i) => i % 4 == 0 ? (own + 1) % 3 : own)], second = [.. truth.Select((own, i) => i % 7 == 0 ? (own + 2) % 3 : own)];
        var pairs = new PairedConfusions(truth, first, second, 3);
        var counted = pairs.Compare([matrix => matrix.Accuracy, matrix => matrix.F1(Averaging.Macro)], new BootstrapOptions { Replicates = 4000 }, TestContext.Current.CancellationToken);
        Func<int[], double> Of(int[] said) => rows => rows.Average(row => said[row] == truth[row] ? 1.0 : 0);
        var drawn = PairedBootstrap.Compare(300, Of(first), Of(second), new BootstrapOptions { Replicates = 4000 }, TestContext.Current.CancellationToken);
        Assert.Equal(drawn.Difference.Value, counted[0].Difference.Value, 1e-12);
        Assert.Equal(drawn.Difference.Interval.Low, counted[0].Difference.Interval.Low, 0.01);
        Assert.Equal(drawn.Difference.Interval.High, counted[0].Difference.Interval.High, 0.01);
        Assert.Equal(drawn.PValue, counted[0].PValue, 0.01);
        bool[] Right(int[] said) => [.. said.Select((own, i) => own == truth[i])];
        Assert.Equal(PairedComparison.McNemarTest(Right(first), Right(second)), pairs.McNemar());
        Assert.Equal(0, pairs.Compare([_ => 1]).Single().Difference.Value);
    }
}
