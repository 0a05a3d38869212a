using System.Runtime.CompilerServices;

namespace Praxis.Learning.FastText.Rows;

/// <summary>
/// The original's start values: the matrix counts as one line of elements, cut into tenths; thread k of a training fills tenth k with uniform numbers in
/// [-1/dim, 1/dim) from its own generator, and all other elements are zero.
/// </summary>
internal static unsafe class StartValues
{
    private const int Parts = 10;
    private const int BlockOfValues = 1 << 17;

    /// <summary>How many elements from the first on are filled.</summary>
    public static long Filled(long rows, FastTextOptions options) => End(rows * options.Dimension, options.Threads - 1);

    /// <summary>Fills a matrix that is zero so far.</summary>
    /// <param name="input">The matrix.</param>
    /// <param name="places">The row of each place of the file.</param>
    /// <param name="options">Dimension, threads, seed.</param>
    public static void Fill(RowMatrix input, InputPlaces places, FastTextOptions options)
    {
        var (dimension, total) = (options.Dimension, places.FileRows * options.Dimension);
        var most = (float)(1.0 / dimension);
        var block = Math.Max(1, BlockOfValues / dimension) * dimension;
        using var values = new RowMatrix(1, block);
        for (var thread = 0; thread < options.Threads && Begin(total, thread) < total; thread++)
        {
            var random = new UniformFloats(options.Seed + thread, most);
            var (element, end) = (Begin(total, thread), End(total, thread));
            while (element < end)
            {
                // A tenth may begin and end in the middle of a row.
                var (place, column) = Math.DivRem(element, dimension);
                var count = (int)Math.Min(block - column, end - element);
                random.Fill(values.Start, count);
                for (var done = 0; done < count; place++, column = 0)
                {
                    var length = (int)Math.Min(dimension - column, count - done);
                    Unsafe.CopyBlockUnaligned(input.At(places.RowOf(place)) + column, values.Start + done, (uint)length * sizeof(float));
                    done += length;
                }

                element += count;
            }
        }
    }

    /// <summary>Fills every row that a line uses; the others stay zero, so that n-grams never seen in training say nothing.</summary>
    public static RowMatrix FillUsed(RowMatrix input, FastTextOptions options)
    {
        var random = new UniformFloats(options.Seed, (float)(1.0 / options.Dimension));
        for (long row = 0; row < input.Rows; row++)
            random.Fill(input.At(row), options.Dimension);
        return input;
    }

    private static long Begin(long total, int thread) => total / Parts * thread;

    private static long End(long total, int thread) => Math.Min(total, total / Parts * (thread + 1));
}
