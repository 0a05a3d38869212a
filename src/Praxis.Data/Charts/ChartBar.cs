namespace Praxis.Data.Charts;

/// <summary>One bar.</summary>
/// <param name="Label">What it stands for.</param>
/// <param name="Value">Its length; a negative or non-finite one is drawn as 0.</param>
public sealed record ChartBar(string Label, double Value);
