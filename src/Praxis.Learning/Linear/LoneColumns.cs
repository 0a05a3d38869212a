using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>
/// Columns that only one row has need no weight of their own while a model with an L2 penalty is fitted: the penalty does not change when a row's
/// lone columns are turned into a single one whose value is their length, and each gets its share of that one's weight afterwards. In texts
/// with word pairs most columns are lone (IMDB: 1.2 of 1.6 million), so this spares most of the memory of a fit and changes nothing in its answer.
/// </summary>
internal sealed class LoneColumns
{
    private readonly SparseRows _rows;
    private readonly int[] _placeOf;

    public LoneColumns(SparseRows rows)
    {
        _rows = rows;
        var counts = new int[rows.ColumnCount];
        foreach (var column in rows.AllIndices)
            counts[column]++;
        _placeOf = new int[rows.ColumnCount];
        Array.Fill(_placeOf, -1);
        Kept = MostFrequentFirst(counts, rows.RowCount);
        for (var place = 0; place < Kept.Length; place++)
            _placeOf[Kept[place]] = place;
        Lengths = new double[rows.RowCount];
        for (var row = 0; row < rows.RowCount; row++)
        {
            var values = rows.Values(row);
            var indices = rows.Indices(row);
            var squares = 0.0;
            for (var i = 0; i < indices.Length; i++)
            {
                if (counts[indices[i]] == 1)
                    squares += (double)values[i] * values[i];
                else
                    KeptCount++;
            }

            Lengths[row] = Math.Sqrt(squares);
            LoneCount += squares > 0 ? 1 : 0;
        }
    }

    /// <summary>The columns of two rows and more; the most frequent first, so that what is used most lies together.</summary>
    public int[] Kept { get; }

    /// <summary>How many values the kept columns have.</summary>
    public int KeptCount { get; }

    /// <summary>The length of each row's part in lone columns.</summary>
    public double[] Lengths { get; }

    /// <summary>How many rows have such a part.</summary>
    public int LoneCount { get; }

    /// <summary>The rows without the lone columns, by place in <see cref="Kept"/>, not sorted within a row.</summary>
    public SparseRows KeptRows()
    {
        var starts = new int[_rows.RowCount + 1];
        var (places, values) = (new int[KeptCount], new float[KeptCount]);
        var to = 0;
        for (var row = 0; row < _rows.RowCount; row++)
        {
            var indices = _rows.Indices(row);
            var own = _rows.Values(row);
            for (var i = 0; i < indices.Length; i++)
            {
                if (_placeOf[indices[i]] < 0)
                    continue;
                places[to] = _placeOf[indices[i]];
                values[to++] = own[i];
            }

            starts[row + 1] = to;
        }

        return new SparseRows(Kept.Length, starts, places, values);
    }

    /// <summary>The kept columns, each with its rows in order.</summary>
    public SparseRows KeptColumns()
    {
        var starts = new int[Kept.Length + 1];
        foreach (var column in _rows.AllIndices)
        {
            if (_placeOf[column] >= 0)
                starts[_placeOf[column] + 1]++;
        }

        for (var i = 0; i < Kept.Length; i++)
            starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, Kept.Length).ToArray();
        var (rows, values) = (new int[KeptCount], new float[KeptCount]);
        for (var row = 0; row < _rows.RowCount; row++)
        {
            var indices = _rows.Indices(row);
            var own = _rows.Values(row);
            for (var i = 0; i < indices.Length; i++)
            {
                if (_placeOf[indices[i]] < 0)
                    continue;
                var to = next[_placeOf[indices[i]]]++;
                rows[to] = row;
                values[to] = own[i];
            }
        }

        return new SparseRows(_rows.RowCount, starts, rows, values);
    }

    /// <summary>Writes the weights of all columns of one output: the kept ones' as they are, a row's lone ones' as shares of what the row's combined column got.</summary>
    /// <param name="kept">The weight of the kept column at a place.</param>
    /// <param name="lone">The weight of a row's combined column.</param>
    /// <param name="weights">[columns, outputs].</param>
    /// <param name="outputs">How many outputs there are.</param>
    /// <param name="output">Which of them.</param>
    public void Spread(Func<int, double> kept, Func<int, double> lone, float[] weights, int outputs, int output)
    {
        for (var place = 0; place < Kept.Length; place++)
            weights[((long)Kept[place] * outputs) + output] = (float)kept(place);
        for (var row = 0; row < _rows.RowCount; row++)
        {
            if (Lengths[row] == 0)
                continue;
            var share = lone(row) / Lengths[row];
            var indices = _rows.Indices(row);
            var own = _rows.Values(row);
            for (var i = 0; i < indices.Length; i++)
            {
                if (_placeOf[indices[i]] < 0)
                    weights[((long)indices[i] * outputs) + output] = (float)(share * own[i]);
            }
        }
    }

    private static int[] MostFrequentFirst(int[] counts, int rows)
    {
        var starts = new int[rows + 2];
        foreach (var count in counts)
            starts[rows - count]++;
        for (int i = 0, sum = 0; i < starts.Length; i++)
            (starts[i], sum) = (sum, sum + starts[i]);
        var kept = new int[Math.Max(0, rows >= 2 ? starts[rows - 1] : 0)];
        for (var column = 0; column < counts.Length; column++)
        {
            if (counts[column] >= 2)
                kept[starts[rows - counts[column]]++] = column;
        }

        return kept;
    }
}
