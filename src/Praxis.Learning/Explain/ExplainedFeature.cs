namespace Praxis.Learning.Explain;

/// <summary>A feature of rows of numbers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Categories">The values of a categorical one, in the order of their codes.</param>
public sealed record ExplainedFeature(string Name, FeatureType Type, IReadOnlyList<string>? Categories = null);
