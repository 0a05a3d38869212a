namespace Praxis.Learning.FastText.Tokens;

/// <summary>What <see cref="TokenScanner"/> hands its tokens to.</summary>
internal unsafe interface ITokenSink
{
    /// <summary>Makes room for what 64 bytes can hold: 128 tokens and ends of lines.</summary>
    void Reserve();

    /// <summary>A token; 16 bytes from its start may be read whatever its length. False ends the scan behind it.</summary>
    bool Token(byte* start, int length);

    /// <summary>A newline; false ends the scan behind it.</summary>
    bool EndLine();
}
