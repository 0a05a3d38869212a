using System.Buffers.Text;

namespace Praxis.Data.Files;

/// <summary>
/// Writes rows in the one dialect that the database is told to read: row number first, all values quoted, LF, null empty; and proves the columns on the way. A line break
/// inside a value is written as 0x1A '0' (and 0x1A as 0x1A '1'), so that every line break ends a row and the database may read in several places at once.
/// </summary>
internal sealed class CanonicalWriter(string path) : IDisposable
{
    private const long MostSlots = 8_000_000; // 64 MB of hashes over all columns

    private const byte Substitute = 0x1a;
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
        for (var special = value.IndexOfAny((byte)'"', (byte)'\n', Substitute); special >= 0; special = value.IndexOfAny((byte)'"', (byte)'\n', Substitute))
        {
            Put(value[..special]);
            if (value[special] == '"')
                Put("\"\""u8);
            else
            {
                Put(value[special] == '\n' ? "\u001a0"u8 : "\u001a1"u8);
                Columns[column - 1].HasSubstitutes = true;
            }

            value = value[(special + 1)..];
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
