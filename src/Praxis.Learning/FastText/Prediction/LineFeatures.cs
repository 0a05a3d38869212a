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
    private readonly int words;
    private readonly int endOfLine;
    private readonly bool hasCharacters;
    private readonly bool hasOwnRows;
    private readonly int firstBucket;
    private readonly int[] wordHashes;

    public LineFeatures(FastTextModel model)
    {
        this.model = model;
        longest = model.Options.WordNgrams;
        hasCharacters = model.Options.MaxCharacters > 0;
        (words, endOfLine) = (model.Dictionary.Words, model.Dictionary.EndOfLine);
        (hasOwnRows, firstBucket) = (model.Input.HasOwnWordRows, model.Input.FirstBucket);
        wordHashes = longest > 1 ? model.WordHashes : [];
    }

    /// <summary>What finds the tokens.</summary>
    public FastTextDictionary Dictionary => model.Dictionary;

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

    /// <summary>Takes a token whose id was found, -1 for an unknown one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(int id, byte* start, int length)
    {
        if ((uint)id >= (uint)words)
        {
            TakeOther(id, new ReadOnlySpan<byte>(start, length));
            return;
        }

        Rows.Add(hasOwnRows ? model.Input.RowOfWord(id) : id);
        Count++;
        if (longest > 1)
            hashes.Add(wordHashes[id]);
        if (hasCharacters && id != endOfLine)
            AddCharacters(model.Dictionary.Text(id));
    }

    /// <summary>Takes the end of a line, which is a token too.</summary>
    public void TakeEnd()
    {
        fixed (byte* text = TextTokens.EndOfLine)
            Take(endOfLine, text, TextTokens.EndOfLine.Length);
    }

    /// <summary>Adds the word n-grams; called when all tokens are taken.</summary>
    public void Complete()
    {
        if (longest > 1 && hashes.Count > 1)
        {
            var most = hashes.Count * (longest - 1);
            var next = firstBucket >= 0 ? Rows.Reserve(most) : ngrams.Reserve(most);
            var end = Ngrams.OfHashes(hashes.Items, hashes.Count, longest, model.Options.Buckets, next);
            if (firstBucket >= 0)
            {
                var added = (int)(end - next);
                for (var i = 0; i < added; i++)
                    next[i] += firstBucket;
                Rows.Count += added;
                Count += added;
            }
            else
            {
                for (; next < end; next++)
                    AddBucket(*next);
            }
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

    private void TakeOther(int id, ReadOnlySpan<byte> token)
    {
        if (id >= 0)
        {
            Labels.Add(id - words);
            return;
        }

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
