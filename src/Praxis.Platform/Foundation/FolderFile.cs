namespace Praxis.Platform.Foundation;

/// <summary>A file of a folder that is kept as an artifact.</summary>
/// <param name="Path">Its path below the folder, with <c>/</c>.</param>
/// <param name="Artifact">The artifact of its bytes.</param>
/// <param name="Bytes">Its length.</param>
public sealed record FolderFile(string Path, string Artifact, long Bytes);
