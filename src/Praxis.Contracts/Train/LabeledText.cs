namespace Praxis.Contracts.Train;

/// <summary>A row of a training channel.</summary>
/// <param name="Text">The text.</param>
/// <param name="Label">Its label.</param>
public readonly record struct LabeledText(string Text, string Label);
