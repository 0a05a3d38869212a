namespace Praxis.Learning.Explain;

/// <summary>How much each feature moved each output: <c>Base + Σ Values = Full</c>.</summary>
/// <param name="Base">The outputs with no feature known, <c>[outputs]</c>.</param>
/// <param name="Full">The outputs with all known, <c>[outputs]</c>.</param>
/// <param name="Values">The Shapley values, <c>[features][outputs]</c>.</param>
/// <param name="IsExact">Whether every coalition was asked.</param>
public sealed record Attribution(IReadOnlyList<double> Base, IReadOnlyList<double> Full, IReadOnlyList<IReadOnlyList<double>> Values, bool IsExact);
