using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Rows;

/// <summary>
/// The stream of <see cref="Minstd.Real"/> in [-most, most) as floats, eight at a time: each lane jumps ahead over the draws of the other seven (a draw is the one before
/// times 48271, so k draws are one multiplication by 48271 to the k).
/// </summary>
internal sealed unsafe class UniformFloats
{
    private const int Lanes = 8;
    private const ulong Modulus = 2_147_483_647;
    private const ulong Factor = 48_271;
    private const double Range = 2_147_483_646.0;
    private readonly double width;
    private readonly double low;
    private readonly ulong jump;
    private readonly float[] ready = new float[Lanes];
    private Vector512<ulong> first;
    private int next = Lanes;

    public UniformFloats(int seed, float most)
    {
        (low, width) = (-most, (double)most - -most);
        var random = new Minstd(seed);
        for (var lane = 0; lane < Lanes; lane++)
        {
            first = first.WithElement(lane, random.Next());
            random.Next();
        }

        jump = 1;
        for (var draw = 0; draw < 2 * Lanes; draw++)
            jump = jump * Factor % Modulus;
    }

    /// <summary>Writes the next numbers of the stream.</summary>
    public void Fill(Span<float> into)
    {
        var at = 0;
        while (at < into.Length)
        {
            if (next == Lanes)
            {
                fixed (float* start = into, own = ready)
                {
                    at = FillBlocks(start, at, into.Length);
                    if (at == into.Length)
                        return;
                    FillBlocks(own, 0, Lanes);
                    next = 0;
                }
            }

            into[at++] = ready[next++];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FillBlocks(float* into, int at, int end)
    {
        var one = first;
        for (; at + Lanes <= end; at += Lanes)
        {
            var two = Reduce(one * Vector512.Create(Factor));
            var u = (Vector512.ConvertToDouble(one - Vector512<ulong>.One) + Vector512.ConvertToDouble(two - Vector512<ulong>.One) * Vector512.Create(Range)) / Vector512.Create(Range * Range);
            u = Vector512.Min(u, Vector512.Create(0.99999999999999989));
            Vector512.Narrow(u * Vector512.Create(width) + Vector512.Create(low), Vector512<double>.Zero).GetLower().Store(into + at);
            one = Reduce(one * Vector512.Create(jump));
        }

        first = one;
        return at;
    }

    // Modulo 2^31 - 1 of a product of two smaller numbers: 2^31 counts as 1, so the upper bits are added to the lower ones, twice.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Reduce(Vector512<ulong> product)
    {
        var mask = Vector512.Create(Modulus);
        var once = (product & mask) + (product >>> 31);
        return (once & mask) + (once >>> 31);
    }
}
