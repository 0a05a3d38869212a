using Praxis.Contracts.Evaluate;

namespace Praxis.Platform.Evaluate;

/// <summary>How a figure differs between two models.</summary>
/// <param name="Name">The figure's name in <c>evaluation.json</c>.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Difference">This model minus the other.</param>
/// <param name="PValue">The two-sided p-value of no difference; null where it is undefined.</param>
public sealed record FigureDifference(string Name, string Title, Estimate Difference, double? PValue);
