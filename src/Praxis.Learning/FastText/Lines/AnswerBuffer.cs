using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Praxis.Learning.FastText.Files;

namespace Praxis.Learning.FastText.Lines;

/// <summary>Bytes on their way to a stream.</summary>
internal sealed unsafe class AnswerBuffer(Stream stream) : IDisposable
{
    private const int Capacity = 1 << 17;
    private readonly byte* start = (byte*)NativeMemory.Alloc(Capacity);
    private int filled;

    ~AnswerBuffer() => NativeMemory.Free(start);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(byte value)
    {
        if (filled == Capacity)
            Flush();
        start[filled++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Capacity - filled)
        {
            WriteLong(bytes);
            return;
        }

        bytes.CopyTo(new Span<byte>(start + filled, Capacity - filled));
        filled += bytes.Length;
    }

    /// <summary>A number as C's <c>%.Ng</c> writes it.</summary>
    public void Write(float value, int digits)
    {
        if (Capacity - filled < ShortFloat.Longest)
            Flush();
        filled += GeneralFloat.Write(value, new Span<byte>(start + filled, ShortFloat.Longest), digits);
    }

    /// <summary>Numbers with five digits, each followed by a space.</summary>
    public void WriteVector(ReadOnlySpan<float> vector)
    {
        var numbers = ShortFloat.Shared;
        foreach (var value in vector)
        {
            if (Capacity - filled <= ShortFloat.Longest)
                Flush();
            filled = (int)(numbers.Write5(value, start + filled) - start);
            start[filled++] = (byte)' ';
        }
    }

    public void Write(long value)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        Write(digits[..length]);
    }

    /// <summary>Hands what is held back to the stream.</summary>
    public void Flush()
    {
        if (filled > 0)
            stream.Write(new ReadOnlySpan<byte>(start, filled));
        filled = 0;
        stream.Flush();
    }

    public void Dispose()
    {
        NativeMemory.Free(start);
        GC.SuppressFinalize(this);
    }

    private void WriteLong(ReadOnlySpan<byte> bytes)
    {
        Flush();
        if (bytes.Length > Capacity)
            stream.Write(bytes);
        else
            Write(bytes);
    }
}
