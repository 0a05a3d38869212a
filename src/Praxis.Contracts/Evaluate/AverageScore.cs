namespace Praxis.Contracts.Evaluate;

/// <summary>Precision, recall and F1 averaged over the classes.</summary>
/// <param name="Precision">Average precision.</param>
/// <param name="Recall">Average recall.</param>
/// <param name="F1">Average F1.</param>
public sealed record AverageScore(double Precision, double Recall, double F1);
