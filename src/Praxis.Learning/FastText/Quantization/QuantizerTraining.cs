using System.Runtime.InteropServices;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Quantization;

/// <summary>
/// Centroids by k-means, 25 rounds on at most 65,536 rows, a group of columns after the other (S. Lloyd, 1982, "Least squares quantization in PCM"). One generator runs
/// through shuffles, first centroids and empty clusters, and sums run in the order of the points: the centroids are the original's to the bit.
/// </summary>
internal sealed unsafe class QuantizerTraining : IDisposable
{
    private const int Rounds = 25;
    private const int MostPoints = 256 * ProductQuantizer.Centroids;
    private const float Apart = 1e-7f;
    private readonly Points points;
    private readonly ProductQuantizer quantizer;
    private readonly Parallelism parallelism;
    private readonly int sample;
    private readonly int stride;
    private readonly RowMatrix columns;
    private readonly byte* codes;
    private Minstd random = new(1234);

    private QuantizerTraining(Points points, ProductQuantizer quantizer, Parallelism parallelism)
    {
        (this.points, this.quantizer, this.parallelism) = (points, quantizer, parallelism);
        sample = Math.Min(points.Count, MostPoints);
        stride = (sample + NearestCentroids.Block - 1) / NearestCentroids.Block * NearestCentroids.Block;
        columns = new RowMatrix(quantizer.Width, stride);
        codes = (byte*)NativeMemory.AllocZeroed((nuint)stride);
    }

    ~QuantizerTraining() => NativeMemory.Free(codes);

    /// <summary>Trains a quantiser.</summary>
    /// <exception cref="UserException">There are fewer than 256 rows.</exception>
    public static void Run(Points points, ProductQuantizer quantizer, Parallelism parallelism)
    {
        if (points.Count < ProductQuantizer.Centroids)
            throw TooSmall(points.Count);
        using var training = new QuantizerTraining(points, quantizer, parallelism);
        training.Run();
    }

    public static UserException TooSmall(long rows) => new(new Problem
    {
        Type = "too-few-rows",
        Found = "Matrix too small for quantization, must have at least 256 rows",
        Expected = $"at least 256 rows, not {rows}",
        Remedy = "Keep more rows (-cutoff), or leave the output as it is (without -qout)",
    });

    public void Dispose()
    {
        columns.Dispose();
        NativeMemory.Free(codes);
        GC.SuppressFinalize(this);
    }

    private void Run()
    {
        var order = new int[points.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var row = new float[points.Columns];
        for (var group = 0; group < quantizer.Groups; group++)
        {
            if (sample < order.Length)
                random.Shuffle(order);
            var width = quantizer.WidthOf(group);
            for (var i = 0; i < sample; i++)
            {
                points.Copy(order[i], row);
                for (var j = 0; j < width; j++)
                    columns.At(j)[i] = row[group * quantizer.Width + j];
            }

            fixed (float* centroids = quantizer.Of(group))
                Cluster(centroids, width);
        }
    }

    private void Cluster(float* centroids, int width)
    {
        var order = new int[sample];
        for (var i = 0; i < sample; i++)
            order[i] = i;
        random.Shuffle(order);
        for (var k = 0; k < ProductQuantizer.Centroids; k++)
            for (var j = 0; j < width; j++)
                centroids[k * width + j] = columns.At(j)[order[k]];
        for (var round = 0; round < Rounds; round++)
        {
            parallelism.CancellationToken.ThrowIfCancellationRequested();
            parallelism.Each(stride, NearestCentroids.Block, (begin, end) => NearestCentroids.Find(columns.Start + begin, columns.Stride, end - begin, centroids, width, codes + begin));
            Average(centroids, width);
        }
    }

    private void Average(float* centroids, int width)
    {
        var counts = new int[ProductQuantizer.Centroids];
        new Span<float>(centroids, ProductQuantizer.Centroids * width).Clear();
        for (var i = 0; i < sample; i++)
        {
            var centroid = centroids + codes[i] * width;
            for (var j = 0; j < width; j++)
                centroid[j] += columns.At(j)[i];
            counts[codes[i]]++;
        }

        for (var k = 0; k < counts.Length; k++)
            for (var j = 0; counts[k] > 0 && j < width; j++)
                centroids[k * width + j] /= counts[k];
        for (var k = 0; k < counts.Length; k++)
            if (counts[k] == 0)
                Split(centroids, width, counts, k);
    }

    // An empty cluster takes half of another one, drawn in proportion to its size.
    private void Split(float* centroids, int width, int[] counts, int empty)
    {
        var other = 0;
        while (random.Real(0, 1) * (sample - ProductQuantizer.Centroids) >= counts[other] - 1)
            other = (other + 1) % ProductQuantizer.Centroids;
        for (var j = 0; j < width; j++)
        {
            var value = centroids[other * width + j];
            var step = j % 2 == 0 ? -Apart : Apart;
            centroids[empty * width + j] = value + step;
            centroids[other * width + j] = value - step;
        }

        counts[empty] = counts[other] / 2;
        counts[other] -= counts[empty];
    }
}
