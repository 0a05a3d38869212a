namespace Praxis.Learning.FastText.Rows;

/// <summary>Floats, padded.</summary>
internal sealed unsafe class DenseOutput(RowMatrix matrix) : OutputRows
{
    private readonly int[] rows = AllRows(matrix);

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
        WriteSize(stream);
        for (var row = 0; row < matrix.Rows; row++)
            stream.Write(new ReadOnlySpan<byte>(matrix.At(row), matrix.Columns * sizeof(float)));
        GC.KeepAlive(this);
    }

    public override void Dispose() => matrix.Dispose();

    private static int[] AllRows(RowMatrix matrix)
    {
        var rows = new int[matrix.Rows];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = row;
        return rows;
    }
}
