namespace Praxis.Platform.Foundation;

/// <summary>One document of the metadata store.</summary>
/// <param name="Kind">What it is, such as <c>dataset</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Json">Its content.</param>
/// <param name="CreatedAt">When it was first written.</param>
public sealed record MetadataRecord(string Kind, string Name, int Version, string Json, DateTimeOffset CreatedAt);
