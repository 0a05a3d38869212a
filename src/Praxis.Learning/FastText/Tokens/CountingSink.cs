using System.Runtime.CompilerServices;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>Counts tokens and lists their ids; an end of a line is the token <c>&lt;/s&gt;</c>.</summary>
internal unsafe struct CountingSink(TokenTable table, NativeList ids, byte* endOfLine) : ITokenSink
{
    private int* next = ids.Items + ids.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reserve()
    {
        Finish();
        next = ids.Reserve(128);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Token(byte* start, int length)
    {
        *next++ = table.Count1(start, length);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool EndLine()
    {
        *next++ = table.Count1(endOfLine, 4);
        return true;
    }

    public readonly void Finish() => ids.Count = (nint)(next - ids.Items);
}
