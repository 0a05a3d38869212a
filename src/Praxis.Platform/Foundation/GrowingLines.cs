using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Praxis.Platform.Foundation;

/// <summary>The lines of a file that another process writes.</summary>
/// <param name="path">The file, which may be still to come.</param>
/// <param name="from">The byte to begin at, where a line does.</param>
internal sealed class GrowingLines(string path, long from) : IDisposable
{
    private const int MostBytes = 1 << 20;
    private SafeFileHandle? file;
    private byte[] held = [];
    private long position = from;
    private int length;

    /// <summary>Hands on the lines that are whole by now, each with the byte behind it; a line of more than 1 MiB comes in parts.</summary>
    public void Read(Action<string, long> line)
    {
        // Most say nothing, or not at once.
        file ??= new FileInfo(path) is { Exists: true, Length: > 0, LinkTarget: null } ? Posix.TryOpen(path) : null;
        if (file is null)
            return;
        if (held.Length == 0)
            held = new byte[1 << 13];
        while (true)
        {
            if (length == MostBytes)
                Hand(line, length, length);
            else if (length == held.Length)
                Array.Resize(ref held, held.Length * 2);
            var read = RandomAccess.Read(file, held.AsSpan(length), position + length);
            if (read == 0)
                return;
            length += read;
            while (held.AsSpan(0, length).IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end)
            {
                // The other half of \r\n may be still to come.
                if (held[end] == '\r' && end + 1 == length)
                    break;
                Hand(line, end, held[end] == '\r' && held[end + 1] == '\n' ? end + 2 : end + 1);
            }
        }
    }

    /// <summary>Hands on all that is left, when nothing more will come.</summary>
    public void Finish(Action<string, long> line)
    {
        Read(line);
        if (length > 0)
            Hand(line, held[length - 1] == '\r' ? length - 1 : length, length);
    }

    public void Dispose() => file?.Dispose();

    private void Hand(Action<string, long> line, int end, int next)
    {
        position += next;
        line(Encoding.UTF8.GetString(held, 0, end), position);
        held.AsSpan(next, length - next).CopyTo(held);
        length -= next;
    }
}
