using Praxis.Contracts.Train;
using Praxis.Data.Files;

namespace Praxis.Platform.Pipelines;

/// <summary>What <c>praxis run</c> was asked to do.</summary>
public sealed record MainJobOptions
{
    /// <summary>The file that holds the data.</summary>
    public required string File { get; init; }

    /// <summary>The text of a recipe that prepares the file's rows and travels with the model; null for none.</summary>
    public string? Recipe { get; init; }

    /// <summary>What the recipe's file is called.</summary>
    public string? RecipeName { get; init; }

    /// <summary>How to read it, where it should not be found out.</summary>
    public ReadOptions Reading { get; init; } = new();

    /// <summary>The column that holds the text.</summary>
    public required string Text { get; init; }

    /// <summary>The columns that the model looks at beside the text: more texts, then categories, then numbers.</summary>
    public IReadOnlyList<FeatureColumn> MoreColumns { get; init; } = [];

    /// <summary>The column that holds the label.</summary>
    public required string Label { get; init; }

    /// <summary>Maps label values to classes, as in <c>1,2=-1;3=0;4,5=1</c>; null keeps them.</summary>
    public string? LabelMap { get; init; }

    /// <summary>The column whose values are compared for bias; null for none.</summary>
    public string? Facet { get; init; }

    /// <summary>The class that counts as the good outcome for the bias report; null leaves bias out.</summary>
    public string? Positive { get; init; }

    /// <summary>Facet values with no more rows than this are dropped.</summary>
    public int RareFacetRows { get; init; } = 10;

    /// <summary>Whether later copies of a row with the same text and label are removed.</summary>
    public bool Dedupe { get; init; }

    /// <summary>Whether the training rows are down-sampled to the size of the smallest class.</summary>
    public bool Balance { get; init; } = true;

    /// <summary>Fraction of the rows that is held out.</summary>
    public double HeldOut { get; init; } = 0.1;

    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Name of dataset, model and endpoint; null takes the file's name.</summary>
    public string? Name { get; init; }

    /// <summary>The algorithm.</summary>
    public string Algorithm { get; init; } = "tfidf-logistic-regression";

    /// <summary>What differs from the algorithm's defaults.</summary>
    public IReadOnlyDictionary<string, string> Hyperparameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The accuracy below which the model version is rejected; null for no gate.</summary>
    public double? MinAccuracy { get; init; }

    /// <summary>How many threads may compute; no result depends on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
