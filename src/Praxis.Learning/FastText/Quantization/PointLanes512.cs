using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Quantization;

internal unsafe struct PointLanes512 : IPointLanes<PointLanes512>
{
    private Vector512<float> least;
    private Vector512<int> nearest;

    public static int Points => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PointLanes512 Begin() => new() { least = Vector512.Create(float.PositiveInfinity), nearest = Vector512<int>.Zero };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Offer(float* points, nint stride, float* centroid, int columns, int index)
    {
        var difference = Vector512.Load(points) - Vector512.Create(centroid[0]);
        var distance = difference * difference;
        for (var column = 1; column < columns; column++)
        {
            difference = Vector512.Load(points + column * stride) - Vector512.Create(centroid[column]);
            distance += difference * difference;
        }

        var isNearer = Vector512.LessThan(distance, least);
        nearest = Vector512.ConditionalSelect(isNearer.AsInt32(), Vector512.Create(index), nearest);
        least = Vector512.ConditionalSelect(isNearer, distance, least);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(byte* codes)
    {
        for (var i = 0; i < Points; i++)
            codes[i] = (byte)nearest[i];
    }
}
