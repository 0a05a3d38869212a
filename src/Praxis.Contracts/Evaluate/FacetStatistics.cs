namespace Praxis.Contracts.Evaluate;

/// <summary>What the rows of one facet value or interval look like.</summary>
/// <param name="ValueOrThreshold">As in <see cref="FacetMetrics"/>.</param>
/// <param name="Rows">Their number.</param>
/// <param name="Proportion">Their share of all rows.</param>
/// <param name="ObservedLabelDistribution">Their share of positive labels and of the others, <c>[2]</c>.</param>
/// <param name="ConfusionMatrix">Their shares of true positives, false positives, false negatives and true negatives, <c>[4]</c>; null without predictions.</param>
public sealed record FacetStatistics(string ValueOrThreshold, long Rows, double Proportion, IReadOnlyList<double> ObservedLabelDistribution, IReadOnlyList<double>? ConfusionMatrix);
