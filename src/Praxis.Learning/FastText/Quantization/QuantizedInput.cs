using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Quantization;

/// <summary>The input matrix of a quantised model; of a pruned one, only some buckets have a row.</summary>
internal sealed unsafe class QuantizedInput : InputRows
{
    private readonly QuantizedRows rows;
    private readonly int words;
    private readonly Dictionary<int, int>? kept;

    /// <param name="rows">The matrix.</param>
    /// <param name="words">Rows of words.</param>
    /// <param name="kept">The buckets that a cut has kept, each with its row behind the words; null where nothing was cut.</param>
    public QuantizedInput(QuantizedRows rows, int words, IEnumerable<KeyValuePair<int, int>>? kept) =>
        (this.rows, this.words, this.kept) = (rows, words, kept is null ? null : new Dictionary<int, int>(kept));

    public override long Rows => rows.Rows;

    public override int Columns => rows.Columns;

    public override bool IsQuantized => true;

    public override int RowOfBucket(int bucket) => kept is null ? words + bucket : kept.TryGetValue(bucket, out var row) ? words + row : Dropped;

    public override void Sum(int* ids, nint count, float* total)
    {
        var sum = new Span<float>(total, Columns);
        for (nint i = 0; i < count; i++)
            rows.Add(ids[i], sum);
    }

    public override void Copy(long place, Span<float> into)
    {
        into.Clear();
        rows.Add((int)place, into);
    }

    public override void Write(Stream stream) => rows.Write(stream);

    public override void Dispose()
    {
    }
}
