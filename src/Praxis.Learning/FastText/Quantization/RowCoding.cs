using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Quantization;

/// <summary>The codes of all rows of a matrix. Most buckets of a large model are unused: rows of zeros are coded once.</summary>
internal static unsafe class RowCoding
{
    private const int Block = 1024;

    // Columns of a block do not lie a whole page apart, or they would share one set of the cache.
    private const int Stride = Block + RowMatrix.Line;

    public static byte[] Run(Points points, ProductQuantizer quantizer, Parallelism parallelism)
    {
        var size = (long)points.Count * quantizer.Groups;
        if (size > int.MaxValue)
            throw new UserException(new Problem { Type = "too-many-rows", Found = $"the codes of {points.Count} rows take {size} bytes", Expected = "at most 2147483647", Remedy = "Keep fewer rows (-cutoff), or more columns a code (-dsub)" });
        var codes = new byte[size];
        parallelism.Each(points.Count, Block, (begin, end) =>
        {
            var zeros = new byte[quantizer.Groups];
            var rows = new int[Block];
            var row = new float[points.Columns];
            using var columns = new RowMatrix(points.Columns, Stride);
            Code(quantizer, columns, rows.AsSpan(0, 1), zeros);
            var filled = 0;
            for (var i = begin; i < end; i++)
            {
                points.Copy(i, row);
                if (row.AsSpan().ContainsAnyExcept(0f))
                {
                    for (var j = 0; j < row.Length; j++)
                        columns.At(j)[filled] = row[j];
                    rows[filled++] = i;
                }
                else
                {
                    zeros.CopyTo(codes, (long)i * quantizer.Groups);
                }

                if (filled < Block && i < end - 1)
                    continue;
                parallelism.CancellationToken.ThrowIfCancellationRequested();
                Code(quantizer, columns, rows.AsSpan(0, filled), codes);
                filled = 0;
            }
        });
        return codes;
    }

    private static void Code(ProductQuantizer quantizer, RowMatrix columns, ReadOnlySpan<int> rows, byte[] codes)
    {
        var own = stackalloc byte[Block];
        var whole = (rows.Length + NearestCentroids.Block - 1) / NearestCentroids.Block * NearestCentroids.Block;
        for (var group = 0; group < quantizer.Groups; group++)
        {
            fixed (float* centroids = quantizer.Of(group))
                NearestCentroids.Find(columns.At(group * quantizer.Width), columns.Stride, whole, centroids, quantizer.WidthOf(group), own);
            for (var i = 0; i < rows.Length; i++)
                codes[(long)rows[i] * quantizer.Groups + group] = own[i];
        }
    }
}
