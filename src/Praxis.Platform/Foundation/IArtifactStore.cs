namespace Praxis.Platform.Foundation;

/// <summary>Files named by the SHA-256 of their bytes, written once and never changed.</summary>
public interface IArtifactStore
{
    /// <summary>Copies a file in and returns its hash; the same bytes are kept once.</summary>
    string Add(string filePath);

    /// <summary>Moves a file of the workspace's own <c>tmp/</c> in and returns its hash, without a second copy of its bytes.</summary>
    string Take(string scratchPath);

    /// <summary>The path of an artifact, whether it is there or not.</summary>
    string PathOf(string hash);

    /// <summary>Opens an artifact.</summary>
    Stream OpenRead(string hash);

    /// <summary>Whether the artifact is there and its bytes still have its hash.</summary>
    bool Verify(string hash);

    /// <summary>Every artifact's hash.</summary>
    IEnumerable<string> List();
}
