namespace Praxis.Platform.Register;

/// <summary>The version that was registered for a token.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Version">Its version.</param>
internal sealed record RegisteredToken(string Name, int Version);
