namespace Praxis.Learning.FastText.Autotune;

/// <summary>Where a search stands.</summary>
/// <param name="Elapsed">Time since it began.</param>
/// <param name="Trials">Trials begun.</param>
/// <param name="BestScore">The best score so far; null before the first.</param>
public readonly record struct AutotuneState(TimeSpan Elapsed, int Trials, double? BestScore);
