namespace Praxis.Learning.FastText.Tokens;

/// <summary>What <see cref="TokenScanner"/> hands its tokens to.</summary>
internal unsafe interface ITokenSink
{
    /// <summary>
    /// Takes up to 64 tokens in order; 16 bytes from the start of each may be read whatever its length. Returns how many it took: fewer than there are ends the scan behind
    /// the last one taken.
    /// </summary>
    int Take(byte** starts, int* lengths, int count);

    /// <summary>A newline; false ends the scan behind it.</summary>
    bool EndLine();
}
