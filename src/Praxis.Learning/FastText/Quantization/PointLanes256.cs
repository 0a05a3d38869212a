using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Quantization;

internal unsafe struct PointLanes256 : IPointLanes<PointLanes256>
{
    private Vector256<float> least;
    private Vector256<int> nearest;

    public static int Points => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PointLanes256 Begin() => new() { least = Vector256.Create(float.PositiveInfinity), nearest = Vector256<int>.Zero };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Offer(float* points, nint stride, float* centroid, int columns, int index)
    {
        var difference = Vector256.Load(points) - Vector256.Create(centroid[0]);
        var distance = difference * difference;
        for (var column = 1; column < columns; column++)
        {
            difference = Vector256.Load(points + column * stride) - Vector256.Create(centroid[column]);
            distance += difference * difference;
        }

        var isNearer = Vector256.LessThan(distance, least);
        nearest = Vector256.ConditionalSelect(isNearer.AsInt32(), Vector256.Create(index), nearest);
        least = Vector256.ConditionalSelect(isNearer, distance, least);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(byte* codes)
    {
        for (var i = 0; i < Points; i++)
            codes[i] = (byte)nearest[i];
    }
}
