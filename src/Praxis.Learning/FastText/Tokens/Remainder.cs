using System.Numerics;
using System.Runtime.CompilerServices;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>
/// <c>n % divisor</c> for one divisor and many n, by a multiplication and shifts instead of a division (T. Granlund and P. L. Montgomery, 1994, "Division by invariant
/// integers using multiplication", figure 4.1).
/// </summary>
internal readonly struct Remainder
{
    private readonly ulong divisor;
    private readonly ulong factor;
    private readonly int first;
    private readonly int second;

    /// <param name="divisor">At least 1.</param>
    public Remainder(int divisor)
    {
        var bits = 32 - BitOperations.LeadingZeroCount((uint)divisor - 1);
        this.divisor = (ulong)divisor;

        // 2^64 x (2^bits - divisor) / divisor by long division in two digits of 32 bits.
        var (high, rest) = Math.DivRem(((1UL << bits) - this.divisor) << 32, this.divisor);
        factor = (high << 32 | (rest << 32) / this.divisor) + 1;
        (first, second) = (Math.Min(bits, 1), Math.Max(bits - 1, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(ulong n)
    {
        var high = Math.BigMul(n, factor, out _);
        return (int)(n - (high + ((n - high) >> first) >> second) * divisor);
    }
}
