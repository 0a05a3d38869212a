using Praxis.Learning.Metrics;

namespace Praxis.Learning.Tests.Metrics;

public sealed class RankingMetricsTests
{
    [Fact]
    public void The_area_does_not_change_under_a_rising_map_and_turns_around_with_the_scores()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            var scores = Enumerable.Range(0, 40).Select(_ => (double)random.Next(10)).ToArray();
            bool[] isPositive = [.. scores.Select((_, i) => i < 2 || (i > 3 && random.Next(2) == 0))];
            isPositive[2] = false;
            var area = RankingMetrics.RocAuc(scores, isPositive)!.Value;
            Assert.Equal(area, RankingMetrics.RocAuc([.. scores.Select(score => Math.Exp(score / 3))], isPositive)!.Value, 1e-12);
            Assert.Equal(1 - area, RankingMetrics.RocAuc([.. scores.Select(score => -score)], isPositive)!.Value, 1e-12);
        }
    }

    [Fact]
    public void One_class_alone_has_no_area_and_no_distance()
    {
        Assert.Null(RankingMetrics.RocAuc([0.5], [true]));
        Assert.Null(RankingMetrics.KolmogorovSmirnov([0.5, 0.6], [false, false]));
        Assert.Null(RankingMetrics.RocAucOneVersusRest([0, 0], [0.5, 0.5, 0.4, 0.6], 2));
    }
}
