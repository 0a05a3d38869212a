namespace Praxis.Learning.FastText.Tokens;

/// <summary>FNV-1a with each byte widened with its sign, as fastText has it (G. Fowler, L. C. Noll and K.-P. Vo; the sign is the original's).</summary>
internal static class WordHash
{
    public static uint Of(ReadOnlySpan<byte> text)
    {
        var hash = 2_166_136_261;
        foreach (var c in text)
            hash = unchecked((hash ^ (uint)(sbyte)c) * 16_777_619);
        return hash;
    }
}
