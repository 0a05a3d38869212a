namespace Praxis.Contracts.Deploy;

/// <summary>One answer of an endpoint.</summary>
/// <param name="Label">The most probable label.</param>
/// <param name="Probability">Its probability.</param>
/// <param name="Probabilities">Every label with its probability, summing to 1.</param>
public sealed record Prediction(string Label, double Probability, IReadOnlyDictionary<string, double> Probabilities);
