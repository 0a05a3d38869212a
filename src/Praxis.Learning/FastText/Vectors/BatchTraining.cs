using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Praxis.Learning.FastText.Losses;
using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Vectors;

/// <summary>
/// Skipgram in batches, BlazingText's <c>batch_skipgram</c>: the words of a window learn the word in its middle together, with one set of negatives, as products of small
/// matrices (S. Ji, N. Satish, S. Li and P. Dubey, 2016, "Parallelizing Word2Vec in shared and distributed memory", section III).
/// </summary>
internal sealed unsafe class BatchTraining : IVectorTraining
{
    private readonly WordStream stream;
    private readonly Subwords subwords;
    private readonly RowMatrix input;
    private readonly RowMatrix output;
    private readonly NegativeTable table;
    private readonly FastTextOptions options;
    private readonly Schedule schedule;
    private readonly RowMatrix hidden;
    private readonly RowMatrix gradients;
    private readonly RowMatrix changes;
    private readonly int[] targets;
    private readonly int[] batch;
    private readonly int* line = (int*)NativeMemory.Alloc(WordStream.Longest + 1, sizeof(int));
    private Minstd random;

    public BatchTraining(WordStream stream, Subwords subwords, RowMatrix input, RowMatrix output, NegativeTable table, FastTextOptions options, Schedule schedule, Minstd random)
    {
        (this.stream, this.subwords, this.input, this.output, this.table, this.options, this.schedule, this.random) = (stream, subwords, input, output, table, options, schedule, random);
        targets = new int[table.IsSingle ? 1 : options.Negatives + 1];
        batch = new int[options.BatchSize];
        hidden = new RowMatrix(batch.Length, input.Columns);
        gradients = new RowMatrix(batch.Length, input.Columns);
        changes = new RowMatrix(targets.Length, input.Columns);
    }

    ~BatchTraining() => NativeMemory.Free(line);

    /// <inheritdoc/>
    public void Run(nint place, CancellationToken cancellationToken)
    {
        var state = schedule.Begin();
        while (!state.IsOver)
        {
            var counted = stream.Read(ref place, ref random, line, out var words);
            for (var w = 0; w < words; w++)
                Window(w, words, ref state);
            if (state.Advance(counted))
                cancellationToken.ThrowIfCancellationRequested();
        }

        state.Finish();
        GC.KeepAlive(this);
    }

    public void Dispose()
    {
        hidden.Dispose();
        gradients.Dispose();
        changes.Dispose();
        NativeMemory.Free(line);
        GC.SuppressFinalize(this);
    }

    private void Window(int middle, int words, ref ThreadSchedule state)
    {
        var bound = 1 + random.Below(options.Window);
        var (filled, last) = (0, Math.Min(words - 1, middle + bound));
        for (var c = Math.Max(0, middle - bound); c <= last; c++)
        {
            if (c != middle)
                batch[filled++] = line[c];
            if (filled == batch.Length || (filled > 0 && c == last))
            {
                Learn(line[middle], filled, ref state);
                filled = 0;
            }
        }
    }

    private void Learn(int target, int count, ref ThreadSchedule state)
    {
        targets[0] = target;
        for (var n = 1; n < targets.Length; n++)
            targets[n] = table.Draw(target, ref random);
        new Span<float>(gradients.Start, count * gradients.Stride).Clear();
        new Span<float>(changes.Start, targets.Length * changes.Stride).Clear();
        for (var i = 0; i < count; i++)
        {
            var rows = RowsOf(batch[i], out var own);
            RowSteps.Mean(input.Start, input.Stride, rows, own, (float)(1.0 / own), hidden.At(i));
            var loss = 0f;
            for (var n = 0; n < targets.Length; n++)
            {
                var row = output.Row(targets[n]);
                var alpha = OutputLayer.LogisticFactor(TensorPrimitives.Dot(hidden.Row(i), row), n == 0, state.Rate, ref loss);
                TensorPrimitives.MultiplyAdd(row, alpha, gradients.Row(i), gradients.Row(i));
                TensorPrimitives.MultiplyAdd(hidden.Row(i), alpha, changes.Row(n), changes.Row(n));
            }

            state.AddLoss(loss);
        }

        for (var n = 0; n < targets.Length; n++)
            TensorPrimitives.Add(output.Row(targets[n]), changes.Row(n), output.Row(targets[n]));
        for (var i = 0; i < count; i++)
        {
            var rows = RowsOf(batch[i], out var own);
            RowLoops.Add(input.Start, input.Stride, rows, own, gradients.At(i), rows);
        }
    }

    private int* RowsOf(int word, out nint count)
    {
        var begin = subwords.Starts[word];
        count = (nint)(subwords.Starts[word + 1] - begin);
        return subwords.Rows + begin;
    }
}
