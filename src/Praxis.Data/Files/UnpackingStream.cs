using System.Buffers.Binary;
using System.Globalization;
using ZstdSharp;

namespace Praxis.Data.Files;

/// <summary>A compressed file's content: ends with a clear word where the file is damaged, cut off, or grows beyond its limit (a bomb).</summary>
internal sealed class UnpackingStream(Stream content, RawFile file, int maxExpansion) : Stream
{
    private const long Grace = 64L << 20;
    private readonly long most = Grace + (file.Length * maxExpansion);
    private long total;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = content.Read(buffer);
        }
        catch (Exception error) when (error is InvalidDataException or ZstdException or EndOfStreamException)
        {
            throw file.Bad("damaged-compression", "the compressed data is damaged", "Get the file again", error);
        }

        if ((total += read) > most)
            throw file.Bad(
                "expands-too-much",
                string.Create(CultureInfo.InvariantCulture, $"{file.Length:N0} bytes grow to more than {most:N0}"),
                "If the file is known to be sound, say --max-expansion with a number above " + maxExpansion.ToString(CultureInfo.InvariantCulture));
        if (read == 0 && buffer.Length > 0)
            RequireEnd();
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A gzip file that was cut off ends in silence; its last four bytes say how long its last member is (RFC 1952, 2.3.1).</summary>
    private void RequireEnd()
    {
        if (content is not System.IO.Compression.GZipStream)
            return;
        Span<byte> size = stackalloc byte[4];
        using var raw = File.OpenRead(file.Path);
        raw.Seek(-4, SeekOrigin.End);
        raw.ReadExactly(size);
        if (BinaryPrimitives.ReadUInt32LittleEndian(size) > total)
            throw file.Bad("damaged-compression", "the compressed data is cut off", "Get the file again");
    }
}
