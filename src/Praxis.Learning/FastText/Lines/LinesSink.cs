using System.Runtime.CompilerServices;
using Praxis.Learning.FastText.Prediction;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Lines;

/// <summary>Gathers the tokens of line after line; a line ends at a newline, which is the token <c>&lt;/s&gt;</c> itself, or behind a literal <c>&lt;/s&gt;</c>, as in the original.</summary>
internal unsafe struct LinesSink<TLine>(LineFeatures features, TLine line, byte* endOfLine) : ITokenSink
    where TLine : ILineTaker
{
    private const uint EndOfLine = 0x3e732f3c; // </s>
    private TLine line = line;

    /// <summary>Behind the literal <c>&lt;/s&gt;</c>, and the separator after it, that has ended the last line; null where a newline has.</summary>
    public byte* LiteralEnd { get; set; }

    public readonly void Reserve()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Token(byte* start, int length)
    {
        features.Take(start, length);
        if (length == 4 && *(uint*)start == EndOfLine)
        {
            Complete();
            LiteralEnd = start + length + 1;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool EndLine()
    {
        features.Take(endOfLine, 4);
        Complete();
        LiteralEnd = null;
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
