using Praxis.Learning.Metrics;

namespace Praxis.Learning.Tests.Metrics;

public sealed class IntervalAndComparisonTests
{
    [Fact]
    public void McNemar_of_one_against_five_is_14_in_64()
    {
        // b = 1, c = 5: 2 (C(6,0) + C(6,1)) / 2^6 = 14/64.
        bool[] a = [true, false, false, false, false, false, true, true, false];
        bool[] b = [false, true, true, true, true, true, true, true, false];
        Assert.Equal(14.0 / 64, PairedComparison.McNemar(a, b), 1e-14);
        Assert.Equal(14.0 / 64, PairedComparison.McNemar(b, a), 1e-14);
    }

    [Fact]
    public void McNemar_of_equals_is_1_and_many_rows_do_not_overflow()
    {
        Assert.Equal(1, PairedComparison.McNemar([true, false], [true, false]));
        var a = Enumerable.Range(0, 5000).Select(i => i < 2400).ToArray();
        Assert.InRange(PairedComparison.McNemar(a, [.. a.Select(x => !x)]), 0.004, 0.0055);
        Assert.Throws<ArgumentException>(() => PairedComparison.McNemar([true], []));
    }

    [Fact]
    public void The_variants_of_McNemar_are_those_of_the_paper_that_compares_them()
    {
        // M. W. Fagerland, S. Lydersen and P. Laake (2013), table 1: 1 and 7 discordant pairs.
        var test = PairedComparison.McNemarTest(1, 7);
        Assert.Equal(0.0703, test.Exact, 0.00005);
        Assert.Equal(0.0391, test.MidP, 0.00005);
        Assert.Equal(0.0339, test.Asymptotic, 0.00005);
        Assert.Equal(0.0771, test.ContinuityCorrected, 0.00005);
        Assert.Equal(new(0, 0, 1, 1, 1, 1), PairedComparison.McNemarTest(0, 0));
        Assert.Equal(1, PairedComparison.McNemarTest(3, 3).Exact);
        Assert.Equal(1 - 20 / 64.0 / 2, PairedComparison.McNemarTest(3, 3).MidP, 1e-12);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 0.47950012218695347)]
    [InlineData(2.4999, 0.0004071699003334514)]
    [InlineData(2.5, 0.00040695201744495897)]
    [InlineData(5, 1.5374597944280349e-12)]
    public void The_error_function_is_right_on_both_sides_of_its_seam(double x, double expected) =>
        Assert.Equal(1, Praxis.Learning.Numerics.ErrorFunction.Complement(x) / expected, 1e-12);

    [Fact]
    public void Wilson_of_nothing_in_ten_ends_at_0_278() // z²/(n + z²)
    {
        var interval = WilsonInterval.Of(0, 10);
        Assert.Equal(0, interval.Low);
        Assert.Equal(3.841458820694124 / 13.841458820694124, interval.High, 1e-12);
        Assert.Equal(1, WilsonInterval.Of(10, 10).High);
        Assert.Equal(1 - interval.High, WilsonInterval.Of(10, 10).Low, 1e-12);
    }

    [Fact]
    public void The_normal_quantile_is_right_in_its_middle_and_its_tail()
    {
        Assert.Equal(0.6744897501960817, NormalQuantile.Upper(0.25), 1e-8);
        Assert.Equal(1.959963984540054, NormalQuantile.Upper(0.025), 1e-8);
        Assert.Equal(3.090232306167813, NormalQuantile.Upper(0.001), 1e-8);
    }
}
