using System.Buffers;
using System.Text;
using Praxis.Contracts.Train;

namespace Praxis.Learning.FastText;

/// <summary>Rows as the text that a training reads, a line each, made while it is read: no more than a line is held.</summary>
/// <param name="rows">The rows.</param>
/// <param name="lineOf">A row's line, without its end.</param>
internal sealed class RowText(IEnumerable<LabeledText> rows, Func<LabeledText, string> lineOf) : Stream
{
    private readonly IEnumerator<LabeledText> next = rows.GetEnumerator();
    private readonly ArrayBufferWriter<byte> line = new();
    private int taken;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            if (taken == line.WrittenCount && !Next())
                break;
            var count = Math.Min(line.WrittenCount - taken, buffer.Length - filled);
            line.WrittenSpan.Slice(taken, count).CopyTo(buffer[filled..]);
            taken += count;
            filled += count;
        }

        return filled;
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
            next.Dispose();
        base.Dispose(disposing);
    }

    private bool Next()
    {
        line.ResetWrittenCount();
        taken = 0;
        if (!next.MoveNext())
            return false;
        Encoding.UTF8.GetBytes(lineOf(next.Current), line);
        line.Write("\n"u8);
        return true;
    }
}
