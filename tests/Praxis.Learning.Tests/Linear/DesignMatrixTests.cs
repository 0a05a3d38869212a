using Praxis.Learning.Linear;
using Praxis.Learning.Numerics;

namespace Praxis.Learning.Tests.Linear;

public sealed class DesignMatrixTests
{
    // One output is added up singly, more of them by vectors of four; both against sums by the definition.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void Products_are_what_the_definition_says(int outputs)
    {
        var sample = new SparseSample(203, 2, 12);
        foreach (var threads in (int[])[1, 3])
        {
            var matrix = new DesignMatrix(sample.Rows, outputs, threads);
            var random = new SplitMix64(3);
            var weights = Enumerable.Range(0, matrix.Length).Select(_ => (random.Below(2001) / 1000.0) - 1.0).ToArray();
            var spread = matrix.Spread(weights, sample.Rows.ColumnCount);
            var scores = new double[203 * matrix.Width];
            matrix.Multiply(weights, scores);
            for (var row = 0; row < 203; row++)
            {
                var indices = sample.Rows.Indices(row);
                var values = sample.Rows.Values(row);
                for (var k = 0; k < outputs; k++)
                {
                    var score = 0.0;
                    for (var i = 0; i < indices.Length; i++)
                        score += spread[(indices[i] * outputs) + k] * values[i];

                    Assert.Equal(score, scores[(row * matrix.Width) + k], 1e-5);
                }
            }

            // The transposed product is the one for which (X w)·r = w·(X' r) whatever r is.
            for (var times = 0; times < 3; times++)
            {
                var slopes = Enumerable.Range(0, scores.Length).Select(i => i % matrix.Width < outputs ? random.Below(1000) / 1000.0 : 0.0).ToArray();
                var gradient = new double[matrix.Length];
                matrix.MultiplyTransposed(slopes, 0.5, weights, gradient);
                Assert.Equal(
                    scores.Zip(slopes).Sum(pair => pair.First * pair.Second),
                    gradient.Zip(weights).Sum(pair => (pair.First - (0.5 * pair.Second)) * pair.Second),
                    1e-8);
            }
        }
    }
}
