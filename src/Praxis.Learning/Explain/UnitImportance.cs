namespace Praxis.Learning.Explain;

/// <summary>How much a unit of text matters over many texts.</summary>
/// <param name="Unit">The unit's text.</param>
/// <param name="Importance">Its aggregated value.</param>
/// <param name="Mean">The mean of its signed values: which way it points.</param>
/// <param name="Count">How often it occurs.</param>
public sealed record UnitImportance(string Unit, double Importance, double Mean, int Count);
