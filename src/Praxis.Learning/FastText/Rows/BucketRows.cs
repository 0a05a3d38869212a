using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Praxis.Learning.FastText.Rows;

/// <summary>
/// Which row each bucket has. Of millions of buckets a text uses a part, so rows are given in the order of first use: what stands together in the text lies together in
/// memory. A bucket without a row stands for a row of zeros.
/// </summary>
internal sealed unsafe class BucketRows : IDisposable
{
    // One higher than the row, so that fresh pages of zeros mean none.
    private readonly int* rows;
    private int next;

    /// <param name="buckets">Number of buckets.</param>
    /// <param name="first">The row of the first one.</param>
    public BucketRows(int buckets, int first)
    {
        Buckets = buckets;
        next = first;
        rows = (int*)PageMemory.Allocate(((nuint)buckets + 1) * sizeof(int));
    }

    ~BucketRows() => NativeMemory.Free(rows);

    /// <summary>Number of buckets.</summary>
    public int Buckets { get; }

    /// <summary>Rows, those before the first bucket's included.</summary>
    public int Rows => next;

    /// <summary>The row of a bucket, or -1.</summary>
    public int this[int bucket] => rows[bucket] - 1;

    /// <summary>The row of a bucket, a new one where it had none.</summary>
    public int Take(int bucket)
    {
        var row = rows[bucket];
        if (row == 0)
            rows[bucket] = row = ++next;
        return row - 1;
    }

    /// <summary>Replaces buckets by their rows, new ones in order of first use.</summary>
    public void Take(int* buckets, nint count)
    {
        const int Ahead = 24;
        var newest = next;
        for (nint i = 0; i < count; i++)
        {
            if (Sse.IsSupported)
                Sse.Prefetch0(rows + buckets[i + Ahead]);
            var row = rows[buckets[i]];
            if (row == 0)
                rows[buckets[i]] = row = ++newest;
            buckets[i] = row - 1;
        }

        next = newest;
    }

    public void Dispose()
    {
        NativeMemory.Free(rows);
        GC.SuppressFinalize(this);
    }
}
