using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Quantization;

/// <summary>
/// The loop that quantisation spends its time in: the nearest of 256 centroids for each point. Lanes are points, so each distance is summed in the order of the columns and
/// the first of equally near centroids wins, as in the plain loop.
/// </summary>
internal static unsafe class NearestCentroids
{
    /// <summary>Points of a block: all vectors divide it.</summary>
    public const int Block = 64;

    /// <summary>Writes the code of each point.</summary>
    /// <param name="points">Column by column, <paramref name="stride"/> floats each.</param>
    /// <param name="stride">Floats of a column, at least <paramref name="count"/>.</param>
    /// <param name="count">Points, a multiple of <see cref="Block"/>.</param>
    /// <param name="centroids">Centroid by centroid.</param>
    /// <param name="columns">Numbers of a point.</param>
    /// <param name="codes">One for each point.</param>
    public static void Find(float* points, nint stride, nint count, float* centroids, int columns, byte* codes)
    {
        if (Vector512.IsHardwareAccelerated)
            Find<PointLanes512>(points, stride, count, centroids, columns, codes);
        else if (Vector256.IsHardwareAccelerated)
            Find<PointLanes256>(points, stride, count, centroids, columns, codes);
        else
            Find<PointScalar>(points, stride, count, centroids, columns, codes);
    }

    /// <summary><see cref="Find(float*, nint, nint, float*, int, byte*)"/> in vectors of a width.</summary>
    public static void Find<TLanes>(float* points, nint stride, nint count, float* centroids, int columns, byte* codes)
        where TLanes : struct, IPointLanes<TLanes>
    {
        switch (columns)
        {
            case 1:
                Find<TLanes, One>(points, stride, count, centroids, columns, codes);
                break;
            case 2:
                Find<TLanes, Two>(points, stride, count, centroids, columns, codes);
                break;
            default:
                Find<TLanes, Many>(points, stride, count, centroids, columns, codes);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Find<TLanes, TColumns>(float* points, nint stride, nint count, float* centroids, int columns, byte* codes)
        where TLanes : struct, IPointLanes<TLanes>
        where TColumns : struct, IColumns
    {
        var width = TColumns.Count > 0 ? TColumns.Count : columns;
        for (nint i = 0; i < count; i += 4 * TLanes.Points)
        {
            TLanes a = TLanes.Begin(), b = a, c = a, d = a;
            var from = points + i;
            var centroid = centroids;
            for (var k = 0; k < ProductQuantizer.Centroids; k++, centroid += width)
            {
                a.Offer(from, stride, centroid, width, k);
                b.Offer(from + TLanes.Points, stride, centroid, width, k);
                c.Offer(from + 2 * TLanes.Points, stride, centroid, width, k);
                d.Offer(from + 3 * TLanes.Points, stride, centroid, width, k);
            }

            a.Store(codes + i);
            b.Store(codes + i + TLanes.Points);
            c.Store(codes + i + 2 * TLanes.Points);
            d.Store(codes + i + 3 * TLanes.Points);
        }
    }

    // The number of columns where it is frequent, so that the loop over them is none.
    private interface IColumns
    {
        static abstract int Count { get; }
    }

    private readonly struct One : IColumns
    {
        public static int Count => 1;
    }

    private readonly struct Two : IColumns
    {
        public static int Count => 2;
    }

    private readonly struct Many : IColumns
    {
        public static int Count => 0;
    }
}
