namespace Praxis.Contracts.Register;

/// <summary>The versions of one name, and what is said of them all.</summary>
public sealed record ModelGroup
{
    /// <summary>The name that its versions share.</summary>
    public required string Name { get; init; }

    /// <summary>What the model is for; empty where nobody said.</summary>
    public string Description { get; init; } = "";

    /// <summary>Tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The version that an alias such as <c>champion</c> stands for; <c>NAME@champion</c> names it.</summary>
    public IReadOnlyDictionary<string, int> Aliases { get; init; } = new Dictionary<string, int>();

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
