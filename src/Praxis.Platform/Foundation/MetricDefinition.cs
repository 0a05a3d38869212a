namespace Praxis.Platform.Foundation;

/// <summary>A measure that is found in a job's log: the first group of the expression is its value.</summary>
/// <param name="Name">Such as <c>validation:loss</c>.</param>
/// <param name="Regex">A regular expression, at most 500 characters; run without backtracking, so that no text can hold it up.</param>
public sealed record MetricDefinition(string Name, string Regex);
