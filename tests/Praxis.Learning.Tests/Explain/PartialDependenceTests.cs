using Praxis.Learning.Explain;

namespace Praxis.Learning.Tests.Explain;

public sealed class PartialDependenceTests
{
    private static readonly double[][] Rows = [[0, 0, 1], [10, 1, 1], [2, 0, 1], [4, 2, double.NaN]];

    [Fact]
    public void Numbers_are_set_to_the_centres_of_equal_buckets_and_the_other_features_are_averaged()
    {
        var curve = PartialDependence.Compute(Model, 2, Rows, 0, new("age", FeatureType.Numerical), 5);
        Assert.Equal([1, 3, 5, 7, 9], curve.Values);
        Assert.Equal([0.25, 0.25, 0.25, 0, 0.25], curve.Distribution);
        for (var g = 0; g < 5; g++)
        {
            Assert.Equal(2 * curve.Values[g] + 0.75, curve.Predictions[0][g], 1e-12);
            Assert.Equal(0.75, curve.Predictions[1][g], 1e-12);
        }
    }

    [Fact]
    public void Categories_are_set_to_each_that_occurs()
    {
        var curve = PartialDependence.Compute(Model, 2, Rows, 1, new("class", FeatureType.Categorical, ["Dresses", "Knits", "Trend", "Unseen"]));
        Assert.Equal(["Dresses", "Knits", "Trend"], curve.Names);
        Assert.Equal([0.5, 0.25, 0.25], curve.Distribution);
        Assert.Equal([0, 1, 2], curve.Predictions[1]);
    }

    [Fact]
    public void A_constant_has_one_bucket_a_text_and_an_empty_column_have_an_error()
    {
        var constant = PartialDependence.Compute(Model, 2, Rows, 2, new("c", FeatureType.Numerical));
        Assert.Equal([1], constant.Values);
        Assert.Equal([0.75], constant.Distribution);
        Assert.NotNull(PartialDependence.Compute(Model, 2, Rows, 0, new("t", FeatureType.Text)).Error);
        Assert.NotNull(PartialDependence.Compute(Model, 2, [[double.NaN]], 0, new("n", FeatureType.Numerical)).Error);
        Assert.NotNull(PartialDependence.Compute(Model, 2, [], 0, new("n", FeatureType.Numerical)).Error);
    }

    private static double[] Model(double[] row) => [2 * row[0] + row[1], row[1]];
}
