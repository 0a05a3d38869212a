using System.Globalization;
using System.Text;

namespace Praxis.Data.Files;

/// <summary>Writes rows in the one dialect that the database is told to read: row number first, all values quoted, LF, null empty.</summary>
internal sealed class CanonicalWriter(string path) : IDisposable
{
    private readonly FileStream stream = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 18);
    private long begin;

    public long Rows { get; private set; }

    public long LongestRow { get; private set; }

    public void BeginRow()
    {
        begin = stream.Position;
        stream.Write(Encoding.ASCII.GetBytes((++Rows).ToString(CultureInfo.InvariantCulture)));
    }

    public void Field(ReadOnlySpan<byte> value)
    {
        stream.WriteByte((byte)',');
        if (value.IsEmpty)
            return;
        stream.WriteByte((byte)'"');
        for (var quote = value.IndexOf((byte)'"'); quote >= 0; quote = value.IndexOf((byte)'"'))
        {
            stream.Write(value[..(quote + 1)]);
            stream.WriteByte((byte)'"');
            value = value[(quote + 1)..];
        }

        stream.Write(value);
        stream.WriteByte((byte)'"');
    }

    public void EndRow()
    {
        stream.WriteByte((byte)'\n');
        LongestRow = Math.Max(LongestRow, stream.Position - begin);
    }

    public void Dispose() => stream.Dispose();
}
