namespace Praxis.Platform.Train;

/// <summary>The rows that a training reads, on record.</summary>
public sealed record Channel
{
    /// <summary>The channel's name: the model's with <c>-train</c> or <c>-validation</c>.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3, …</summary>
    public required int Version { get; init; }

    /// <summary>How the source was written.</summary>
    public required ChannelForm Form { get; init; }

    /// <summary>The source file's name.</summary>
    public required string SourceName { get; init; }

    /// <summary>SHA-256 of the source's bytes.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The dataset version that the rows are of, <c>name:version</c>; null for a text file.</summary>
    public string? Dataset { get; init; }

    /// <summary>Rows to learn from or to judge by.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows left out because text or label was missing.</summary>
    public required long Skipped { get; init; }

    /// <summary>How many different labels there are.</summary>
    public required int Labels { get; init; }

    /// <summary>Rows with more than one label.</summary>
    public required long RowsWithSeveralLabels { get; init; }

    /// <summary>Rows whose text is their label.</summary>
    public required long LabelAsTextRows { get; init; }

    /// <summary>The artifact of the rows, JSON Lines with <c>text</c> and <c>label</c>.</summary>
    public required string Artifact { get; init; }

    /// <summary><c>name:version</c>.</summary>
    public string Id => $"{Name}:{Version}";
}
