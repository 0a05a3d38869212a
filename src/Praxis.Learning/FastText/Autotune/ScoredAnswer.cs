namespace Praxis.Learning.FastText.Autotune;

/// <summary>One answer to one line.</summary>
internal readonly record struct ScoredAnswer(float Score, int Label, bool IsRight);
