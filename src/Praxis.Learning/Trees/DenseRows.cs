namespace Praxis.Learning.Trees;

/// <summary>A dense matrix kept row by row; NaN is a missing value.</summary>
internal sealed record DenseRows(int RowCount, int ColumnCount, float[] Values)
{
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * ColumnCount, ColumnCount);

    /// <summary>Some of the rows, copied.</summary>
    public DenseRows Take(ReadOnlySpan<int> rows)
    {
        var values = new float[rows.Length * ColumnCount];
        for (var i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(values.AsSpan(i * ColumnCount));
        return new DenseRows(rows.Length, ColumnCount, values);
    }
}
