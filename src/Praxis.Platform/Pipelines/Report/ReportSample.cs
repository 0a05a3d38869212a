namespace Praxis.Platform.Pipelines.Report;

/// <summary>A text and what the model says about it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Label">The predicted label.</param>
/// <param name="Probability">Its probability.</param>
public sealed record ReportSample(string Text, string Label, double Probability);
