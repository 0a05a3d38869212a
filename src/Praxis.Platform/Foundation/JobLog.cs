using System.Text.Json;

namespace Praxis.Platform.Foundation;

/// <summary>A job's log: a line of JSON for each line that it writes. A disk that is full leaves a gap in the log and ends nothing.</summary>
internal sealed class JobLog : IDisposable
{
    private readonly FileStream file;
    private bool isCut;

    /// <summary>Opens it to append.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keep">Bytes to keep: what is behind them will be heard again; null for all.</param>
    public JobLog(string path, long? keep = null)
    {
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if (keep < file.Length)
            file.SetLength(keep.Value);
        file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Its length in bytes.</summary>
    public long Length => file.Position;

    public void Write(DateTimeOffset time, string stream, string message)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(new { time, stream, message });
        try
        {
            // A line that was cut off ends where the next one begins.
            file.Write(isCut ? [(byte)'\n', .. line, (byte)'\n'] : [.. line, (byte)'\n']);
            isCut = false;
        }
        catch (IOException)
        {
            isCut = true;
        }
    }

    public void Dispose() => file.Dispose();
}
