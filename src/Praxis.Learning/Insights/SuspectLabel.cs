namespace Praxis.Learning.Insights;

/// <summary>A row whose label is probably wrong.</summary>
/// <param name="Row">Its place among the rows.</param>
/// <param name="Given">The class that it has.</param>
/// <param name="Likely">The class that it probably is.</param>
/// <param name="Margin">The probability of the given class less that of the likely one; the lower, the surer.</param>
public sealed record SuspectLabel(int Row, int Given, int Likely, double Margin);
