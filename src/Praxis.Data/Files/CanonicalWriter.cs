using System.Buffers.Text;

namespace Praxis.Data.Files;

/// <summary>Writes rows in the one dialect that the database is told to read: row number first, all values quoted, LF, null empty; and proves the columns on the way.</summary>
internal sealed class CanonicalWriter(string path) : IDisposable
{
    private const long MostSlots = 12_000_000; // 96 MB of hashes over all columns

    private readonly FileStream stream = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1);
    private readonly byte[] buffer = new byte[1 << 20];
    private readonly DistinctBudget budget = new(MostSlots);
    private int used;
    private int column;
    private long written;
    private long begin;

    public IReadOnlyList<ColumnProof> Columns { get; private set; } = [];

    public long Rows { get; private set; }

    public long LongestRow { get; private set; }

    public long Bytes => written + used;

    /// <summary>Says the table's columns; before the first row.</summary>
    public void Begin(IReadOnlyList<string> names) => Columns = [.. names.Select(name => new ColumnProof(name, budget))];

    public void BeginRow()
    {
        begin = Bytes;
        column = 0;
        if (buffer.Length - used < 24)
            Flush();
        Utf8Formatter.TryFormat(++Rows, buffer.AsSpan(used), out var digits);
        used += digits;
    }

    public void Field(ReadOnlySpan<byte> value)
    {
        Columns[column++].Observe(value, Rows);
        if (buffer.Length - used < 3 + (value.Length * 2L))
            Flush();
        buffer[used++] = (byte)',';
        if (value.IsEmpty)
            return;
        buffer[used++] = (byte)'"';
        for (var quote = value.IndexOf((byte)'"'); quote >= 0; quote = value.IndexOf((byte)'"'))
        {
            Put(value[..(quote + 1)]);
            Put("\""u8);
            value = value[(quote + 1)..];
        }

        Put(value);
        Put("\""u8);
    }

    public void EndRow()
    {
        Put("\n"u8);
        LongestRow = Math.Max(LongestRow, Bytes - begin);
    }

    public void Dispose()
    {
        if (!stream.CanWrite)
            return;
        Flush();
        stream.Dispose();
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - used)
            Flush();
        if (bytes.Length > buffer.Length)
        {
            stream.Write(bytes);
            written += bytes.Length;
            return;
        }

        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    private void Flush()
    {
        stream.Write(buffer, 0, used);
        written += used;
        used = 0;
    }
}
