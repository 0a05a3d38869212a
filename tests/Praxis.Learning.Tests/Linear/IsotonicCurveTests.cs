using CsCheck;
using Praxis.Learning.Linear;

namespace Praxis.Learning.Tests.Linear;

public sealed class IsotonicCurveTests
{
    [Fact]
    public void Violators_are_pooled()
    {
        var curve = IsotonicCurve.Fit([1, 2, 3, 4, 5], [0, 1, 0, 1, 1], [1, 1, 1, 1, 1]);
        Assert.Equal([0, 0.5, 0.5, 1, 1], ((double[])[1, 2, 3, 4, 5]).Select(curve.At));
        Assert.Equal([0, 0.25, 1], ((double[])[-9, 1.5, 99]).Select(curve.At));
    }

    [Fact]
    public void It_never_falls_and_keeps_the_mean() => Gen.Select(Gen.Double[-3, 3], Gen.Int[0, 1], Gen.Double[0, 2]).Array[1, 40].Sample(rows =>
    {
        if (rows.All(row => row.Item3 == 0))
            return;
        var scores = rows.Select(row => Math.Round(row.Item1, 1)).ToArray();
        var curve = IsotonicCurve.Fit(scores, [.. rows.Select(row => (double)row.Item2)], [.. rows.Select(row => row.Item3)]);
        var values = Enumerable.Range(-40, 81).Select(i => curve.At(i / 10.0)).ToArray();
        Assert.All(values.Zip(values.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
        Assert.All(values, value => Assert.InRange(value, 0.0, 1.0));
        Assert.Equal(rows.Sum(row => row.Item2 * row.Item3), rows.Select((row, i) => row.Item3 * curve.At(scores[i])).Sum(), 6);
    });
}
