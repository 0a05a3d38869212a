using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Praxis.Learning.FastText.Rows;

/// <summary>Floats in padded rows.</summary>
internal sealed unsafe class DenseInput(RowMatrix matrix, InputPlaces places) : InputRows
{
    private const int Ahead = 16;

    public override long Rows => places.FileRows;

    public override int Columns => matrix.Columns;

    public override bool HasOwnWordRows => places.HasOwnWordRows;

    public override int FirstBucket => places.FirstBucket;

    public override int RowOfWord(int word) => places.RowOfWord(word);

    public override int RowOfBucket(int bucket) => places.RowOfBucket(bucket);

    public override void Sum(int* ids, nint count, float* total)
    {
        RowLoops.Sum(matrix.Start, matrix.Stride, ids, count, total);
        GC.KeepAlive(this);
    }

    public override void Copy(long place, Span<float> into)
    {
        var row = places.RowOf(place);
        if (row < 0)
            into.Clear();
        else
            matrix.Row(row).CopyTo(into);
    }

    public override void Write(Stream stream)
    {
        WriteSize(stream);
        var rowsOfBlock = Math.Max(1, (1 << 18) / Columns);
        var blocks = (int)((Rows + rowsOfBlock - 1) / rowsOfBlock);
        Files.OrderedBlocks.Run(
            blocks,
            () => new byte[(rowsOfBlock * Columns + RowMatrix.Line) * sizeof(float)],
            (buffer, block) => Gather(block * (long)rowsOfBlock, RowsOf(block), buffer),
            (buffer, block) => stream.Write(buffer, 0, RowsOf(block) * Columns * sizeof(float)));
        GC.KeepAlive(this);
        int RowsOf(int block) => (int)Math.Min(rowsOfBlock, Rows - block * (long)rowsOfBlock);
    }

    public override void Dispose()
    {
        matrix.Dispose();
        places.Dispose();
    }

    // Copies whole lines of the padded rows, each over the padding of the one before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(long place, int count, byte[] buffer)
    {
        var (columns, stride) = (Columns, matrix.Stride);
        fixed (byte* start = buffer)
        {
            var to = (float*)start;
            var end = place + count;
            for (; place < end; place++, to += columns)
            {
                if (Sse.IsSupported && place + Ahead < Rows)
                    for (var column = 0; column < stride; column += RowMatrix.Line)
                        Sse.Prefetch0(matrix.Start + (nint)Math.Max(0, places.RowOf(place + Ahead)) * stride + column);
                var row = places.RowOf(place);
                if (row < 0)
                {
                    new Span<float>(to, columns).Clear();
                    continue;
                }

                var from = matrix.At(row);
                for (var column = 0; column < columns; column += RowMatrix.Line)
                    Unsafe.CopyBlockUnaligned(to + column, from + column, RowMatrix.Line * sizeof(float));
            }
        }
    }
}
