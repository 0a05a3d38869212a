using System.Runtime.InteropServices;
using Praxis.Learning.FastText.Files;

namespace Praxis.Learning.FastText.Quantization;

/// <summary>
/// Rows as bytes: each group of columns has 256 centroids of its own, and a row keeps the number of the nearest one (H. Jégou, M. Douze and C. Schmid, 2011, "Product
/// quantization for nearest neighbor search").
/// </summary>
internal sealed class ProductQuantizer
{
    /// <summary>Centroids of a group.</summary>
    public const int Centroids = 256;

    /// <param name="columns">Numbers of a row.</param>
    /// <param name="width">Numbers of a group; the last one may have fewer.</param>
    public ProductQuantizer(int columns, int width)
    {
        (Columns, Width) = (columns, width);
        Groups = (columns + width - 1) / width;
        Values = new float[columns * Centroids];
    }

    public int Columns { get; }

    public int Width { get; }

    /// <summary>Groups of columns, and bytes of a row.</summary>
    public int Groups { get; }

    /// <summary>All centroids: group by group, centroid by centroid.</summary>
    public float[] Values { get; }

    /// <summary>Columns of a group.</summary>
    public int WidthOf(int group) => Math.Min(Width, Columns - group * Width);

    /// <summary>The centroids of a group, one after the other.</summary>
    public Span<float> Of(int group) => Values.AsSpan(group * Centroids * Width, Centroids * WidthOf(group));

    /// <summary><c>total[j] += factor x row[j]</c>.</summary>
    public void Add(ReadOnlySpan<byte> codes, float factor, Span<float> total)
    {
        var (column, start) = (0, 0);
        foreach (var code in codes)
        {
            var width = Math.Min(Width, Columns - column);
            var centroid = Values.AsSpan(start + code * width, width);
            for (var j = 0; j < width; j++)
                total[column + j] += factor * centroid[j];
            column += width;
            start += Centroids * Width;
        }
    }

    /// <summary>The products of a row and a vector added one after the other.</summary>
    public float Dot(ReadOnlySpan<byte> codes, ReadOnlySpan<float> vector)
    {
        var (column, start, sum) = (0, 0, 0f);
        foreach (var code in codes)
        {
            var width = Math.Min(Width, Columns - column);
            var centroid = Values.AsSpan(start + code * width, width);
            for (var j = 0; j < width; j++)
                sum += vector[column + j] * centroid[j];
            column += width;
            start += Centroids * Width;
        }

        return sum;
    }

    /// <summary>Reads a quantiser of so many columns.</summary>
    public static ProductQuantizer Read(BinaryReader reader, int columns)
    {
        var (own, groups, width, last) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        ModelReader.Expect(own == columns && width >= 1 && width <= 100_000, "a quantiser has not the size that its settings say");
        ModelReader.ExpectLeft(reader.BaseStream, (long)columns * Centroids * sizeof(float));
        var quantizer = new ProductQuantizer(columns, width);
        ModelReader.Expect(groups == quantizer.Groups && last == quantizer.WidthOf(groups - 1), "the groups of a quantiser contradict each other");
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(quantizer.Values.AsSpan()));
        foreach (var value in quantizer.Values)
            ModelReader.Expect(float.IsFinite(value), "a centroid is no number");
        return quantizer;
    }

    public void Write(Stream stream)
    {
        stream.Write(MemoryMarshal.AsBytes<int>([Columns, Groups, Width, WidthOf(Groups - 1)]));
        stream.Write(MemoryMarshal.AsBytes(Values.AsSpan()));
    }
}
