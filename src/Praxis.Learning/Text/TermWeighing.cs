namespace Praxis.Learning.Text;

/// <summary>Counts become weights: tf by the options, times idf, each block of columns brought to length 1.</summary>
internal static class TermWeighing
{
    private static readonly double[] Sublinear = [.. Enumerable.Range(0, 256).Select(tf => tf == 0 ? 0.0 : 1.0 + Math.Log(tf))];

    /// <summary><c>ln((1 + n) / (1 + df)) + 1</c>; all 1 where the options want none.</summary>
    public static float[] Idf(int[] frequencies, int texts, bool isUsed) =>
        Array.ConvertAll(frequencies, frequency => isUsed ? (float)(Math.Log((1.0 + texts) / (1.0 + frequency)) + 1.0) : 1f);

    /// <summary>Sorts columns that stand there as often as they occur and leaves each once, with its weight; gives how many are left.</summary>
    /// <param name="columns">The columns of one text.</param>
    /// <param name="values">Room for as many weights; overwritten.</param>
    /// <param name="idf">By column.</param>
    /// <param name="border">Where the second block's columns begin.</param>
    /// <param name="options">How to weigh.</param>
    public static int Weigh(Span<int> columns, Span<float> values, ReadOnlySpan<float> idf, int border, NgramOptions options)
    {
        ColumnSort.Sort(columns, values, idf.Length);
        var (count, middle) = (0, 0);
        var (first, second) = (0.0, 0.0);
        for (var i = 0; i < columns.Length;)
        {
            var column = columns[i];
            var begin = i;
            while (i < columns.Length && columns[i] == column)
                i++;
            var tf = i - begin;
            var value = (options.Binary ? 1.0 : !options.SublinearTf ? tf : tf < Sublinear.Length ? Sublinear[tf] : 1.0 + Math.Log(tf)) * idf[column];
            if (column < border)
            {
                first += value * value;
                middle = count + 1;
            }
            else
            {
                second += value * value;
            }

            columns[count] = column;
            values[count++] = (float)value;
        }

        if (options.Normalize)
        {
            Scale(values[..middle], first);
            Scale(values[middle..count], second);
        }

        return count;
    }

    private static void Scale(Span<float> values, double squares)
    {
        var factor = squares > 0 ? 1.0 / Math.Sqrt(squares) : 0.0;
        foreach (ref var value in values)
            value = (float)(value * factor);
    }
}
