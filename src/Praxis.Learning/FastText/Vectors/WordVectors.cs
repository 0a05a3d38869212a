using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Vectors;

/// <summary>Vectors of words: the mean of a word's row, if it has one, and of the rows of its character n-grams. For one thread at a time.</summary>
internal sealed unsafe class WordVectors(FastTextModel model) : IDisposable
{
    private readonly RowMatrix sum = new(1, model.Options.Dimension);
    private readonly NativeList rows = new();
    private readonly List<int> buckets = [];

    /// <summary>The vector of a word; zeros where nothing of it is known.</summary>
    public ReadOnlySpan<float> Of(ReadOnlySpan<byte> word)
    {
        var id = model.Dictionary.Find(word);
        return id >= 0 && id < model.Dictionary.Words ? Of(id) : Mean(-1, word);
    }

    /// <summary>The vector of a word of the dictionary.</summary>
    public ReadOnlySpan<float> Of(int id) => Mean(id, model.Dictionary.Text(id));

    /// <summary>The row of one bucket, zeros where it has none.</summary>
    public ReadOnlySpan<float> OfBucket(int bucket)
    {
        rows.Count = 0;
        if (model.Input.RowOfBucket(bucket) is >= 0 and var row)
            rows.Add(row);
        return Sum();
    }

    public void Dispose()
    {
        sum.Dispose();
        rows.Dispose();
    }

    private Span<float> Mean(int id, ReadOnlySpan<byte> word)
    {
        rows.Count = 0;
        var count = 0;
        if (id >= 0)
        {
            rows.Add(model.Input.RowOfWord(id));
            count++;
        }

        if (model.Options.MaxCharacters > 0 && !word.SequenceEqual(TextTokens.EndOfLine))
        {
            buckets.Clear();
            Ngrams.OfCharacters(word, model.Options.MinCharacters, model.Options.MaxCharacters, model.Options.Buckets, buckets);
            foreach (var bucket in buckets)
            {
                var row = model.Input.RowOfBucket(bucket);
                if (row == InputRows.Dropped)
                    continue;
                count++;
                if (row >= 0)
                    rows.Add(row);
            }
        }

        var vector = Sum();
        if (count > 0)
            RowLoops.Scale(sum.Start, (float)(1.0 / count), sum.Stride);
        return vector;
    }

    private Span<float> Sum()
    {
        rows.Reserve(0);
        rows.Complete();
        new Span<float>(sum.Start, sum.Stride).Clear();
        model.Input.Sum(rows.Items, rows.Count, sum.Start);
        GC.KeepAlive(this);
        return sum.Row(0);
    }
}
