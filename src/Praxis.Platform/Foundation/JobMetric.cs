namespace Praxis.Platform.Foundation;

/// <summary>One measure a job told.</summary>
/// <param name="Name">Such as <c>validation:accuracy</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Step">The step it belongs to.</param>
/// <param name="Time">When it was told.</param>
public sealed record JobMetric(string Name, double Value, long Step, DateTimeOffset Time);
