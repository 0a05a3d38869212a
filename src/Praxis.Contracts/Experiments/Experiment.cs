namespace Praxis.Contracts.Experiments;

/// <summary>A question that runs answer together.</summary>
public sealed record Experiment
{
    /// <summary>Its number as text; <c>0</c> is the one named <c>Default</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, of any characters; never given twice.</summary>
    public required string Name { get; init; }

    /// <summary>Where the artifacts of its runs stand.</summary>
    public required string ArtifactLocation { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was deleted (UTC); null while it lives.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
