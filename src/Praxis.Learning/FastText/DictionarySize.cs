namespace Praxis.Learning.FastText;

/// <summary>What was found in a training text.</summary>
/// <param name="Words">Words that are frequent enough.</param>
/// <param name="Labels">Labels that are frequent enough.</param>
/// <param name="Tokens">All tokens, ends of lines among them.</param>
public sealed record DictionarySize(int Words, int Labels, long Tokens);
