using System.Runtime.InteropServices;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Files;

namespace Praxis.Learning.FastText.Quantization;

/// <summary>A matrix as codes, with or without a code for each row's norm.</summary>
internal sealed class QuantizedRows
{
    private readonly byte[] codes;
    private readonly ProductQuantizer quantizer;
    private readonly byte[]? normCodes;
    private readonly ProductQuantizer? norms;

    private QuantizedRows(int rows, byte[] codes, ProductQuantizer quantizer, byte[]? normCodes, ProductQuantizer? norms) =>
        (Rows, this.codes, this.quantizer, this.normCodes, this.norms) = (rows, codes, quantizer, normCodes, norms);

    public int Rows { get; }

    public int Columns => quantizer.Columns;

    /// <summary>Quantises a matrix.</summary>
    /// <param name="points">Its rows, at least 256.</param>
    /// <param name="width">Columns of a code.</param>
    /// <param name="hasNorms">Whether norms have codes of their own.</param>
    /// <param name="parallelism">The threads to run on.</param>
    public static QuantizedRows Build(Points points, int width, bool hasNorms, Parallelism parallelism)
    {
        byte[]? normCodes = null;
        ProductQuantizer? norms = null;
        if (hasNorms)
        {
            var own = points.Normalize();
            (norms, normCodes) = Train(new Points(own.Length, 1, (row, into) => into[0] = own[row]), 1, parallelism);
        }

        var (quantizer, codes) = Train(points, width, parallelism);
        return new QuantizedRows(points.Count, codes, quantizer, normCodes, norms);
    }

    /// <summary><c>total += row</c>.</summary>
    public void Add(int row, Span<float> total) => quantizer.Add(Codes(row), Norm(row), total);

    /// <summary>The score of a row.</summary>
    public float Dot(int row, ReadOnlySpan<float> vector) => quantizer.Dot(Codes(row), vector) * Norm(row);

    /// <summary>Reads so many rows.</summary>
    /// <exception cref="UserException">The stream holds something else.</exception>
    public static QuantizedRows Read(BinaryReader reader, long rows, int columns)
    {
        var hasNorms = ModelReader.ReadFlag(reader);
        ModelReader.Expect(reader.ReadInt64() == rows && reader.ReadInt64() == columns && rows <= int.MaxValue, "a matrix has not the size that its settings say");
        var size = reader.ReadInt32();
        ModelReader.Expect(size >= rows && (rows == 0 ? size == 0 : size % rows == 0), "its codes are no whole rows");
        ModelReader.ExpectLeft(reader.BaseStream, size);
        var codes = reader.ReadBytes(size);
        var quantizer = ProductQuantizer.Read(reader, columns);
        ModelReader.Expect(codes.Length == size && size == rows * quantizer.Groups, "its codes are no whole rows");
        if (!hasNorms)
            return new QuantizedRows((int)rows, codes, quantizer, null, null);
        ModelReader.ExpectLeft(reader.BaseStream, rows);
        var normCodes = reader.ReadBytes((int)rows);
        ModelReader.Expect(normCodes.Length == rows, "it is shorter than it says");
        return new QuantizedRows((int)rows, codes, quantizer, normCodes, ProductQuantizer.Read(reader, 1));
    }

    public void Write(Stream stream)
    {
        stream.WriteByte(norms is null ? (byte)0 : (byte)1);
        stream.Write(MemoryMarshal.AsBytes<long>([Rows, Columns]));
        stream.Write(MemoryMarshal.AsBytes<int>([codes.Length]));
        stream.Write(codes);
        quantizer.Write(stream);
        if (norms is null)
            return;
        stream.Write(normCodes);
        norms.Write(stream);
    }

    private ReadOnlySpan<byte> Codes(int row) => codes.AsSpan(row * quantizer.Groups, quantizer.Groups);

    private float Norm(int row) => norms is null ? 1f : norms.Values[normCodes![row]];

    private static (ProductQuantizer Quantizer, byte[] Codes) Train(Points points, int width, Parallelism parallelism)
    {
        var quantizer = new ProductQuantizer(points.Columns, width);
        QuantizerTraining.Run(points, quantizer, parallelism);
        return (quantizer, RowCoding.Run(points, quantizer, parallelism));
    }
}
