using Praxis.Learning.Insights;

namespace Praxis.Learning.Tests.Insights;

public sealed class AssociationTests
{
    [Fact]
    public void Pearson_follows_lines_and_spearman_follows_order()
    {
        double[] x = [1, 2, 3, 4, 5, double.NaN], y = [2, 4, 6, 8, 10, 7], cubes = [1, 8, 27, 64, 125, 0];
        Assert.Equal(1, Association.Pearson(x, y)!.Value, 1e-15);
        Assert.True(Association.Pearson(x, cubes) < 0.97);
        Assert.Equal(1, Association.Spearman(x, cubes)!.Value, 1e-15);
        Assert.Equal(-1, Association.Spearman(x, [.. cubes.Select(value => -value)])!.Value, 1e-15);
        Assert.Null(Association.Pearson(x, [1, 1, 1, 1, 1, 1]));
        Assert.Null(Association.Pearson([1], [2]));
        Assert.Equal([1.5, 1.5, 3], Association.Ranks([7, 7, 9]));
    }

    [Fact]
    public void Cramers_v_is_one_for_the_same_categories_and_about_zero_for_independent_ones()
    {
        int[] a = [.. Enumerable.Range(0, 1200).Select(i => i % 3)], independent = [.. Enumerable.Range(0, 1200).Select(i => i / 3 % 4)];
        Assert.Equal(1, Association.CramersV(a, a)!.Value, 1e-12);
        Assert.Equal(0, Association.CramersV(a, independent)!.Value, 1e-12);
        Assert.Null(Association.CramersV(a, new int[1200]));
    }

    [Fact]
    public void The_correlation_ratio_is_the_root_of_the_share_between_groups()
    {
        // D. Freedman's marks: algebra, geometry, statistics; between 6780, in all 9640.
        int[] group = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2];
        double[] marks = [45, 70, 29, 15, 21, 40, 20, 30, 42, 65, 95, 80, 70, 85, 73];
        Assert.Equal(Math.Sqrt(6780.0 / 9640), Association.CorrelationRatio(group, marks)!.Value, 1e-12);
        Assert.Null(Association.CorrelationRatio(group, new double[15]));
    }

    [Fact]
    public void A_column_that_others_determine_has_no_finite_inflation_and_an_independent_one_has_one()
    {
        double[] a = [.. Enumerable.Range(0, 64).Select(i => (double)(i & 1))], b = [.. Enumerable.Range(0, 64).Select(i => (double)(i >> 1 & 1))], c = [.. Enumerable.Range(0, 64).Select(i => (double)(i >> 2 & 1))];
        double[] sum = [.. a.Zip(b, (x, y) => x + y)];
        var together = Collinearity.Of([a, b, c, sum])!;
        Assert.Equal(double.PositiveInfinity, together.Vif[0]);
        Assert.Equal(double.PositiveInfinity, together.Vif[3]);
        Assert.Equal(1, together.Vif[2], 1e-6);
        Assert.Null(Collinearity.Of([a]));
        Assert.Null(Collinearity.Of([a, new double[64]]));
        Assert.All(Collinearity.Of([a, b, c])!.SingularValues, value => Assert.Equal(8, value, 1e-12));
    }
}
