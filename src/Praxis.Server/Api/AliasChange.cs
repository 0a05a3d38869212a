namespace Praxis.Server.Api;

/// <summary>What an alias stands for.</summary>
/// <param name="Version">The version.</param>
public sealed record AliasChange(int Version);
