using System.Runtime.CompilerServices;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Prediction;

/// <summary>Hands a line's tokens to its features; a newline is the token <c>&lt;/s&gt;</c>, and the scan ends there.</summary>
internal readonly unsafe struct LineSink(LineFeatures features) : ITokenSink
{
    public void Reserve()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Token(byte* start, int length)
    {
        features.Take(start, length);
        return length != 4 || *(uint*)start != 0x3e732f3c; // </s>
    }

    public bool EndLine()
    {
        var endOfLine = stackalloc byte[16];
        TextTokens.EndOfLine.CopyTo(new Span<byte>(endOfLine, 16));
        features.Take(endOfLine, 4);
        return false;
    }
}
