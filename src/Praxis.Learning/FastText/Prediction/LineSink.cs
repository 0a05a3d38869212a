using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Prediction;

/// <summary>Hands a line's tokens to its features; a newline is the token <c>&lt;/s&gt;</c>, and the scan ends there.</summary>
internal readonly unsafe struct LineSink(LineFeatures features) : ITokenSink
{
    private const uint EndOfLine = 0x3e732f3c; // </s>

    public int Take(byte** starts, int* lengths, int count)
    {
        for (var i = 0; i < count; i++)
        {
            features.Take(starts[i], lengths[i]);
            if (lengths[i] == 4 && *(uint*)starts[i] == EndOfLine)
                return i + 1;
        }

        return count;
    }

    public bool EndLine()
    {
        var endOfLine = stackalloc byte[16];
        TextTokens.EndOfLine.CopyTo(new Span<byte>(endOfLine, 16));
        features.Take(endOfLine, 4);
        return false;
    }
}
