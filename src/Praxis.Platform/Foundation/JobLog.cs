using System.Text.Json;

namespace Praxis.Platform.Foundation;

/// <summary>A job's log: a line of JSON for each line that it writes. A disk that is full leaves a gap in the log and ends nothing.</summary>
/// <param name="path">The file; appended to.</param>
internal sealed class JobLog(string path) : IDisposable
{
    private readonly FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private bool isCut;

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
