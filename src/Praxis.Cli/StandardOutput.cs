using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Praxis.Cli;

/// <summary>
/// Standard output as bytes. Unlike <see cref="Console.OpenStandardOutput()"/> it says when the reader has gone, so that a long answer to <c>head</c> ends at once, and
/// unlike a <see cref="FileStream"/> it moves the position that several programs share, so that two of them may write into one file.
/// </summary>
internal sealed class StandardOutput : Stream
{
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The bytes of standard output on this system.</summary>
    public static Stream Open() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutput();

    /// <exception cref="ReaderGoneException">Nobody reads any more.</exception>
    /// <exception cref="IOException">The bytes cannot be written, as on a full disk.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = write(1, ref MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == TryAgain)
                Thread.Sleep(1); // the terminal or pipe was left non-blocking by another program
            else if (error == BrokenPipe)
                throw new ReaderGoneException();
            else if (error != Interrupted)
                throw new IOException(new Win32Exception(error).Message);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint write(int file, ref byte bytes, nint count);
}
