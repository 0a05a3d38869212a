namespace Praxis.Contracts.Register;

/// <summary>One of the programs that answer for a model version.</summary>
public sealed record ModelContainer
{
    /// <summary>The algorithm or image.</summary>
    public required string Image { get; init; }

    /// <summary>The artifact of the model that it reads; null for none.</summary>
    public string? ModelArtifact { get; init; }

    /// <summary>Variables of its environment, at most 16.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The framework it was made with; null where it is not said.</summary>
    public string? Framework { get; init; }

    /// <summary>The framework's version; null where it is not said.</summary>
    public string? FrameworkVersion { get; init; }
}
