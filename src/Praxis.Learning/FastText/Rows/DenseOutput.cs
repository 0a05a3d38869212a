using System.Runtime.InteropServices;

namespace Praxis.Learning.FastText.Rows;

/// <summary>Floats, padded.</summary>
internal sealed unsafe class DenseOutput(RowMatrix matrix) : OutputRows
{
    private readonly int[] rows = [.. Enumerable.Range(0, (int)matrix.Rows)];

    public override long Rows => matrix.Rows;

    public override int Columns => matrix.Columns;

    public override float Score(float* hidden, int row)
    {
        var score = RowLoops.Dot(matrix.At(row), hidden, matrix.Columns);
        GC.KeepAlive(this);
        return score;
    }

    public override void Scores(float* hidden, Span<float> scores)
    {
        RowLoops.Dots(matrix, rows, hidden, scores);
        GC.KeepAlive(this);
    }

    public override void Copy(long row, Span<float> into) => matrix.Row(row).CopyTo(into);

    public override void Write(Stream stream)
    {
        stream.Write(MemoryMarshal.AsBytes<long>([Rows, Columns]));
        for (var row = 0; row < matrix.Rows; row++)
            stream.Write(MemoryMarshal.AsBytes(matrix.Row(row)));
        GC.KeepAlive(this);
    }

    public override void Dispose() => matrix.Dispose();
}
