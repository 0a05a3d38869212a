namespace Praxis.Contracts.Evaluate;

/// <summary>How well one class was told apart. Fractions, 0 to 1; a division by zero gives 0.</summary>
/// <param name="Label">The class.</param>
/// <param name="Support">Rows of it in the truth.</param>
/// <param name="Precision">Of the rows predicted as it, the fraction that is.</param>
/// <param name="Recall">Of its rows, the fraction that was found.</param>
/// <param name="F1">Harmonic mean of both.</param>
public sealed record ClassScore(string Label, long Support, double Precision, double Recall, double F1);
