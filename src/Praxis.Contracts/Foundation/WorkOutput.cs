namespace Praxis.Contracts.Foundation;

/// <summary>A file that a work on record has made.</summary>
/// <param name="Name">Its path below the folder of results.</param>
/// <param name="Artifact">The artifact that holds its bytes.</param>
/// <param name="Bytes">Its length.</param>
public sealed record WorkOutput(string Name, string Artifact, long Bytes);
