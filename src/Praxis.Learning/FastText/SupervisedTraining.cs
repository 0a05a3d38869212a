using Praxis.Learning.FastText.Losses;
using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText;

/// <summary>The passes of one thread over the lines of a supervised text, in the original's order of operations.</summary>
internal sealed unsafe class SupervisedTraining(Documents documents, RowMatrix input, OutputLayer layer, Schedule schedule, Minstd random) : IDisposable
{
    private readonly RowMatrix hidden = new(1, input.Columns);
    private readonly RowMatrix gradient = new(1, input.Columns);
    private readonly NativeList expanded = new();
    private readonly int[]? one = layer.TakesAllLabels ? null : new int[1];
    private Minstd random = random;

    /// <summary>Takes lines from <paramref name="line"/> on, round and round, until the schedule is over.</summary>
    /// <param name="line">The first line.</param>
    /// <param name="order">The order of the lines, drawn anew when a pass is over; null for the file's.</param>
    /// <param name="watch">Asked after each pass whether to go on; null for all passes.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    public void Run(int line, LineOrder? order, EpochWatch? watch, CancellationToken cancellationToken)
    {
        var lines = documents.Lines;
        var state = schedule.Begin();
        while (!state.IsOver)
        {
            ref readonly var own = ref lines[order is null ? line : order[line]];
            if (own.Labels > 0 && own.Words + own.Ngrams > 0)
                Learn(own, ref state);
            if (++line == documents.Count)
            {
                line = 0;
                order?.Next();
                if (watch?.IsOver(cancellationToken) == true)
                    break;
            }

            if (state.Advance(own.Tokens))
                cancellationToken.ThrowIfCancellationRequested();
        }

        state.Finish();
        GC.KeepAlive(this);
        GC.KeepAlive(documents);
        GC.KeepAlive(input);
    }

    public void Dispose()
    {
        hidden.Dispose();
        gradient.Dispose();
        expanded.Dispose();
    }

    private void Learn(in Document own, ref ThreadSchedule state)
    {
        var words = documents.Words.Items + own.Word;
        nint wordCount = own.Words, ngramCount = own.Ngrams;
        if (documents.Subwords is { } subwords)
        {
            Expand(subwords, words, wordCount);
            words = expanded.Items;
            wordCount = expanded.Count;
        }

        var ngrams = documents.Ngrams.Items + own.Ngram;
        var count = wordCount + ngramCount;
        if (count == 0)
            return;
        var labels = new ReadOnlySpan<int>(documents.Labels.Items + own.Label, own.Labels);
        if (one is not null)
        {
            one[0] = labels[random.Below(labels.Length)];
            labels = one;
        }

        float* rows = input.Start, h = hidden.Start, g = gradient.Start;
        var stride = input.Stride;
        new Span<float>(h, stride).Clear();
        new Span<float>(g, stride).Clear();
        RowLoops.Sum(rows, stride, words, wordCount, h);
        if (ngramCount > 0)
            RowLoops.Sum(rows, stride, ngrams, ngramCount, h);
        var share = (float)(1.0 / count);
        RowLoops.Scale(h, share, stride);
        state.AddLoss(layer.Step(h, g, labels, state.Rate, ref random));
        RowLoops.Scale(g, share, stride);
        RowLoops.Add(rows, stride, words, wordCount, g, Following(documents.Words, words, wordCount));
        if (ngramCount > 0)
            RowLoops.Add(rows, stride, ngrams, ngramCount, g, Following(documents.Ngrams, ngrams, ngramCount));
    }

    // The ids behind a line's own, which the next line will need; its own where the list ends.
    private static int* Following(NativeList list, int* ids, nint count)
    {
        var next = ids + count;
        return next >= list.Items && next + count <= list.Items + list.Count ? next : ids;
    }

    private void Expand(Subwords subwords, int* words, nint count)
    {
        expanded.Count = 0;
        for (nint i = 0; i < count; i++)
        {
            var rows = subwords.Of(words[i]);
            rows.CopyTo(new Span<int>(expanded.Reserve(rows.Length), rows.Length));
            expanded.Count += rows.Length;
        }

        expanded.Complete();
    }
}
