namespace Praxis.Learning.Explain;

/// <summary>How much each unit of a text moved each output of a model.</summary>
/// <param name="Text">The text.</param>
/// <param name="Units">Its units, in order.</param>
/// <param name="Attribution">Their Shapley values.</param>
/// <param name="IsJoined">Whether neighbouring units were joined because there were too many.</param>
public sealed record TextAttribution(string Text, IReadOnlyList<TextUnit> Units, Attribution Attribution, bool IsJoined);
