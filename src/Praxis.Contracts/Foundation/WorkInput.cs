namespace Praxis.Contracts.Foundation;

/// <summary>What a work on record has read.</summary>
/// <param name="Name">The file's name, or what the work calls it.</param>
/// <param name="Hash">The beginning of the SHA-256 of its bytes: enough to know them, and not what would keep dropped bytes from the clean-up.</param>
/// <param name="Dataset">The dataset version, <c>reviews:2</c>; null for a file.</param>
public sealed record WorkInput(string Name, string Hash, string? Dataset = null);
