namespace Praxis.Platform.Register;

/// <summary>Something in which two versions differ.</summary>
/// <param name="Name">What.</param>
/// <param name="First">In the first version; null where it has none.</param>
/// <param name="Second">In the second version; null where it has none.</param>
public sealed record VersionDifference(string Name, string? First, string? Second);
