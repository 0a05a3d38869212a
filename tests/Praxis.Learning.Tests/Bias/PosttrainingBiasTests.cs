using Praxis.Learning.Bias;

namespace Praxis.Learning.Tests.Bias;

public sealed class PosttrainingBiasTests
{
    [Fact]
    public void The_flip_test_counts_those_who_fare_better_than_their_likes()
    {
        double[][] others = [[0], [1], [10], [11]];
        Assert.Equal(0.5, FlipTest.Compute([[0.1], [10.2]], [true, true], others, [false, false, true, true]));
        Assert.Equal(-1, FlipTest.Compute([[10.1]], [false], others, [false, false, true, true]));
    }

    [Fact]
    public void Only_false_negatives_have_no_entropy_and_an_empty_side_has_no_metrics()
    {
        Assert.NotNull(PosttrainingBias.Metrics(new(0, 0, 3, 0), new(0, 0, 2, 0)).Single(metric => metric.Name == "GE").Error);
        var empty = PosttrainingBias.Metrics(new(1, 2, 3, 4), default);
        Assert.All(empty.Where(metric => metric.Name != "GE"), metric => Assert.NotNull(metric.Error));
        Assert.Null(empty.Single(metric => metric.Name == "GE").Error);
    }
}
