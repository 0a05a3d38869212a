namespace Praxis.Contracts.Train;

/// <summary>Keeps a training's newest state so that an interrupted one goes on where it was.</summary>
public interface ICheckpoints
{
    /// <summary>Whether enough time has passed since the last one; asked at the end of each epoch.</summary>
    bool IsDue { get; }

    /// <summary>Replaces the kept checkpoint, atomically, by what <paramref name="write"/> writes.</summary>
    void Save(Action<Stream> write);

    /// <summary>The kept checkpoint, or null. A damaged one counts as none.</summary>
    Stream? Open();
}
