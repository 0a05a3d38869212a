namespace Praxis.Learning.Explain;

/// <summary>What a feature of a linear model adds to its scores.</summary>
/// <param name="Feature">The feature's name.</param>
/// <param name="Value">Its value in the text, <c>x_i</c>.</param>
/// <param name="Expected">Its expected value, <c>E x_i</c>.</param>
/// <param name="Values"><c>w_ik (x_i - E x_i)</c>, <c>[outputs]</c>.</param>
public sealed record LinearContribution(string Feature, double Value, double Expected, IReadOnlyList<double> Values);
