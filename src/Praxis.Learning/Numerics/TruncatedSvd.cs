using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra.Double;
using Praxis.Learning.Linear;
using Praxis.Learning.Text;

namespace Praxis.Learning.Numerics;

/// <summary>
/// The greatest singular values of a sparse matrix and their right vectors, by random projection with power iterations (N. Halko, P.-G. Martinsson and
/// J. A. Tropp, 2011, "Finding structure with randomness", algorithms 4.4 and 5.1). The same seed gives the same bits on any number of threads.
/// </summary>
internal sealed record TruncatedSvd
{
    private const int Oversampling = 10;
    private const int RowsPerChunk = 256;

    /// <summary>How many columns the matrix has.</summary>
    public required int ColumnCount { get; init; }

    /// <summary>The singular values, the greatest first; as many as asked for, or as many as the matrix has above zero.</summary>
    public required double[] SingularValues { get; init; }

    /// <summary>The right vectors <c>[columns, rank]</c>, row after row: a row of the matrix times this is its place in the reduced space. The greatest value of each vector is positive.</summary>
    public required double[] Components { get; init; }

    /// <summary>How many singular values there are.</summary>
    public int Rank => SingularValues.Length;

    /// <summary>Reduces a matrix <c>[rows, columns]</c>.</summary>
    /// <param name="matrix">At least one row and column.</param>
    /// <param name="rank">How many singular values, at least 1.</param>
    /// <param name="seed">Seed of the projection.</param>
    /// <param name="threads">How many threads may compute.</param>
    /// <param name="cancellationToken">Stops between two products.</param>
    /// <param name="iterations">How often the matrix and its transpose are multiplied on; more makes close singular values part.</param>
    public static TruncatedSvd Fit(SparseRows matrix, int rank, ulong seed, int threads, CancellationToken cancellationToken, int iterations = 5)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(matrix.RowCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(matrix.ColumnCount, 1);
        var transpose = matrix.Transpose();
        var width = Math.Min(rank + Oversampling, Math.Min(matrix.RowCount, matrix.ColumnCount));
        var narrow = Gaussian(matrix.ColumnCount * (long)width, seed);
        double[] right = [];
        for (var i = 0; i <= iterations; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var left = Columns(Product(matrix, narrow, width, threads), matrix.RowCount, width);
            GramSchmidt.Factor(left, matrix.RowCount, width, threads);
            right = Columns(Product(transpose, Columns(left, width, matrix.RowCount), width, threads), matrix.ColumnCount, width);
            if (i == iterations)
                break;
            GramSchmidt.Factor(right, matrix.ColumnCount, width, threads);
            narrow = Columns(right, width, matrix.ColumnCount);
        }

        // B' = A'Q = W R and R = U S V', so that B' = (W U) S V': the right vectors are W U.
        var r = GramSchmidt.Factor(right, matrix.ColumnCount, width, threads);
        var small = new DenseMatrix(width, width, Columns(r, width, width)).Svd();
        var values = small.S.Take(rank).TakeWhile(value => value > small.S[0] * 1e-10 && value > 0).ToArray();
        return new TruncatedSvd
        {
            ColumnCount = matrix.ColumnCount,
            SingularValues = values,
            Components = Turn(right, small.U.ToRowMajorArray(), matrix.ColumnCount, width, values.Length, threads),
        };
    }

    /// <summary>A row's place in the reduced space.</summary>
    public void Project(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<double> place)
    {
        place.Clear();
        for (var i = 0; i < indices.Length; i++)
            TensorPrimitives.MultiplyAdd(Components.AsSpan(indices[i] * Rank, Rank), values[i], place, place);
    }

    // Numbers of the standard normal distribution (G. E. P. Box and M. E. Muller, 1958).
    private static double[] Gaussian(long count, ulong seed)
    {
        var random = new SplitMix64(seed);
        var numbers = new double[count];
        for (var i = 0L; i < count; i += 2)
        {
            var radius = Math.Sqrt(-2.0 * Math.Log(((random.Next() >> 11) + 1) * (1.0 / (1L << 53))));
            var (sin, cos) = Math.SinCos(2.0 * Math.PI * ((random.Next() >> 11) * (1.0 / (1L << 53))));
            numbers[i] = radius * cos;
            if (i + 1 < count)
                numbers[i + 1] = radius * sin;
        }

        return numbers;
    }

    // The sparse matrix times a dense one [columns, width]; both dense ones row after row.
    private static double[] Product(SparseRows matrix, double[] dense, int width, int threads)
    {
        var product = new double[matrix.RowCount * (long)width];
        FixedChunks.For(threads, (matrix.RowCount + RowsPerChunk - 1) / RowsPerChunk, chunk =>
        {
            var end = Math.Min(matrix.RowCount, (chunk + 1) * RowsPerChunk);
            for (var row = chunk * RowsPerChunk; row < end; row++)
            {
                var sum = product.AsSpan(row * width, width);
                var indices = matrix.Indices(row);
                var values = matrix.Values(row);
                for (var i = 0; i < indices.Length; i++)
                    TensorPrimitives.MultiplyAdd(dense.AsSpan(indices[i] * width, width), values[i], sum, sum);
            }
        });
        return product;
    }

    // Row after row becomes column after column; with the numbers exchanged, the way back.
    private static double[] Columns(double[] rowMajor, int rows, int columns)
    {
        const int Block = 32;
        var turned = new double[rowMajor.Length];
        for (var firstRow = 0; firstRow < rows; firstRow += Block)
            for (var firstColumn = 0; firstColumn < columns; firstColumn += Block)
                for (var row = firstRow; row < Math.Min(rows, firstRow + Block); row++)
                    for (var column = firstColumn; column < Math.Min(columns, firstColumn + Block); column++)
                        turned[(column * rows) + row] = rowMajor[(row * columns) + column];
        return turned;
    }

    // W U, its first columns, row after row; each vector's greatest value is made positive.
    private static double[] Turn(double[] w, double[] u, int rows, int width, int rank, int threads)
    {
        var turned = new double[rank * (long)rows];
        FixedChunks.For(threads, rank, k =>
        {
            var own = turned.AsSpan(k * rows, rows);
            for (var j = 0; j < width; j++)
                TensorPrimitives.MultiplyAdd(w.AsSpan(j * rows, rows), u[(j * width) + k], own, own);
            if (own[TensorPrimitives.IndexOfMaxMagnitude<double>(own)] < 0)
                TensorPrimitives.Negate(own, own);
        });
        return Columns(turned, rank, rows);
    }
}
