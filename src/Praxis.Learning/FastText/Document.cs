namespace Praxis.Learning.FastText;

/// <summary>A line's places in the lists of <see cref="Documents"/>.</summary>
/// <param name="Word">Its first word.</param>
/// <param name="Words">How many words.</param>
/// <param name="Ngram">Its first word n-gram.</param>
/// <param name="Ngrams">How many word n-grams.</param>
/// <param name="Label">Its first label.</param>
/// <param name="Labels">How many labels.</param>
/// <param name="Token">Tokens of the text before it.</param>
/// <param name="Tokens">Tokens of the line, whatever they are.</param>
internal readonly record struct Document(nint Word, int Words, nint Ngram, int Ngrams, int Label, int Labels, nint Token, int Tokens);
