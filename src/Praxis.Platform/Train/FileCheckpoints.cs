using Praxis.Contracts.Train;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Train;

/// <summary>Keeps the newest checkpoint in a job's <c>checkpoints/</c>; one is due 30 seconds after the last.</summary>
public sealed class FileCheckpoints(string folder, TimeProvider time) : ICheckpoints
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private long lastSaved = time.GetTimestamp();

    private string Current => Path.Combine(folder, "checkpoint");

    /// <inheritdoc/>
    public bool IsDue => time.GetElapsedTime(lastSaved) >= Interval;

    /// <inheritdoc/>
    public void Save(Action<Stream> write)
    {
        var half = Current + ".new";
        using (var stream = File.Create(half))
        {
            write(stream);
            Posix.Flush(stream);
        }

        File.Move(half, Current, overwrite: true);
        lastSaved = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public Stream? Open() => File.Exists(Current) ? File.OpenRead(Current) : null;
}
