namespace Praxis.Contracts.Register;

/// <summary>A report about a model version.</summary>
/// <param name="ContentType">Its media type, such as <c>application/json</c>.</param>
/// <param name="Artifact">The artifact that holds it; its name is its SHA-256.</param>
public sealed record MetricsSource(string ContentType, string Artifact);
