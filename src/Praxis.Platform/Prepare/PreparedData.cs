namespace Praxis.Platform.Prepare;

/// <summary>Training and held-out rows on record, made from one dataset version.</summary>
public sealed record PreparedData
{
    /// <summary>The dataset's name.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3, …</summary>
    public required int Version { get; init; }

    /// <summary>The dataset version, <c>name:version</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>How they were made.</summary>
    public required PrepareOptions Options { get; init; }

    /// <summary>What was done.</summary>
    public required PreparedRows Rows { get; init; }

    /// <summary>The artifact of the training rows (JSON Lines, <c>text</c> and <c>label</c>).</summary>
    public required string TrainArtifact { get; init; }

    /// <summary>The artifact of the held-out rows.</summary>
    public required string HeldOutArtifact { get; init; }

    /// <summary><c>name:version</c>.</summary>
    public string Id => $"{Name}:{Version}";
}
