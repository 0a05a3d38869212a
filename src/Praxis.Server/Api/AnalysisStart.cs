namespace Praxis.Server.Api;

/// <summary>What to analyze. Of insights: target, compare, sampleRows, modelRows. Of bias: label, positive or positiveAbove, facets, facetValues or facetAbove, group, fewestRows, replicates.</summary>
/// <param name="Kind">insights or bias.</param>
/// <param name="Dataset">NAME, NAME@2, DATABASE.NAME.</param>
/// <param name="Seed">Seed of what is drawn.</param>
/// <param name="Target">The column that a model is to predict.</param>
/// <param name="Compare">A second dataset, put beside the first.</param>
/// <param name="SampleRows">The most rows that relations and texts are measured on.</param>
/// <param name="ModelRows">The most rows that models are fitted on.</param>
/// <param name="Label">The column of the outcome.</param>
/// <param name="Positive">The label's values that are the good outcome.</param>
/// <param name="PositiveAbove">Or: every number above this is.</param>
/// <param name="Facets">The columns whose values are compared.</param>
/// <param name="FacetValues">Compares only these values, together, of the one facet.</param>
/// <param name="FacetAbove">Or: all rows above this number of the one facet.</param>
/// <param name="Group">A column within whose values outcomes are compared too.</param>
/// <param name="FewestRows">Leaves out values of fewer rows.</param>
/// <param name="Replicates">How often rows are drawn again for the intervals.</param>
public sealed record AnalysisStart(
    string Kind,
    string Dataset,
    ulong Seed = 1,
    string? Target = null,
    string? Compare = null,
    int SampleRows = 100_000,
    int ModelRows = 10_000,
    string? Label = null,
    IReadOnlyList<string>? Positive = null,
    double? PositiveAbove = null,
    IReadOnlyList<string>? Facets = null,
    IReadOnlyList<string>? FacetValues = null,
    double? FacetAbove = null,
    string? Group = null,
    int FewestRows = 1,
    int Replicates = 1000);
