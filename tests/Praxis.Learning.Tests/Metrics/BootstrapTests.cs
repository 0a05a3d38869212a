using Praxis.Learning.Metrics;

namespace Praxis.Learning.Tests.Metrics;

public sealed class BootstrapTests
{
    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_seed_another()
    {
        var values = Enumerable.Range(0, 200).Select(i => Math.Sin(i * i)).ToArray();
        BootstrapResult Of(ulong seed) => Bootstrap.Interval(values.Length, rows => rows.Average(row => values[row]), new BootstrapOptions { Seed = seed });
        Assert.Equal(Of(3), Of(3));
        Assert.NotEqual(Of(3).Interval, Of(4).Interval);
        Assert.Equal(values.Average(), Of(3).Value, 1e-15);
    }

    [Fact]
    public void The_interval_of_a_mean_is_that_of_the_normal_distribution()
    {
        var values = Enumerable.Range(0, 400).Select(i => (double)(i % 20)).ToArray();
        var result = Bootstrap.Interval(values.Length, rows => rows.Average(row => values[row]), new BootstrapOptions { Replicates = 4000 });
        var error = Math.Sqrt(33.25 / 400);
        Assert.Equal(error, result.StandardError, 0.02);
        Assert.Equal(9.5 - 1.96 * error, result.Interval.Low, 0.05);
        Assert.Equal(9.5 + 1.96 * error, result.Interval.High, 0.05);
    }

    [Fact]
    public void Undefined_replicates_are_counted_and_one_row_has_no_width()
    {
        bool[] isPositive = [true, false];
        double[] scores = [0.7, 0.2];
        var area = Bootstrap.Interval(2, rows => RankingMetrics.RocAuc([.. rows.Select(row => scores[row])], [.. rows.Select(row => isPositive[row])]) ?? double.NaN);
        Assert.InRange(area.Undefined, 400, 600);
        Assert.Equal((1, 1), (area.Interval.Low, area.Interval.High));
        var one = Bootstrap.Interval(1, rows => rows[0] + 5.0);
        Assert.Equal((5, 5, 5), (one.Value, one.Interval.Low, one.Interval.High));
        var never = Bootstrap.Interval(3, _ => double.NaN);
        Assert.Equal(1000, never.Undefined);
        Assert.True(double.IsNaN(never.Interval.Low));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Interval(0, _ => 0));
    }

    [Fact]
    public void Two_models_that_never_differ_are_equal_and_one_that_is_better_everywhere_is_better()
    {
        double[] first = [.. Enumerable.Range(0, 100).Select(i => i % 3 == 0 ? 1.0 : 0)], second = [.. Enumerable.Range(0, 100).Select(i => i % 3 == 0 || i % 5 == 0 ? 1.0 : 0)];
        Func<int[], double> Accuracy(double[] right) => rows => rows.Average(row => right[row]);
        Assert.Equal(1, PairedBootstrap.Compare(100, Accuracy(first), Accuracy(first)).PValue);
        var better = PairedBootstrap.Compare(100, Accuracy(first), Accuracy(second));
        Assert.Equal(0.13, better.Difference.Value, 1e-12);
        Assert.True(better.Difference.Interval.Low > 0);
        Assert.Equal(2.0 / 1001, better.PValue, 1e-12);
    }

    [Fact]
    public void A_cancelled_bootstrap_stops()
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Bootstrap.Interval(
            10,
            rows =>
            {
                source.Cancel();
                return rows[0];
            },
            cancellationToken: source.Token));
    }
}
