namespace Praxis.Learning.FastText.Tokens;

/// <summary>What a token of the text is to the dictionary; bits, so that a line's kinds can be gathered.</summary>
[Flags]
internal enum TokenKind : byte
{
    Word = 1,
    UnknownWord = 2,
    Label = 4,
    UnknownLabel = 8,
}
