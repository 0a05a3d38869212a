using System.Runtime.CompilerServices;
using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Prediction;

/// <summary>The features and labels of one line after the other, as rows of the input matrix.</summary>
internal sealed unsafe class LineFeatures : IDisposable
{
    private readonly FastTextModel model;
    private readonly NativeList hashes = new();
    private readonly NativeList ngrams = new();
    private readonly List<int> buckets = [];
    private readonly int longest;

    public LineFeatures(FastTextModel model)
    {
        this.model = model;
        longest = model.Options.WordNgrams;
    }

    /// <summary>Rows to add up.</summary>
    public NativeList Rows { get; } = new();

    /// <summary>Known labels of the line.</summary>
    public List<int> Labels { get; } = [];

    /// <summary>How many features there are: <see cref="Rows"/> and those whose row is zero.</summary>
    public int Count { get; private set; }

    public void Clear()
    {
        Rows.Count = 0;
        hashes.Count = 0;
        Labels.Clear();
        Count = 0;
    }

    /// <summary>Takes a token; sixteen bytes from its start are readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(byte* start, int length)
    {
        var id = model.Dictionary.Find(start, length);
        if (id >= 0 && id < model.Dictionary.Words)
        {
            Rows.Add(model.Input.RowOfWord(id));
            Count++;
            if (longest > 1)
                hashes.Add(model.WordHashes[id]);
            if (model.Options.MaxCharacters > 0 && id != model.Dictionary.EndOfLine)
                AddCharacters(model.Dictionary.Text(id));
        }
        else if (id >= 0)
        {
            Labels.Add(id - model.Dictionary.Words);
        }
        else
        {
            TakeUnknown(new ReadOnlySpan<byte>(start, length));
        }
    }

    /// <summary>Adds the word n-grams; called when all tokens are taken.</summary>
    public void Complete()
    {
        if (longest > 1 && hashes.Count > 1)
        {
            var next = ngrams.Reserve(hashes.Count * (longest - 1));
            var end = Ngrams.OfHashes(hashes.Items, hashes.Count, longest, model.Options.Buckets, next);
            for (; next < end; next++)
                AddBucket(*next);
        }

        Rows.Reserve(0);
        Rows.Complete();
    }

    public void Dispose()
    {
        Rows.Dispose();
        hashes.Dispose();
        ngrams.Dispose();
    }

    private void TakeUnknown(ReadOnlySpan<byte> token)
    {
        if (token.StartsWith(model.LabelPrefix))
            return;
        if (longest > 1)
            hashes.Add((int)WordHash.Of(token));
        if (model.Options.MaxCharacters > 0 && !token.SequenceEqual(TextTokens.EndOfLine))
            AddCharacters(token);
    }

    private void AddCharacters(ReadOnlySpan<byte> word)
    {
        buckets.Clear();
        Ngrams.OfCharacters(word, model.Options.MinCharacters, model.Options.MaxCharacters, model.Options.Buckets, buckets);
        foreach (var bucket in buckets)
            AddBucket(bucket);
    }

    private void AddBucket(int bucket)
    {
        var row = model.Input.RowOfBucket(bucket);
        if (row == InputRows.Dropped)
            return;
        Count++;
        if (row >= 0)
            Rows.Add(row);
    }
}
