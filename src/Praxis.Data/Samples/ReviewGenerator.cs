namespace Praxis.Data.Samples;

/// <summary>Makes reviews of clothes that nobody wrote, to try Praxis with and to measure it on.</summary>
/// <remarks>
/// The columns, the shares of stars, nulls and duplicates and the length of the texts follow the public data set of women's clothing reviews; the words and
/// sentences are Praxis's own.
/// </remarks>
public static class ReviewGenerator
{
    private const int ChunkRows = 4096;

    private static ReadOnlySpan<byte> Header =>
        ",Clothing ID,Age,Title,Review Text,Rating,Recommended IND,Positive Feedback Count,Division Name,Department Name,Class Name\n"u8;

    /// <summary>Writes a table of reviews as CSV (RFC 4180, UTF-8, lines end in LF), its first column an unnamed index.</summary>
    /// <param name="output">Gets the bytes in order; stays open.</param>
    /// <param name="rows">How many rows to write below the header, 0 or more. Fewer rows are the first rows of more.</param>
    /// <param name="seed">The same seed gives the same bytes on every machine.</param>
    /// <param name="ct">Ends the work between two rows.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is negative.</exception>
    public static void Write(Stream output, long rows, int seed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        output.Write(Header);
        var chunks = (rows + ChunkRows - 1) / ChunkRows;
        var lanes = (int)Math.Min(chunks, Environment.ProcessorCount + 1);
        var writers = new ReviewWriter[lanes];
        var buffers = new TextBuffer[lanes];
        var work = new Task[lanes];
        for (var lane = 0; lane < lanes; lane++)
        {
            (writers[lane], buffers[lane]) = (new(seed), new());
            work[lane] = Begin(lane, lane);
        }

        for (var chunk = 0L; chunk < chunks; chunk++)
        {
            var lane = (int)(chunk % lanes);
            work[lane].GetAwaiter().GetResult();
            output.Write(buffers[lane].Written);
            if (chunk + lanes < chunks)
                work[lane] = Begin(lane, chunk + lanes);
        }

        Task Begin(int lane, long chunk) => Task.Run(() => WriteChunk(writers[lane], buffers[lane], chunk * ChunkRows, Math.Min(rows, (chunk + 1) * ChunkRows), ct), ct);
    }

    private static void WriteChunk(ReviewWriter writer, TextBuffer buffer, long from, long to, CancellationToken ct)
    {
        buffer.Clear();
        for (var row = from; row < to; row++)
        {
            ct.ThrowIfCancellationRequested();
            writer.Write(row, buffer);
        }
    }
}
