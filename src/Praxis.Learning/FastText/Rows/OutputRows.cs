using System.Buffers.Binary;

namespace Praxis.Learning.FastText.Rows;

/// <summary>The output matrix of a model, to be read: a row a label or a word.</summary>
internal abstract unsafe class OutputRows : IDisposable
{
    public abstract long Rows { get; }

    public abstract int Columns { get; }

    /// <summary>Whether the file holds codes instead of floats.</summary>
    public virtual bool IsQuantized => false;

    /// <summary>The score of a row.</summary>
    public abstract float Score(float* hidden, int row);

    /// <summary>The scores of all rows.</summary>
    public abstract void Scores(float* hidden, Span<float> scores);

    /// <summary>Copies a row.</summary>
    public abstract void Copy(long row, Span<float> into);

    /// <summary>Writes what follows the file's flag of quantisation.</summary>
    public abstract void Write(Stream stream);

    public abstract void Dispose();

    /// <summary>Writes rows and columns, which begin a dense matrix.</summary>
    protected void WriteSize(Stream stream)
    {
        Span<byte> size = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(size, Rows);
        BinaryPrimitives.WriteInt64LittleEndian(size[8..], Columns);
        stream.Write(size);
    }
}
