namespace Praxis.Contracts.Evaluate;

/// <summary>A 95 % confidence interval.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Interval(double Low, double High);
