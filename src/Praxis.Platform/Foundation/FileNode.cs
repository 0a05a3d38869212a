using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Files as nodes of the lineage: by name and content, so that a file which one work wrote and another read is one node.</summary>
public static class FileNode
{
    /// <summary>The kind of the nodes.</summary>
    public const string Kind = "file";

    private const int HashLength = 16;

    /// <summary>The node of a file. The beginning of the hash alone: the whole one would keep the bytes from the gc for ever.</summary>
    public static LineageNode Of(string name, string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return new LineageNode(Kind, $"{SafeText.Line(name, 120)} {hash[..HashLength]}");
    }
}
