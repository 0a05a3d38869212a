using MathNet.Numerics.LinearAlgebra.Double;

namespace Praxis.Learning.Insights;

/// <summary>Columns of numbers that say the same together.</summary>
public sealed record Collinearity
{
    /// <summary>Pearson's correlations <c>[columns, columns]</c>.</summary>
    public required double[,] Correlation { get; init; }

    /// <summary>The variance inflation factor of each column, the diagonal of the inverse of <see cref="Correlation"/>; infinite where columns determine one another.</summary>
    public required IReadOnlyList<double> Vif { get; init; }

    /// <summary>The singular values of the standardised columns (mean 0, deviation 1 with n), the greatest first: <c>sqrt(n λ)</c> of the correlations' eigenvalues λ.</summary>
    public required IReadOnlyList<double> SingularValues { get; init; }

    /// <summary>Measures columns; a missing value (NaN) counts as the column's mean. Null for fewer than two columns or rows, or where a column is constant.</summary>
    public static Collinearity? Of(IReadOnlyList<IReadOnlyList<double>> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var (width, rows) = (columns.Count, columns.Count == 0 ? 0 : columns[0].Count);
        if (width < 2 || rows < 2)
            return null;
        var standard = new double[width][];
        for (var k = 0; k < width; k++)
        {
            var whole = columns[k].Where(value => !double.IsNaN(value)).ToList();
            var mean = whole.Count == 0 ? 0 : whole.Sum() / whole.Count;
            standard[k] = [.. columns[k].Select(value => double.IsNaN(value) ? 0 : value - mean)];
            var length = Math.Sqrt(standard[k].Sum(value => value * value));
            if (!(length > 0) || !double.IsFinite(length))
                return null;
            for (var i = 0; i < rows; i++)
                standard[k][i] /= length;
        }

        var correlation = new DenseMatrix(width, width);
        for (var i = 0; i < width; i++)
            for (var j = i; j < width; j++)
                correlation[i, j] = correlation[j, i] = i == j ? 1 : System.Numerics.Tensors.TensorPrimitives.Dot<double>(standard[i], standard[j]);
        var values = correlation.Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues.Select(value => Math.Max(0, value.Real)).OrderDescending().ToArray();
        var isSingular = values[^1] < 1e-10;
        var inverse = isSingular ? null : correlation.Inverse();
        return new Collinearity
        {
            Correlation = correlation.ToArray(),
            Vif = [.. Enumerable.Range(0, width).Select(k => inverse is null ? Regressed(correlation, k) : inverse[k, k])],
            SingularValues = [.. values.Select(value => Math.Sqrt(rows * value))],
        };
    }

    // Where columns determine one another, those that take part have no finite factor; a little ridge tells them from the others.
    private static double Regressed(DenseMatrix correlation, int column)
    {
        var ridged = correlation + DenseMatrix.CreateIdentity(correlation.RowCount) * 1e-9;
        var factor = ridged.Inverse()[column, column];
        return factor > 1e6 ? double.PositiveInfinity : factor;
    }
}
