using MathNet.Numerics.LinearAlgebra.Double;
using Praxis.Learning.Numerics;
using Praxis.Learning.Text;

namespace Praxis.Learning.Tests.Tabular;

public sealed class TruncatedSvdTests
{
    [Theory]
    [InlineData(60, 40, 3)]
    [InlineData(40, 60, 1)]
    [InlineData(25, 25, 7)]
    public void A_matrix_of_low_rank_is_reconstructed(int rows, int columns, int rank)
    {
        var matrix = LowRank(rows, columns, rank, 7);
        var svd = TruncatedSvd.Fit(Sparse(matrix), rank + 5, 1, 1, CancellationToken.None);
        Assert.Equal(rank, svd.SingularValues.Count(value => value > 1e-5 * svd.SingularValues[0]));
        var components = Components(svd);
        var error = (matrix * components * components.Transpose()) - matrix;
        Assert.True(error.FrobeniusNorm() < 1e-6 * matrix.FrobeniusNorm());
    }

    [Fact]
    public void The_right_vectors_are_orthonormal()
    {
        var svd = TruncatedSvd.Fit(Sparse(Random(80, 50, 3)), 12, 5, 2, CancellationToken.None);
        var gram = Components(svd).TransposeThisAndMultiply(Components(svd));
        Assert.True((gram - DenseMatrix.CreateIdentity(12)).FrobeniusNorm() < 1e-10);
    }

    [Fact]
    public void Values_and_vectors_are_those_of_a_dense_decomposition()
    {
        // Singular values that halve, so that each vector is well defined.
        var (u, v) = (Random(90, 20, 1).QR().Q, Random(70, 20, 2).QR().Q);
        var values = Enumerable.Range(0, 20).Select(i => Math.Pow(0.5, i)).ToArray();
        var matrix = (DenseMatrix)(u.SubMatrix(0, 90, 0, 20) * DenseMatrix.OfDiagonalArray(values) * v.SubMatrix(0, 70, 0, 20).Transpose());
        var sparse = Sparse(matrix);
        var dense = Dense(sparse).Svd();
        var svd = TruncatedSvd.Fit(sparse, 8, 3, 1, CancellationToken.None);
        for (var k = 0; k < 8; k++)
        {
            Assert.Equal(dense.S[k], svd.SingularValues[k], 1e-9);
            var own = Components(svd).Column(k);
            var theirs = dense.VT.Row(k);
            Assert.Equal(1.0, Math.Abs(own.DotProduct(theirs)), 1e-9);
            Assert.True(own[own.AbsoluteMaximumIndex()] > 0);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        var matrix = Sparse(Random(700, 300, 4));
        var one = TruncatedSvd.Fit(matrix, 20, 9, 1, CancellationToken.None);
        foreach (var threads in (int[])[1, 2, 5])
        {
            var other = TruncatedSvd.Fit(matrix, 20, 9, threads, CancellationToken.None);
            Assert.Equal(one.SingularValues, other.SingularValues);
            Assert.Equal(one.Components, other.Components);
        }
    }

    [Fact]
    public void A_matrix_of_zeros_has_no_singular_values() =>
        Assert.Equal(0, TruncatedSvd.Fit(new SparseRows(4, [0, 0, 0], [], []), 2, 1, 1, CancellationToken.None).Rank);

    [Fact]
    public void A_row_is_projected_as_the_matrix_is()
    {
        var matrix = Sparse(Random(30, 20, 8));
        var svd = TruncatedSvd.Fit(matrix, 5, 1, 1, CancellationToken.None);
        var all = Dense(matrix) * Components(svd);
        var place = new double[5];
        for (var row = 0; row < 30; row++)
        {
            svd.Project(matrix.Indices(row), matrix.Values(row), place);
            for (var k = 0; k < 5; k++)
                Assert.Equal(all[row, k], place[k], 1e-12);
        }
    }

    private static DenseMatrix Components(TruncatedSvd svd) => DenseMatrix.OfRows(svd.ColumnCount, svd.Rank, svd.Components.Chunk(svd.Rank));

    private static DenseMatrix Random(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return DenseMatrix.Create(rows, columns, (_, _) => (float)((random.NextDouble() * 2) - 1));
    }

    private static DenseMatrix LowRank(int rows, int columns, int rank, int seed) => Random(rows, rank, seed) * Random(rank, columns, seed + 1);

    private static SparseRows Sparse(DenseMatrix matrix)
    {
        var (starts, indices, values) = (new List<int> { 0 }, new List<int>(), new List<float>());
        for (var i = 0; i < matrix.RowCount; i++)
        {
            for (var j = 0; j < matrix.ColumnCount; j++)
            {
                if (matrix[i, j] == 0)
                    continue;
                indices.Add(j);
                values.Add((float)matrix[i, j]);
            }

            starts.Add(indices.Count);
        }

        return new SparseRows(matrix.ColumnCount, [.. starts], [.. indices], [.. values]);
    }

    private static DenseMatrix Dense(SparseRows sparse)
    {
        var dense = new DenseMatrix(sparse.RowCount, sparse.ColumnCount);
        for (var row = 0; row < sparse.RowCount; row++)
            for (var i = 0; i < sparse.Indices(row).Length; i++)
                dense[row, sparse.Indices(row)[i]] = sparse.Values(row)[i];
        return dense;
    }
}
