namespace Praxis.Learning.Explain;

/// <summary>An exact attribution of a linear model: <c>Base + Σ Contributions = Full</c>, in scores.</summary>
/// <param name="Base">The scores of the expected features, <c>[outputs]</c>.</param>
/// <param name="Full">The scores of the text, <c>[outputs]</c>.</param>
/// <param name="Contributions">Every feature that differs from what is expected.</param>
public sealed record LinearAttribution(IReadOnlyList<double> Base, IReadOnlyList<double> Full, IReadOnlyList<LinearContribution> Contributions);
