namespace Praxis.Data.Files;

/// <summary>A file to read as rows of a table.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">How it is called in messages and on record: its name, with the folders below the one that was asked for.</param>
/// <param name="Partitions">Columns that its folders give every row of it (<c>year=2024/</c>); null is no value.</param>
public sealed record SourceFile(string Path, string Name, IReadOnlyList<KeyValuePair<string, string?>> Partitions)
{
    /// <summary>A file that stands alone.</summary>
    public SourceFile(string path)
        : this(path, System.IO.Path.GetFileName(path), [])
    {
    }
}
