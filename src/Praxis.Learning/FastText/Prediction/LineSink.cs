using System.Runtime.CompilerServices;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Prediction;

/// <summary>Hands a line's tokens to its features; a newline is the token <c>&lt;/s&gt;</c>, and the scan ends there.</summary>
internal readonly unsafe struct LineSink(LineFeatures features, FastTextDictionary dictionary) : ITokenSink
{
    private const uint EndOfLine = 0x3e732f3c; // </s>

    /// <summary>Whether a token is a literal <c>&lt;/s&gt;</c>, which ends a line as a newline does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEndOfLine(byte* start, int length) => length == 4 && *(uint*)start == EndOfLine;

    [SkipLocalsInit]
    public int Take(byte** starts, int* lengths, int count)
    {
        var ids = stackalloc int[64];
        dictionary.Find(starts, lengths, count, ids);
        for (var i = 0; i < count; i++)
        {
            features.Take(ids[i], starts[i], lengths[i]);
            if (IsEndOfLine(starts[i], lengths[i]))
                return i + 1;
        }

        return count;
    }

    public bool EndLine()
    {
        features.TakeEnd();
        return false;
    }
}
