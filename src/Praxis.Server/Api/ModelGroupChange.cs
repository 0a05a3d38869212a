namespace Praxis.Server.Api;

/// <summary>What is said of a model group from now on.</summary>
/// <param name="Description">What the model is for; null leaves it.</param>
/// <param name="Tags">All tags; null leaves them.</param>
public sealed record ModelGroupChange(string? Description = null, Dictionary<string, string>? Tags = null);
