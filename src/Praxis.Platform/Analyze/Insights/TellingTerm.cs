namespace Praxis.Platform.Analyze.Insights;

/// <summary>A run of words that speaks for a class.</summary>
/// <param name="Term">The words.</param>
/// <param name="Texts">Texts of the class that have it.</param>
/// <param name="Score">How surely it is more frequent there than elsewhere, a z-score.</param>
public sealed record TellingTerm(string Term, long Texts, double Score);
