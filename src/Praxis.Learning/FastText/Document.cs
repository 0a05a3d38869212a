namespace Praxis.Learning.FastText;

/// <summary>Where a line begins in the lists of <see cref="Documents"/>.</summary>
internal readonly record struct Document(nint Word, nint Ngram, nint Label, nint Token);
