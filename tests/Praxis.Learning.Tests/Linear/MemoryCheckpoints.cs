using Praxis.Contracts.Train;

namespace Praxis.Learning.Tests.Linear;

/// <summary>Keeps the checkpoint in memory: what was current at the n-th time of asking.</summary>
internal sealed class MemoryCheckpoints(int saveAt) : ICheckpoints
{
    private int _asked;
    private byte[]? _kept;

    public bool IsDue => ++_asked == saveAt;

    public void Save(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        _kept = stream.ToArray();
    }

    public Stream? Open() => _kept is null ? null : new MemoryStream(_kept);
}
