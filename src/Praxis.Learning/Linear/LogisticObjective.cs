using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>
/// The multinomial logistic loss summed over the rows, plus |W|^2 / 2C; C times it is the other usual way to write it. The
/// weights lie feature by feature, the classes of each side by side and padded to a multiple of 4; the intercept is the last feature.
/// </summary>
internal sealed class LogisticObjective
{
    private const int RowsPerChunk = 512;
    private const int FeaturesPerChunk = 256;
    private readonly SparseRows _rows;
    private readonly SparseRows _columns;
    private readonly int[] _classes;
    private readonly int _classCount;
    private readonly int _width;
    private readonly double _penalty;
    private readonly int _threads;
    private readonly double[] _residuals;

    public LogisticObjective(SparseRows rows, int[] classes, int classCount, double c, int threads)
    {
        _rows = rows;
        _columns = rows.Transpose();
        _classes = classes;
        _classCount = classCount;
        _width = Width(classCount);
        _penalty = 1.0 / c;
        _threads = threads;
        _residuals = new double[rows.RowCount * _width];
    }

    /// <summary>How many weights there are, with the padding.</summary>
    public int Length => (_rows.ColumnCount + 1) * _width;

    /// <summary>How many weights a feature has, with the padding.</summary>
    public static int Width(int classCount) => (classCount + 3) / 4 * 4;

    /// <summary>The loss at the weights; its gradient is put into <paramref name="gradient"/>.</summary>
    public double Evaluate(double[] weights, double[] gradient)
    {
        var intercept = _rows.ColumnCount * _width;
        var rowChunks = (_rows.RowCount + RowsPerChunk - 1) / RowsPerChunk;
        var losses = new double[rowChunks];
        var interceptParts = new double[rowChunks * _width];
        FixedChunks.For(_threads, rowChunks, chunk =>
        {
            var sum = interceptParts.AsSpan(chunk * _width, _width);
            var end = Math.Min(_rows.RowCount, (chunk + 1) * RowsPerChunk);
            for (var row = chunk * RowsPerChunk; row < end; row++)
            {
                var residual = _residuals.AsSpan(row * _width, _width);
                for (var block = 0; block < _width; block += 4)
                    (Accumulate(weights, block, _rows.Indices(row), _rows.Values(row)) + FixedChunks.At(weights, intercept + block)).CopyTo(residual[block..]);
                losses[chunk] += Softmax(residual[.._classCount], _classes[row]);
                for (var k = 0; k < _classCount; k++)
                    sum[k] += residual[k];
            }
        });

        var featureChunks = (_rows.ColumnCount + FeaturesPerChunk - 1) / FeaturesPerChunk;
        var squares = new double[featureChunks];
        FixedChunks.For(_threads, featureChunks, chunk =>
        {
            var penalty = Vector256.Create(_penalty);
            var square = Vector256<double>.Zero;
            var end = Math.Min(_rows.ColumnCount, (chunk + 1) * FeaturesPerChunk);
            for (var feature = chunk * FeaturesPerChunk; feature < end; feature++)
            {
                for (var block = 0; block < _width; block += 4)
                {
                    var at = (feature * _width) + block;
                    var own = FixedChunks.At(weights, at);
                    square += own * own;
                    var slope = Accumulate(_residuals, block, _columns.Indices(feature), _columns.Values(feature)) + (own * penalty);
                    slope.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(gradient), (nuint)at);
                }
            }

            squares[chunk] = Vector256.Sum(square);
        });

        gradient.AsSpan(intercept).Clear();
        var loss = 0.0;
        for (var chunk = 0; chunk < rowChunks; chunk++)
        {
            loss += losses[chunk];
            for (var k = 0; k < _classCount; k++)
                gradient[intercept + k] += interceptParts[(chunk * _width) + k];
        }

        var norm = 0.0;
        foreach (var square in squares)
            norm += square;
        return loss + (0.5 * _penalty * norm);
    }

    // Scores become probabilities, less 1 at the true class; gives the row's loss.
    private static double Softmax(Span<double> scores, int truth)
    {
        var most = scores[0];
        foreach (var score in scores)
            most = Math.Max(most, score);
        var own = scores[truth];
        var sum = 0.0;
        for (var k = 0; k < scores.Length; k++)
        {
            scores[k] = Math.Exp(scores[k] - most);
            sum += scores[k];
        }

        for (var k = 0; k < scores.Length; k++)
            scores[k] /= sum;
        scores[truth] -= 1.0;
        return most - own + Math.Log(sum);
    }

    private Vector256<double> Accumulate(double[] table, int block, ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        var sum = Vector256<double>.Zero;
        var width = _width;
        for (var i = 0; i < indices.Length; i++)
            sum += FixedChunks.At(table, (indices[i] * width) + block) * Vector256.Create((double)values[i]);
        return sum;
    }
}
