using Praxis.Learning.Bias;
using Praxis.Learning.Explain;

namespace Praxis.Platform.Evaluate;

/// <summary>What an <c>analysis_config.json</c> of SageMaker Clarify asks for.</summary>
public sealed record AnalysisConfig
{
    /// <summary><c>text/csv</c>, <c>application/jsonlines</c> or <c>application/x-parquet</c>.</summary>
    public required string DatasetType { get; init; }

    /// <summary>The file; null where the caller names it.</summary>
    public string? DatasetUri { get; init; }

    /// <summary>The columns' names; null takes the file's.</summary>
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary>A second file, which has the facets; null where the dataset has them.</summary>
    public string? FacetDatasetUri { get; init; }

    /// <summary>Its columns' names; null takes the file's.</summary>
    public IReadOnlyList<string>? FacetHeaders { get; init; }

    /// <summary>A second file, which has the predicted labels; null where the dataset has them, or a model is asked.</summary>
    public string? PredictedLabelDatasetUri { get; init; }

    /// <summary>Its columns' names; null takes the file's.</summary>
    public IReadOnlyList<string>? PredictedLabelHeaders { get; init; }

    /// <summary>The column by whose values the files are joined, a name or a place from 0; null joins them row by row.</summary>
    public string? JoinSource { get; init; }

    /// <summary>The observed label: a name or a place from 0.</summary>
    public string? Label { get; init; }

    /// <summary>The predicted label, where the file has it.</summary>
    public string? PredictedLabel { get; init; }

    /// <summary>What counts as positive.</summary>
    public IReadOnlyList<BiasValue> Positive { get; init; } = [];

    /// <summary>A predicted score above it is 1; null takes predictions as they are.</summary>
    public double? ProbabilityThreshold { get; init; }

    /// <summary>The facets, with the asked values or threshold; null values take each.</summary>
    public IReadOnlyList<(string Column, IReadOnlyList<BiasValue>? Values)> Facets { get; init; } = [];

    /// <summary>The group variable of CDDL and CDDPL; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>Columns that are not sent to the model.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>The metrics of the labels that are asked; null for none, empty for all.</summary>
    public IReadOnlyList<string>? PreTraining { get; init; }

    /// <summary>The metrics of the predictions that are asked; null for none, empty for all.</summary>
    public IReadOnlyList<string>? PostTraining { get; init; }

    /// <summary>How texts are explained; null for no explanation.</summary>
    public TextExplanationOptions? Shap { get; init; }

    /// <summary>How values become importance.</summary>
    public ShapAggregation Aggregation { get; init; }

    /// <summary>How many units of text are kept over all rows.</summary>
    public int MaxTopTokens { get; init; } = Explainer.MostTopUnits;

    /// <summary>Whether the values of every row are written.</summary>
    public bool SaveLocalValues { get; init; } = true;

    /// <summary>The features whose partial dependence is asked; null for none, empty for the most important ones.</summary>
    public IReadOnlyList<string>? PartialDependence { get; init; }

    /// <summary>Into how many equal buckets the range of a number is cut for its partial dependence.</summary>
    public int GridResolution { get; init; } = 10;

    /// <summary>How many features have their partial dependence where none is named.</summary>
    public int TopFeatures { get; init; } = 10;

    /// <summary>Name and title of the page.</summary>
    public (string Name, string Title) Report { get; init; } = ("report", "SageMaker Analysis Report");

    /// <summary>The model that is asked; null for none.</summary>
    public string? Model { get; init; }
}
