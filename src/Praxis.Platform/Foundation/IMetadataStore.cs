namespace Praxis.Platform.Foundation;

/// <summary>Every room's records, in one database that several processes may use at a time.</summary>
public interface IMetadataStore
{
    /// <summary>Runs one short change; nothing is kept when it throws.</summary>
    T Write<T>(Func<IMetadataTransaction, T> change);

    /// <summary>Runs one short change; nothing is kept when it throws.</summary>
    void Write(Action<IMetadataTransaction> change);

    /// <summary>Reads one consistent state.</summary>
    T Read<T>(Func<IMetadataReader, T> read);
}
