using System.Runtime.InteropServices;

namespace Praxis.Learning.FastText.Rows;

/// <summary>Floats, padded; buckets in parallel or by a map.</summary>
internal sealed unsafe class DenseInput(RowMatrix matrix, int words, int bucketCount, BucketRows? buckets) : InputRows
{
    public override long Rows => words + (long)bucketCount;

    public override int Columns => matrix.Columns;

    public override int RowOfBucket(int bucket) => buckets is null ? words + bucket : buckets[bucket];

    public override void Sum(int* ids, nint count, float* total)
    {
        RowLoops.Sum(matrix.Start, matrix.Stride, ids, count, total);
        GC.KeepAlive(this);
    }

    public override void Copy(long place, Span<float> into)
    {
        var row = place < words ? place : RowOfBucket((int)(place - words));
        if (row < 0)
            into.Clear();
        else
            matrix.Row(row).CopyTo(into);
    }

    public override void Write(Stream stream)
    {
        stream.Write(MemoryMarshal.AsBytes<long>([Rows, Columns]));
        var buffer = new float[Math.Max(1, (1 << 18) / Columns) * Columns];
        var filled = 0;
        for (long place = 0; place < Rows; place++)
        {
            if (filled == buffer.Length)
            {
                stream.Write(MemoryMarshal.AsBytes(buffer.AsSpan()));
                filled = 0;
            }

            Copy(place, buffer.AsSpan(filled, Columns));
            filled += Columns;
        }

        stream.Write(MemoryMarshal.AsBytes(buffer.AsSpan(0, filled)));
        GC.KeepAlive(this);
    }

    public override void Dispose()
    {
        matrix.Dispose();
        buckets?.Dispose();
    }
}
