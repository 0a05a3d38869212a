using System.Runtime.CompilerServices;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Prediction;

/// <summary>Hands a line's tokens to its features; the scan ends at the first <c>&lt;/s&gt;</c>.</summary>
internal readonly unsafe struct LineSink(LineFeatures features, FastTextDictionary dictionary) : ITokenSink
{
    [SkipLocalsInit]
    public bool Take(byte** starts, int* lengths, int count)
    {
        var ids = stackalloc int[TokenScanner.Most];
        dictionary.Find(starts, lengths, count, ids);
        features.Take(starts, lengths, ids, count, out var isEnded);
        return !isEnded;
    }
}
