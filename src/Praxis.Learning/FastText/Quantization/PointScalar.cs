using System.Runtime.CompilerServices;

namespace Praxis.Learning.FastText.Quantization;

internal unsafe struct PointScalar : IPointLanes<PointScalar>
{
    private float least;
    private int nearest;

    public static int Points => 1;

    public static PointScalar Begin() => new() { least = float.PositiveInfinity };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Offer(float* points, nint stride, float* centroid, int columns, int index)
    {
        var distance = 0f;
        for (var column = 0; column < columns; column++)
        {
            var difference = points[column * stride] - centroid[column];
            distance += difference * difference;
        }

        if (distance < least)
            (least, nearest) = (distance, index);
    }

    public readonly void Store(byte* codes) => *codes = (byte)nearest;
}
