namespace Praxis.Contracts.Evaluate;

/// <summary>What a part of a text adds to what a model says.</summary>
/// <param name="Text">The part.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="Values">What it adds to each label's output, <c>[labels]</c>.</param>
public sealed record UnitAttribution(string Text, int Start, IReadOnlyList<double> Values);
