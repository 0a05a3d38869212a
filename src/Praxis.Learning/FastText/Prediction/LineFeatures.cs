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

    /// <summary>Takes tokens up to the end of the line, a token too, and returns how many; <paramref name="isEnded"/> tells whether it was among them.</summary>
    /// <param name="starts">Where each token begins.</param>
    /// <param name="lengths">Its bytes.</param>
    /// <param name="ids">Its id, -1 for an unknown one.</param>
    /// <param name="count">How many tokens there are.</param>
    /// <param name="isEnded">Whether the last token taken was the end of the line.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Take(byte** starts, int* lengths, int* ids, int count, out bool isEnded)
    {
        isEnded = false;
        var taken = 0;
        if (hasCharacters)
        {
            while (taken < count && !isEnded)
            {
                var token = new ReadOnlySpan<byte>(starts[taken], lengths[taken]);
                isEnded = TakeWithCharacters(ids[taken++], token);
            }

            return taken;
        }

        int* row = Rows.Reserve(count), hash = hashes.Reserve(count);
        fixed (int* hashOf = wordHashes)
            while (taken < count && !isEnded)
            {
                var id = ids[taken];
                if ((uint)id < (uint)words)
                {
                    *row++ = id;
                    if (hashOf is not null)
                        *hash++ = hashOf[id];
                    isEnded = id == endOfLine;
                }
                else
                {
                    isEnded = TakeOther(id, new ReadOnlySpan<byte>(starts[taken], lengths[taken]), ref hash);
                }

                taken++;
            }

        var added = (int)(row - Rows.Items - Rows.Count);
        if (hasOwnRows)
            for (var i = Rows.Count; i < Rows.Count + added; i++)
                Rows.Items[i] = model.Input.RowOfWord(Rows.Items[i]);
        Rows.Count += added;
        Count += added;
        hashes.Count = (nint)(hash - hashes.Items);
        return taken;
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

    // A label or an unknown word; whether it ends the line.
    private bool TakeOther(int id, ReadOnlySpan<byte> token, ref int* hash)
    {
        if (id >= 0)
            Labels.Add(id - words);
        else if (longest > 1 && !token.StartsWith(model.LabelPrefix))
            *hash++ = (int)WordHash.Of(token);
        return token.SequenceEqual(TextTokens.EndOfLine);
    }

    // A word's own row comes first, then those of its character n-grams: the order in which they are added up.
    private bool TakeWithCharacters(int id, ReadOnlySpan<byte> token)
    {
        var isEnd = token.SequenceEqual(TextTokens.EndOfLine);
        var hash = hashes.Reserve(1);
        if ((uint)id >= (uint)words)
        {
            TakeOther(id, token, ref hash);
        }
        else
        {
            Rows.Add(hasOwnRows ? model.Input.RowOfWord(id) : id);
            Count++;
            if (longest > 1)
                *hash++ = wordHashes[id];
        }

        hashes.Count = (nint)(hash - hashes.Items);
        if (!isEnd && id < words && (id >= 0 || !token.StartsWith(model.LabelPrefix)))
            AddCharacters(token);
        return isEnd;
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
