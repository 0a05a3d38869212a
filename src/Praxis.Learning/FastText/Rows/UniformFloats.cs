using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Rows;

/// <summary>
/// The stream of <see cref="Minstd.Real"/> in [-most, most) as floats. Long stretches are made eight at a time: each lane jumps ahead over the draws of the other seven
/// (a draw is the one before times 48271, so k draws are one multiplication by 48271 to the k).
/// </summary>
internal sealed unsafe class UniformFloats(int seed, float most)
{
    private const int Lanes = 8;
    private const ulong Modulus = 2_147_483_647;
    private const ulong Factor = 48_271;
    private const double Range = 2_147_483_646.0;
    private readonly double low = -most;
    private readonly double width = (double)most - -most;
    private Minstd random = new(seed);

    /// <summary>Writes the next numbers of the stream.</summary>
    public void Fill(float* into, int count)
    {
        // The vector loop has to be compiled first, which a few numbers would not repay.
        var inLanes = count >= 1 << 16 ? count / Lanes * Lanes : 0;
        if (inLanes > 0)
            FillLanes(into, inLanes);
        for (var i = inLanes; i < count; i++)
            into[i] = (float)random.Real(-most, most);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillLanes(float* into, int count)
    {
        var starts = stackalloc ulong[Lanes];
        var ahead = random;
        for (var lane = 0; lane < Lanes; lane++)
        {
            starts[lane] = ahead.Next();
            ahead.Next();
        }

        ulong jump = 1;
        for (var draw = 0; draw < 2 * Lanes; draw++)
            jump = jump * Factor % Modulus;
        var one = Vector512.Load(starts);
        var last = one;
        for (var at = 0; at < count; at += Lanes)
        {
            last = Reduce(one * Vector512.Create(Factor));
            var u = (Vector512.ConvertToDouble(one - Vector512<ulong>.One) + Vector512.ConvertToDouble(last - Vector512<ulong>.One) * Vector512.Create(Range)) / Vector512.Create(Range * Range);
            u = Vector512.Min(u, Vector512.Create(0.99999999999999989));
            Vector512.Narrow(u * Vector512.Create(width) + Vector512.Create(low), Vector512<double>.Zero).GetLower().Store(into + at);
            one = Reduce(one * Vector512.Create(jump));
        }

        random = Minstd.At((uint)last.GetElement(Lanes - 1));
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
