using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Praxis.Learning.FastText.Files;

/// <summary>
/// Writes floats as C's <c>%.5g</c> and <c>%.6g</c> do. The value is scaled by a power of ten in double; only where the rest is within 1e-9 of one half could the error
/// of that product decide the rounding, and then <see cref="ExactShortFloat"/> does it.
/// </summary>
internal sealed unsafe class ShortFloat
{
    /// <summary>Bytes that must be free for a number; the longest is <c>-1.23456e-38</c>.</summary>
    public const int Longest = 24;

    /// <summary>The one writer. Its tables are fields, so that loops find them without asking whether they are there yet.</summary>
    public static readonly ShortFloat Shared = new();

    private const int LeastExponent = -46;
    private const double Doubt = 1e-9;

    // By the float's biased exponent: the decimal exponent of its least value, and the power of ten from which the next one begins.
    private readonly sbyte* exponents = (sbyte*)NativeMemory.Alloc(256);
    private readonly double* nextPowers = (double*)NativeMemory.Alloc(256 * sizeof(double));
    private readonly double* powers = (double*)NativeMemory.Alloc(100 * sizeof(double));

    // Four digits as text, and how many zeros end them.
    private readonly uint* groups = (uint*)NativeMemory.Alloc(10_000 * sizeof(uint));
    private readonly byte* zeros = (byte*)NativeMemory.Alloc(10_000);

    private ShortFloat()
    {
        for (var power = 0; power < 100; power++)
            powers[power] = double.Parse($"1e{power - 45}", CultureInfo.InvariantCulture);
        for (var biased = 0; biased < 256; biased++)
        {
            var least = BitConverter.UInt32BitsToSingle((uint)biased << 23);
            var exponent = biased == 0 ? LeastExponent : (int)Math.Floor(Math.Log10(least));
            exponents[biased] = (sbyte)exponent;
            nextPowers[biased] = biased is 0 or 255 ? 0 : powers[exponent + 1 + 45];
        }

        for (uint group = 0; group < 10_000; group++)
        {
            groups[group] = 0x30303030 + group / 1000 + (group / 100 % 10 << 8) + (group / 10 % 10 << 16) + (group % 10 << 24);
            zeros[group] = (byte)(group % 10 != 0 ? 0 : group % 100 != 0 ? 1 : group % 1000 != 0 ? 2 : group != 0 ? 3 : 4);
        }
    }

    /// <summary>Writes a number with five significant digits; returns where the next byte goes. <see cref="Longest"/> bytes must be free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Write5(float value, byte* to)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        var biased = bits >> 23 & 0xff;
        if (biased is 0 or 255)
            return WriteExactly(value, to, 5);
        var magnitude = (double)BitConverter.UInt32BitsToSingle(bits & 0x7fffffff);
        var exponent = exponents[biased] + (magnitude >= nextPowers[biased] ? 1 : 0);
        var scaled = magnitude * powers[4 - exponent + 45];
        var number = (uint)(int)scaled;
        var rest = scaled - number - 0.5;
        if (Math.Abs(rest) < Doubt)
            return WriteExactly(value, to, 5);
        number += rest > 0 ? 1u : 0;
        if (number == 100_000)
            (number, exponent) = (10_000, exponent + 1);
        *to = (byte)'-';
        to += bits >> 31;
        var first = number / 10_000;
        var group = number - first * 10_000;
        if (exponent is < -4 or > 4)
            return Scientific(first, group, exponent, to);
        if (exponent < 0)
        {
            *(ulong*)to = 0x30303030302e30; // 0.00000
            to += 1 - exponent;
            *to = (byte)('0' + first);
            *(uint*)(to + 1) = groups[group];
            return to + 5 - zeros[group];
        }

        var digits = (ulong)('0' + first) | (ulong)groups[group] << 8;
        *(ulong*)to = digits;
        *(ulong*)(to + exponent + 2) = digits >> 8 * (exponent + 1);
        to[exponent + 1] = (byte)'.';
        var shown = 5 - zeros[group];
        return to + (shown <= exponent + 1 ? exponent + 1 : shown + 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* Scientific(uint first, uint group, int exponent, byte* to)
    {
        to[0] = (byte)('0' + first);
        to[1] = (byte)'.';
        *(uint*)(to + 2) = groups[group];
        to += group == 0 ? 1 : 6 - zeros[group];
        to[0] = (byte)'e';
        to[1] = exponent < 0 ? (byte)'-' : (byte)'+';
        var (tens, ones) = Math.DivRem(Math.Abs(exponent), 10);
        to[2] = (byte)('0' + tens);
        to[3] = (byte)('0' + ones);
        return to + 4;
    }

    /// <summary>Writes a number with so many significant digits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static byte* WriteExactly(float value, byte* to, int digits) => to + ExactShortFloat.Write(value, new Span<byte>(to, Longest), digits);
}
