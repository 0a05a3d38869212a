using System.Buffers.Binary;

namespace Praxis.Learning.FastText.Rows;

/// <summary>The input matrix of a model, to be read: rows of words, then of buckets.</summary>
internal abstract unsafe class InputRows : IDisposable
{
    /// <summary>A bucket whose row is zero: it counts as a feature and adds nothing.</summary>
    public const int Zero = -1;

    /// <summary>A bucket that was cut away: it is no feature.</summary>
    public const int Dropped = -2;

    /// <summary>Rows as the model file counts them.</summary>
    public abstract long Rows { get; }

    public abstract int Columns { get; }

    /// <summary>Whether the file holds codes instead of floats.</summary>
    public virtual bool IsQuantized => false;

    /// <summary>Whether a word's row is another than its id.</summary>
    public virtual bool HasOwnWordRows => false;

    /// <summary>The row of bucket 0, where those of all buckets follow it in order; else -1.</summary>
    public virtual int FirstBucket => -1;

    /// <summary>The row of a word of the dictionary.</summary>
    public virtual int RowOfWord(int word) => word;

    /// <summary>The row of a bucket, <see cref="Zero"/> or <see cref="Dropped"/>.</summary>
    public abstract int RowOfBucket(int bucket);

    /// <summary><c>total += row</c> for each of the rows, in order; <paramref name="total"/> is padded, <paramref name="ids"/> readable past its end.</summary>
    public abstract void Sum(int* ids, nint count, float* total);

    /// <summary>Copies the row that stands at a place of the file.</summary>
    public abstract void Copy(long place, Span<float> into);

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
