using System.Runtime.CompilerServices;
using Praxis.Learning.FastText.Prediction;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Lines;

/// <summary>Gathers the tokens of line after line; a line ends at a newline, which is the token <c>&lt;/s&gt;</c> itself, or behind a literal <c>&lt;/s&gt;</c>, as in the original.</summary>
internal unsafe struct LinesSink<TLine>(FastTextDictionary dictionary, LineFeatures features, TLine line) : ITokenSink
    where TLine : ILineTaker
{
    private TLine line = line;

    /// <summary>Behind the literal <c>&lt;/s&gt;</c>, and the separator after it, that has ended the last line; null where a newline has.</summary>
    public byte* LiteralEnd { get; set; }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Take(byte** starts, int* lengths, int count)
    {
        var ids = stackalloc int[TokenScanner.Most];
        dictionary.Find(starts, lengths, count, ids);
        for (var i = 0; i < count;)
        {
            i += features.Take(starts + i, lengths + i, ids + i, count - i, out var isEnded);
            if (!isEnded)
                break;
            Complete();
            LiteralEnd = TokenScanner.IsNewline(starts[i - 1]) ? null : starts[i - 1] + lengths[i - 1] + 1;
        }

        return true;
    }

    /// <summary>Ends a line as it is.</summary>
    public void Complete()
    {
        features.Complete();
        line.TakeLine();
        features.Clear();
    }

    public void Flush() => line.Flush();
}
