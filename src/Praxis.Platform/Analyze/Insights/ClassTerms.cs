namespace Praxis.Platform.Analyze.Insights;

/// <summary>The runs of one and two words that tell a class from the others.</summary>
/// <param name="Label">The class.</param>
/// <param name="Terms">The most telling first.</param>
public sealed record ClassTerms(string Label, IReadOnlyList<TellingTerm> Terms);
