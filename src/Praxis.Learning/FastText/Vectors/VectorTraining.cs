using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Praxis.Learning.FastText.Losses;
using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Vectors;

/// <summary>
/// The passes of one thread over a text for word vectors, in the original's order of operations: skipgram and cbow (T. Mikolov et al., 2013, "Efficient estimation of word
/// representations in vector space") over words with their character n-grams (P. Bojanowski et al., 2016, "Enriching word vectors with subword information").
/// </summary>
internal sealed unsafe class VectorTraining : IVectorTraining
{
    private readonly WordStream stream;
    private readonly Subwords subwords;
    private readonly RowMatrix input;
    private readonly RowMatrix output;
    private readonly OutputLayer layer;
    private readonly FastTextOptions options;
    private readonly Schedule schedule;
    private readonly LinePlan plan;
    private readonly NegativeSteps? negatives;
    private readonly RowMatrix vectors;
    private readonly NativeList bag = new();
    private readonly int* line = (int*)NativeMemory.Alloc(WordStream.Longest + 1, sizeof(int));
    private Minstd random;

    public VectorTraining(WordStream stream, Subwords subwords, RowMatrix input, RowMatrix output, OutputLayers layers, FastTextOptions options, Schedule schedule, Minstd random)
    {
        (this.stream, this.subwords, this.input, this.output, this.options, this.schedule, this.random) = (stream, subwords, input, output, options, schedule, random);
        layer = layers.Open();
        plan = new LinePlan(options, layers.Table);
        negatives = layers.Table is null ? null : new NegativeSteps(output, plan.Width);
        vectors = new RowMatrix(2, input.Columns);
    }

    ~VectorTraining() => NativeMemory.Free(line);

    private float* Hidden => vectors.Start;

    private float* Gradient => vectors.Start + vectors.Stride;

    /// <inheritdoc/>
    public void Run(nint place, CancellationToken cancellationToken)
    {
        var state = schedule.Begin();
        while (!state.IsOver)
        {
            var counted = stream.Read(ref place, ref random, line, out var words);
            plan.Draw(line, words, ref random);
            if (options.Mode == FastTextMode.Skipgram)
                Skipgram(words, ref state);
            else
                Cbow(words, ref state);
            if (state.Advance(counted))
                cancellationToken.ThrowIfCancellationRequested();
        }

        state.Finish();
        GC.KeepAlive(this);
    }

    public void Dispose()
    {
        plan.Dispose();
        layer.Dispose();
        negatives?.Dispose();
        vectors.Dispose();
        bag.Dispose();
        NativeMemory.Free(line);
        GC.SuppressFinalize(this);
    }

    private void Skipgram(int words, ref ThreadSchedule state)
    {
        var step = plan.Rows;
        for (var w = 0; w < words; w++)
        {
            var (first, last) = (Math.Max(0, w - plan.Bounds[w]), Math.Min(words - 1, w + plan.Bounds[w]));
            if (first == last)
                continue;
            var rows = RowsOf(line[w], out var count);
            if (w + 1 < words)
                Ask(line[w + 1]);
            var share = (float)(1.0 / count);
            var isDistinct = subwords.IsDistinct(line[w]);
            RowSteps.Mean(input.Start, input.Stride, rows, count, share, Hidden);
            var end = last == w ? w - 1 : last;
            for (var c = first; c <= last; c++)
            {
                if (c == w)
                    continue;
                Learn(step, words, ref state);
                step += plan.Width;
                if (c < end && isDistinct)
                {
                    RowSteps.AddMean(input.Start, input.Stride, rows, count, Gradient, share, Hidden);
                    continue;
                }

                RowLoops.Add(input.Start, input.Stride, rows, count, Gradient, rows);
                if (c < end)
                    RowSteps.Mean(input.Start, input.Stride, rows, count, share, Hidden);
            }
        }
    }

    private void Cbow(int words, ref ThreadSchedule state)
    {
        var step = plan.Rows;
        for (var w = 0; w < words; w++)
        {
            var (first, last) = (Math.Max(0, w - plan.Bounds[w]), Math.Min(words - 1, w + plan.Bounds[w]));
            if (first == last)
                continue;
            if (w + options.Window + 1 < words)
                Ask(line[w + options.Window + 1]);
            bag.Count = 0;
            for (var c = first; c <= last; c++)
            {
                if (c == w)
                    continue;
                var rows = RowsOf(line[c], out var count);
                new Span<int>(rows, (int)count).CopyTo(new Span<int>(bag.Reserve(count), (int)count));
                bag.Count += count;
            }

            bag.Complete();
            RowSteps.Mean(input.Start, input.Stride, bag.Items, bag.Count, (float)(1.0 / bag.Count), Hidden);
            Learn(step, words, ref state);
            step += plan.Width;
            RowLoops.Add(input.Start, input.Stride, bag.Items, bag.Count, Gradient, bag.Items);
        }
    }

    private void Learn(int* step, int words, ref ThreadSchedule state)
    {
        if (negatives is not null)
        {
            state.AddLoss(negatives.Learn(step, Hidden, Gradient, state.Rate));
            return;
        }

        new Span<float>(Gradient, vectors.Stride).Clear();
        var labels = layer.TakesAllLabels ? new ReadOnlySpan<int>(line, words) : new ReadOnlySpan<int>(step, 1);
        state.AddLoss(layer.Step(Hidden, Gradient, labels, state.Rate, ref random));
    }

    private int* RowsOf(int word, out nint count)
    {
        var begin = subwords.Starts[word];
        count = (nint)(subwords.Starts[word + 1] - begin);
        return subwords.Rows + begin;
    }

    // Asks for the rows of a word that is soon needed.
    private void Ask(int word)
    {
        if (!Sse.IsSupported)
            return;
        var rows = RowsOf(word, out var count);
        for (nint i = 0; i < count; i++)
        {
            var row = input.At(rows[i]);
            for (var column = 0; column < input.Stride; column += RowMatrix.Line)
                Sse.Prefetch0(row + column);
        }
    }
}
