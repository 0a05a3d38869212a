namespace Praxis.Platform.Foundation;

/// <summary>What a check of a workspace found.</summary>
/// <param name="Artifacts">How many artifacts were read.</param>
/// <param name="Damaged">Artifacts whose bytes have changed.</param>
/// <param name="Missing">Artifacts that a record names and that are not there.</param>
/// <param name="Database">What SQLite finds wrong.</param>
public sealed record WorkspaceCheckResult(int Artifacts, IReadOnlyList<string> Damaged, IReadOnlyList<string> Missing, IReadOnlyList<string> Database)
{
    /// <summary>Whether all is whole.</summary>
    public bool IsWhole => Damaged.Count + Missing.Count + Database.Count == 0;
}
