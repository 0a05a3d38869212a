using Praxis.Contracts.Analyze;
using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Ingest;
using Praxis.Contracts.Register;

namespace Praxis.Platform.Pipelines.Report;

/// <summary>Everything that the report of one run says.</summary>
public sealed record RunReport
{
    /// <summary>What was run.</summary>
    public required string Title { get; init; }

    /// <summary>The answer, a sentence with a number in it.</summary>
    public required string Verdict { get; init; }

    /// <summary>What the model is held against, a sentence or two.</summary>
    public string Beside { get; init; } = "";

    /// <summary>Name of the file it came from.</summary>
    public required string SourceName { get; init; }

    /// <summary>Rows of the file.</summary>
    public required long Rows { get; init; }

    /// <summary>Its columns.</summary>
    public required IReadOnlyList<ColumnSchema> Columns { get; init; }

    /// <summary>The steps of the preparation, in order, with what each dropped.</summary>
    public IReadOnlyList<ReportStep> Steps { get; init; } = [];

    /// <summary>Rows by class.</summary>
    public IReadOnlyList<ReportCount> ClassCounts { get; init; } = [];

    /// <summary>Name of the category's column; null where there is none.</summary>
    public string? CategoryName { get; init; }

    /// <summary>Rows by category and class; empty where there is no category.</summary>
    public IReadOnlyList<ReportCategoryCount> CategoryByClass { get; init; } = [];

    /// <summary>Words by text; null where they were not counted.</summary>
    public ReportHistogram? WordHistogram { get; init; }

    /// <summary>Mean number of words of a text.</summary>
    public double WordMean { get; init; }

    /// <summary>How good the model is on rows it has not seen.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>Accuracy of always saying the most frequent class.</summary>
    public required double MajorityAccuracy { get; init; }

    /// <summary>Name of the trivial model that the model is held against.</summary>
    public required string TrivialName { get; init; }

    /// <summary>Balanced accuracy of the trivial model.</summary>
    public required double TrivialBalancedAccuracy { get; init; }

    /// <summary>The class told apart worst; null where all are alike.</summary>
    public string? WorstClass { get; init; }

    /// <summary>What the reader must know, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Bias before training; null where it was not asked.</summary>
    public BiasReport? Bias { get; init; }

    /// <summary>The answer about bias, a sentence.</summary>
    public string? BiasSentence { get; init; }

    /// <summary>The words that speak for each label.</summary>
    public IReadOnlyList<ReportWords> TellingWords { get; init; } = [];

    /// <summary>Some texts with what the model says.</summary>
    public IReadOnlyList<ReportSample> Samples { get; init; } = [];

    /// <summary>The model on record.</summary>
    public required ModelVersion Model { get; init; }

    /// <summary>What differs from the last run; null where there is none.</summary>
    public string? Changes { get; init; }

    /// <summary>The stages and how long each took.</summary>
    public IReadOnlyList<ReportStage> Stages { get; init; } = [];

    /// <summary>SHA-256 by name of what went in and came out.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; init; } = new Dictionary<string, string>();

    /// <summary>A command that asks the deployed model; null where it is not deployed.</summary>
    public string? CurlLine { get; init; }

    /// <summary>The run's settings by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
