namespace Praxis.Learning.FastText.Autotune;

/// <summary>The settings of one trial.</summary>
/// <param name="Options">Of the training.</param>
/// <param name="Dsub">Columns that share a code byte, where the model is quantised.</param>
public sealed record TrialSettings(FastTextOptions Options, int Dsub);
