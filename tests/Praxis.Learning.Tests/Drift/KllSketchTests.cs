using Praxis.Learning.Drift;

namespace Praxis.Learning.Tests.Drift;

public sealed class KllSketchTests
{
    [Fact]
    public void Ranks_of_few_numbers_are_exact()
    {
        var sketch = new KllSketch();
        foreach (var number in (double[])[3, 1, 2, 2, -5])
            sketch.Add(number);
        Assert.Equal((5L, 2L, 4L, 0L, 5L), (sketch.Count, sketch.Rank(2, isInclusive: false), sketch.Rank(2, isInclusive: true), sketch.Rank(-5, isInclusive: false), sketch.Rank(9, isInclusive: false)));
        Assert.Equal([(-5, 1L), (1, 1L), (2, 1L), (2, 1L), (3, 1L)], sketch.Weighted());
        Assert.Equal(0, new KllSketch().Rank(1, isInclusive: true));
        Assert.Throws<ArgumentException>(() => sketch.Add(double.NaN));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ranks_of_many_numbers_are_near_and_the_weights_add_up(bool isSorted)
    {
        const int Count = 200_001;
        var sketch = new KllSketch();
        for (var i = 0; i < Count; i++)
            sketch.Add(isSorted ? i : (int)(i * 7919L % Count));
        Assert.Equal(Count, sketch.Count);
        Assert.True(sketch.Levels.Sum(level => level.Count) < 8 * KllSketch.UsualSize);
        for (var rank = 0; rank < Count; rank += 10_000)
            Assert.InRange(sketch.Rank(rank, isInclusive: false), rank - (0.003 * Count), rank + (0.003 * Count));
    }

    [Fact]
    public void The_same_numbers_and_seed_give_the_same_items_and_a_file_gives_them_back()
    {
        KllSketch Of()
        {
            var sketch = new KllSketch(size: 64);
            for (var i = 0; i < 10_000; i++)
                sketch.Add(i * 31 % 1009);
            return sketch;
        }

        var (one, two) = (Of(), Of());
        Assert.Equal(one.Levels, two.Levels);
        var read = KllSketch.Of(one.Levels, one.Size, one.Shrinking);
        Assert.Equal(one.Weighted(), read.Weighted());
        Assert.Equal(10_000, read.Count);
    }

    [Fact]
    public void The_gain_of_features_in_another_order_is_that_of_the_guide()
    {
        Dictionary<string, double> Scores(double a, double b, double c) => new() { ["a"] = a, ["b"] = b, ["c"] = c };
        Assert.Equal(0.6876396241, AttributionRanking.Gain(Scores(.70, .50, .05), Scores(.10, .20, .70)), 1e-10);
        Assert.Equal(1, AttributionRanking.Gain(Scores(.70, .50, .05), Scores(.7, .2, .1)), 1e-12);
        Assert.Equal(1, AttributionRanking.Gain(new Dictionary<string, double>(), Scores(1, 2, 3)));
        Assert.True(AttributionRanking.Gain(Scores(.70, .50, .05), new Dictionary<string, double> { ["z"] = 1 }) < 0.99);
    }
}
