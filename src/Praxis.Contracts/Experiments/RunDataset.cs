namespace Praxis.Contracts.Experiments;

/// <summary>Data that went into a run.</summary>
public sealed record RunDataset
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What tells its content apart, such as a hash.</summary>
    public required string Digest { get; init; }

    /// <summary>What kind of place it came from.</summary>
    public required string SourceType { get; init; }

    /// <summary>Where it came from.</summary>
    public required string Source { get; init; }

    /// <summary>Its columns; null where nobody said.</summary>
    public string? Schema { get; init; }

    /// <summary>Its counts; null where nobody said.</summary>
    public string? Profile { get; init; }

    /// <summary>Tags by key; <c>mlflow.data.context</c> says what it was used for.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
