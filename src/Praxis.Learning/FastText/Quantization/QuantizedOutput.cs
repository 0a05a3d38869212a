using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Quantization;

/// <summary>The output matrix of a quantised model.</summary>
internal sealed unsafe class QuantizedOutput(QuantizedRows rows) : OutputRows
{
    public override long Rows => rows.Rows;

    public override int Columns => rows.Columns;

    public override bool IsQuantized => true;

    public override float Score(float* hidden, int row) => rows.Dot(row, new ReadOnlySpan<float>(hidden, Columns));

    public override void Scores(float* hidden, Span<float> scores)
    {
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Score(hidden, i);
    }

    public override void Copy(long row, Span<float> into)
    {
        into.Clear();
        rows.Add((int)row, into);
    }

    public override void Write(Stream stream) => rows.Write(stream);

    public override void Dispose()
    {
    }
}
