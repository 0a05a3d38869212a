using Praxis.Contracts.Train;
using Praxis.Data.Files;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines;

/// <summary>What <c>praxis train</c> was asked to do.</summary>
public sealed record TrainingRunOptions
{
    /// <summary>The file to learn from, or the dataset, <c>NAME</c> or <c>NAME:VERSION</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The file or dataset to judge by; null for none.</summary>
    public string? Validation { get; init; }

    /// <summary>The artifact of the fitted recipe that the rows were prepared with, which travels with the model; null for none.</summary>
    public string? RecipeArtifact { get; init; }

    /// <summary>How the rows are written; null looks at the file.</summary>
    public ChannelForm? Form { get; init; }

    /// <summary>How to read a table, where it should not be found out.</summary>
    public ReadOptions Reading { get; init; } = new();

    /// <summary>The columns to look at, the first of them a text; empty for labelled lines and manifests.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; init; } = [];

    /// <summary>The column that holds the label; null for labelled lines and manifests.</summary>
    public string? Label { get; init; }

    /// <summary>Maps a table's label values to classes, as in <c>1,2=-1;3=0;4,5=1</c>; null keeps them.</summary>
    public string? LabelMap { get; init; }

    /// <summary>The algorithm.</summary>
    public required string Algorithm { get; init; }

    /// <summary>What differs from the algorithm's defaults.</summary>
    public IReadOnlyDictionary<string, string> Hyperparameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The model's name; null takes the file's or dataset's.</summary>
    public string? Name { get; init; }

    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The validation accuracy below which the model version is rejected; null for no gate.</summary>
    public double? MinAccuracy { get; init; }

    /// <summary>How many threads may compute; no result depends on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
