namespace Praxis.Learning.Metrics;

/// <summary>A point of a curve over thresholds.</summary>
/// <param name="X">False positive rate, or recall.</param>
/// <param name="Y">True positive rate, or precision.</param>
/// <param name="Threshold">A row is called positive from this score on.</param>
public readonly record struct CurvePoint(double X, double Y, double Threshold);
