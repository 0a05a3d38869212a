using Praxis.Learning.Explain;

namespace Praxis.Learning.Tests.Explain;

public sealed class BaselineClustersTests
{
    [Fact]
    public void Three_heaps_are_three_clusters_without_being_told()
    {
        var random = new Random(3);
        double[][] heaps = [[0, 0], [50, 1000], [-50, 1000]];
        var rows = Enumerable.Range(0, 300).Select(i => heaps[i % 3].Select(x => x + random.NextDouble() * (x == 1000 || x == 0 ? 20 : 1)).ToArray()).ToList();
        var centres = BaselineClusters.Find(rows, [false, false]);
        Assert.Equal(3, centres.Count);
        foreach (var heap in heaps)
            Assert.Contains(centres, centre => Math.Abs(centre[0] - heap[0]) < 12 && Math.Abs(centre[1] - heap[1]) < 12);
        Assert.Equal(centres.SelectMany(centre => centre), BaselineClusters.Find(rows, [false, false]).SelectMany(centre => centre));
    }

    [Fact]
    public void A_centre_has_the_mean_of_its_numbers_and_the_most_frequent_of_its_categories()
    {
        double[][] rows = [[1, 0], [3, 0], [2, 1], [double.NaN, 0]];
        var centre = Assert.Single(BaselineClusters.Find(rows, [false, true], clusters: 1));
        Assert.Equal([2, 0], centre);
    }

    [Fact]
    public void Fewer_different_rows_than_clusters_give_fewer_centres_and_equal_rows_one()
    {
        Assert.Equal(2, BaselineClusters.Find([[1, 0], [2, 0], [1, 0]], [false, false], clusters: 5).Count);
        Assert.Single(BaselineClusters.Find([[1], [1], [1]], [false]));
        Assert.Single(BaselineClusters.Find([[7]], [true]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BaselineClusters.Find([], [false]));
    }

    [Fact]
    public void The_centres_serve_as_background()
    {
        var rows = Enumerable.Range(0, 50).Select(i => (double[])[i, i % 2]).ToList();
        var background = BaselineClusters.Find(rows, [false, true], clusters: 4);
        var attribution = ShapleyValues.Exact(new BackgroundCoalitions(x => [x[0] + 10 * x[1]], 1, [49, 1], background));
        Assert.Equal(attribution.Full[0] - attribution.Base[0], attribution.Values.Sum(value => value[0]), 1e-9);
        Assert.Equal(49 - background.Average(row => row[0]), attribution.Values[0][0], 1e-9);
    }
}
