namespace Praxis.Learning.FastText.Rows;

/// <summary>
/// The original's start values: the matrix counts as one line of elements, cut into tenths; thread k of a training fills tenth k with uniform numbers in
/// [-1/dim, 1/dim) from its own generator, and all other elements are zero.
/// </summary>
internal static unsafe class StartValues
{
    private const int Parts = 10;

    /// <summary>How many elements from the first on are filled.</summary>
    public static long Filled(long rows, FastTextOptions options) => End(rows * options.Dimension, options.Threads - 1);

    /// <summary>Fills the rows of words, and of those buckets that have values; a bucket without a row gets one.</summary>
    /// <param name="input">The matrix, zero so far.</param>
    /// <param name="allRows">Rows of the original's matrix: words and all buckets.</param>
    /// <param name="words">Rows of words.</param>
    /// <param name="buckets">The row of each bucket; null where rows and buckets run in parallel.</param>
    /// <param name="options">Dimension, threads, seed.</param>
    public static void Fill(RowMatrix input, long allRows, int words, BucketRows? buckets, FastTextOptions options)
    {
        var total = allRows * options.Dimension;
        var most = (float)(1.0 / options.Dimension);
        for (var thread = 0; thread < options.Threads && Begin(total, thread) < total; thread++)
        {
            var random = new Minstd(options.Seed + thread);
            var (element, end) = (Begin(total, thread), End(total, thread));
            while (element < end)
            {
                var (row, column) = Math.DivRem(element, options.Dimension);
                var stop = Math.Min(options.Dimension, column + end - element);
                var own = input.At(row < words || buckets is null ? row : buckets[(int)(row - words)]);
                element += stop - column;
                for (; column < stop; column++)
                    own[column] = (float)random.Real(-most, most);
            }
        }
    }

    private static long Begin(long total, int thread) => total / Parts * thread;

    private static long End(long total, int thread) => Math.Min(total, total / Parts * (thread + 1));
}
