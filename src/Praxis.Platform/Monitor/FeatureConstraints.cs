namespace Praxis.Platform.Monitor;

/// <summary>What a column is held to.</summary>
internal sealed record FeatureConstraints
{
    public required string Name { get; init; }

    public required InferredType Type { get; init; }

    /// <summary>The least share of values that must be there.</summary>
    public required double Completeness { get; init; }

    /// <summary>Whether no number may be below 0.</summary>
    public bool IsNonNegative { get; init; }

    /// <summary>The values that are known; null for no such limit.</summary>
    public IReadOnlyList<string>? Domain { get; init; }

    /// <summary>The least share of present values of the type; null takes the dataset's.</summary>
    public double? TypeThreshold { get; init; }
}
