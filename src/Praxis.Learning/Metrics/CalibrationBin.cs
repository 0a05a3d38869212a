namespace Praxis.Learning.Metrics;

/// <summary>Rows of about one confidence.</summary>
/// <param name="Index">The bin's place, from 0.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Confidence">Mean probability of their predicted class.</param>
/// <param name="Accuracy">Fraction of them predicted right.</param>
public readonly record struct CalibrationBin(int Index, long Rows, double Confidence, double Accuracy);
