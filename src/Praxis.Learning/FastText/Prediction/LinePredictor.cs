using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Prediction;

/// <summary>Answers one line after the other without allocating; for one thread at a time.</summary>
internal sealed unsafe class LinePredictor : IDisposable
{
    private readonly FastTextModel model;
    private readonly LabelSearch search;
    private readonly BestLabels best = new();
    private readonly RowMatrix hidden;
    private byte[] padded = new byte[1024];

    public LinePredictor(FastTextModel model)
    {
        this.model = model;
        search = new LabelSearch(model.Output, model.Options.Loss, model.Tree);
        hidden = new RowMatrix(1, model.Options.Dimension);
        Features = new LineFeatures(model);
    }

    /// <summary>The line that was read last.</summary>
    public LineFeatures Features { get; }

    /// <summary>The hidden layer after <see cref="Best"/> or <see cref="Average"/>.</summary>
    public Span<float> Hidden => hidden.Row(0);

    /// <summary>Reads a line that stands in memory of its own, up to its end or the token <c>&lt;/s&gt;</c>; an end of the line is added where <paramref name="isEnded"/>.</summary>
    public void Read(ReadOnlySpan<byte> line, bool isEnded = true)
    {
        if (padded.Length < line.Length + 1 + TokenScanner.Slack)
            padded = new byte[2 * line.Length + 1 + TokenScanner.Slack];
        line.CopyTo(padded);
        padded[line.Length] = isEnded ? (byte)'\n' : (byte)' ';
        fixed (byte* start = padded)
        {
            var sink = new LineSink(Features, model.Dictionary);
            Features.Clear();
            TokenScanner.Scan(start, start + line.Length + 1, ref sink);
            Features.Complete();
        }
    }

    /// <summary>The best labels of the line that was read, with the logarithm of their probability; none where it has no feature.</summary>
    /// <param name="k">The most labels.</param>
    /// <param name="threshold">The least probability.</param>
    public ReadOnlySpan<(float Score, int Label)> Best(int k, float threshold)
    {
        if (Features.Count == 0)
            return [];
        Average();
        best.Clear(k);
        search.Find(hidden.Start, threshold, best);
        return best.Sorted();
    }

    /// <summary>The mean of the features' rows, into <see cref="Hidden"/>.</summary>
    public void Average()
    {
        new Span<float>(hidden.Start, hidden.Stride).Clear();
        model.Input.Sum(Features.Rows.Items, Features.Rows.Count, hidden.Start);
        RowLoops.Scale(hidden.Start, (float)(1.0 / Features.Count), hidden.Stride);
    }

    public void Dispose()
    {
        Features.Dispose();
        hidden.Dispose();
    }
}
