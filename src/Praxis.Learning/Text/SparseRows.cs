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

    /// <summary>Where each row begins among all values, and where the last one ends; [rows + 1].</summary>
    internal ReadOnlySpan<int> Starts => _starts;

    /// <summary>The columns of all values.</summary>
    internal ReadOnlySpan<int> AllIndices => _indices.AsSpan(0, ValueCount);

    /// <summary>All values.</summary>
    internal ReadOnlySpan<float> AllValues => _values.AsSpan(0, ValueCount);

    /// <summary>Takes a matrix that lies in compressed rows already; the arrays are not copied.</summary>
    /// <param name="columnCount">How many columns there are.</param>
    /// <param name="starts">Where each row begins, and where the last one ends; [rows + 1].</param>
    /// <param name="indices">The column of each value, ascending within a row.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="ArgumentException">They do not belong together, a column is out of range or out of order, or a value is not finite.</exception>
    public static SparseRows Create(int columnCount, int[] starts, int[] indices, float[] values)
    {
        ArgumentNullException.ThrowIfNull(starts);
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(values);
        if (columnCount < 0 || starts.Length == 0 || starts[0] != 0 || starts[^1] > indices.Length || indices.Length != values.Length)
            throw new ArgumentException("starts, indices and values do not belong together", nameof(starts));
        for (var row = 0; row + 1 < starts.Length; row++)
        {
            if (starts[row + 1] < starts[row])
                throw new ArgumentException($"row {row} ends before it begins", nameof(starts));
            for (var i = starts[row]; i < starts[row + 1]; i++)
            {
                if ((uint)indices[i] >= (uint)columnCount || (i > starts[row] && indices[i] <= indices[i - 1]))
                    throw new ArgumentException($"row {row} has a column out of range or out of order", nameof(indices));
                if (!float.IsFinite(values[i]))
                    throw new ArgumentException($"row {row} has a value that is not finite", nameof(values));
            }
        }

        return new SparseRows(columnCount, starts, indices, values);
    }

    /// <summary>The columns at which the row has values.</summary>
    public ReadOnlySpan<int> Indices(int row) => _indices.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>The row's values, parallel to <see cref="Indices"/>.</summary>
    public ReadOnlySpan<float> Values(int row) => _values.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>Some of the rows, in the order given; one may be taken twice.</summary>
    public SparseRows Take(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var starts = new int[rows.Count + 1];
        for (var i = 0; i < rows.Count; i++)
            starts[i + 1] = checked(starts[i] + _starts[rows[i] + 1] - _starts[rows[i]]);
        var (indices, values) = (new int[starts[^1]], new float[starts[^1]]);
        for (var i = 0; i < rows.Count; i++)
        {
            Indices(rows[i]).CopyTo(indices.AsSpan(starts[i]));
            Values(rows[i]).CopyTo(values.AsSpan(starts[i]));
        }

        return new SparseRows(ColumnCount, starts, indices, values);
    }

    /// <summary>The columns of both matrices side by side; those of <paramref name="other"/>, which has as many rows, come after.</summary>
    public SparseRows Beside(SparseRows other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.RowCount != RowCount)
            throw new ArgumentException($"{RowCount} rows cannot stand beside {other.RowCount}", nameof(other));
        var starts = new int[RowCount + 1];
        var size = checked(ValueCount + other.ValueCount);
        var (indices, values) = (new int[size], new float[size]);
        for (var row = 0; row < RowCount; row++)
        {
            var own = Indices(row);
            own.CopyTo(indices.AsSpan(starts[row]));
            Values(row).CopyTo(values.AsSpan(starts[row]));
            var at = starts[row] + own.Length;
            foreach (var column in other.Indices(row))
                indices[at++] = checked(ColumnCount + column);
            other.Values(row).CopyTo(values.AsSpan(starts[row] + own.Length));
            starts[row + 1] = at;
        }

        return new SparseRows(checked(ColumnCount + other.ColumnCount), starts, indices, values);
    }

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
