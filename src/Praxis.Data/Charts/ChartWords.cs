namespace Praxis.Data.Charts;

/// <summary>The words of one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Words">Word and weight, the strongest first.</param>
public sealed record ChartWords(string Label, IReadOnlyList<ChartBar> Words);
