using Praxis.Data.Files;
using Praxis.Platform.Prepare;

namespace Praxis.Platform.Pipelines;

/// <summary>What <c>praxis run</c> was asked to do.</summary>
public sealed record MainJobOptions
{
    /// <summary>The file that holds the data.</summary>
    public required string File { get; init; }

    /// <summary>How to read it, where it should not be found out.</summary>
    public ReadOptions Reading { get; init; } = new();

    /// <summary>How labelled texts become training rows.</summary>
    public required PrepareOptions Prepare { get; init; }

    /// <summary>The class that counts as the good outcome for the bias report; null leaves bias out.</summary>
    public string? Positive { get; init; }

    /// <summary>Name of dataset, model and endpoint; null takes the file's name.</summary>
    public string? Name { get; init; }

    /// <summary>The algorithm.</summary>
    public string Algorithm { get; init; } = "tfidf-logistic-regression";

    /// <summary>What differs from the algorithm's defaults.</summary>
    public IReadOnlyDictionary<string, string> Hyperparameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The accuracy below which the model version is rejected; null for no gate.</summary>
    public double? MinAccuracy { get; init; }

    /// <summary>How many threads may compute.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where <c>report.html</c> and <c>report.json</c> are written.</summary>
    public string ReportFolder { get; init; } = ".";
}
