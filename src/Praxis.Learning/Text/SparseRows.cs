namespace Praxis.Learning.Text;

/// <summary>A sparse matrix kept row by row; the columns of a row ascend.</summary>
public sealed class SparseRows
{
    private readonly int[] _starts;
    private readonly int[] _indices;
    private readonly float[] _values;

    internal SparseRows(int columnCount, int[] starts, int[] indices, float[] values)
    {
        ColumnCount = columnCount;
        _starts = starts;
        _indices = indices;
        _values = values;
    }

    /// <summary>How many rows there are.</summary>
    public int RowCount => _starts.Length - 1;

    /// <summary>How many columns there are.</summary>
    public int ColumnCount { get; }

    /// <summary>How many values are kept.</summary>
    public int ValueCount => _starts[^1];

    /// <summary>The columns at which the row has values.</summary>
    public ReadOnlySpan<int> Indices(int row) => _indices.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>The row's values, parallel to <see cref="Indices"/>.</summary>
    public ReadOnlySpan<float> Values(int row) => _values.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>The same matrix with rows and columns exchanged.</summary>
    public SparseRows Transpose()
    {
        var starts = new int[ColumnCount + 1];
        foreach (var column in _indices.AsSpan(0, ValueCount))
            starts[column + 1]++;
        for (var i = 0; i < ColumnCount; i++)
            starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, ColumnCount).ToArray();
        var indices = new int[ValueCount];
        var values = new float[ValueCount];
        for (var row = 0; row < RowCount; row++)
        {
            for (var k = _starts[row]; k < _starts[row + 1]; k++)
            {
                var to = next[_indices[k]]++;
                indices[to] = row;
                values[to] = _values[k];
            }
        }

        return new SparseRows(RowCount, starts, indices, values);
    }
}
