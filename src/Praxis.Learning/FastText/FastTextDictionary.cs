using Praxis.Contracts.Foundation;

namespace Praxis.Learning.FastText;

/// <summary>Words and labels with their ids, and the rows of a line's features (A. Joulin et al., 2016, "Bag of tricks for efficient text classification").</summary>
internal sealed class FastTextDictionary
{
    private const ulong NgramFactor = 116_049_371;
    private static readonly byte[] labelPrefix = "__label__"u8.ToArray();

    private readonly FastTextOptions options;
    private readonly List<DictionaryEntry> entries;
    private readonly List<ulong> wordHashes = [];
    private int[] slots = new int[1 << 16];

    public FastTextDictionary(FastTextOptions options, List<DictionaryEntry> entries, long tokens)
    {
        this.options = options;
        this.entries = entries;
        Tokens = tokens;
        Complete();
    }

    private FastTextDictionary(FastTextDictionary other)
    {
        (options, entries, slots, Tokens, Words) = (other.options, other.entries, other.slots, other.Tokens, other.Words);
    }

    /// <summary>Words and labels, the words first.</summary>
    public IReadOnlyList<DictionaryEntry> Entries => entries;

    public int Words { get; private set; }

    public int Labels => entries.Count - Words;

    /// <summary>All tokens of the training text.</summary>
    public long Tokens { get; }

    /// <summary>The same dictionary with a line buffer of its own, for another thread.</summary>
    public FastTextDictionary Copy() => new(this);

    /// <summary>Counts the words and labels of a text.</summary>
    /// <exception cref="UserException">No word is left.</exception>
    public static FastTextDictionary Build(ReadOnlyMemory<byte> text, FastTextOptions options, CancellationToken cancellationToken)
    {
        var counting = new FastTextDictionary(options, [], 0);
        var reader = new TokenReader(text);
        long tokens = 0;
        while (reader.TryRead(out var token))
        {
            if (++tokens % 1_000_000 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var slot = counting.Slot(token, Hash(token));
            if (counting.slots[slot] >= 0)
            {
                counting.entries[counting.slots[slot]].Count++;
                continue;
            }

            counting.slots[slot] = counting.entries.Count;
            counting.entries.Add(new DictionaryEntry(token.ToArray(), 1, token.StartsWith(labelPrefix)));
            if (counting.entries.Count * 2 > counting.slots.Length)
                counting.Index(counting.slots.Length * 2);
        }

        var all = counting.entries.ToArray();
        IntroSort.Sort<DictionaryEntry>(all, DictionaryEntry.IsBefore);
        List<DictionaryEntry> kept = [.. all.Where(entry => entry.Count >= (entry.IsLabel ? options.MinCountLabel : options.MinCount))];
        if (kept.Count == 0)
            throw new UserException(new Problem { Type = "empty-vocabulary", Found = "no word is left", Remedy = "Lower minCount" });
        return new FastTextDictionary(options, kept, tokens);
    }

    /// <summary>FNV-1a over bytes widened with their sign, as the original has it.</summary>
    public static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = 2_166_136_261;
        foreach (var c in text)
            hash = unchecked((hash ^ (uint)(sbyte)c) * 16_777_619);
        return hash;
    }

    /// <summary>Reads a line's features and labels; returns its tokens.</summary>
    public int ReadLine(ref TokenReader reader, List<int> features, List<int> labels)
    {
        features.Clear();
        labels.Clear();
        wordHashes.Clear();
        reader.Rewind();
        var tokens = 0;
        while (reader.TryRead(out var token))
        {
            tokens++;
            var hash = Hash(token);
            var id = slots[Slot(token, hash)];
            if (id < 0 ? token.StartsWith(labelPrefix) : entries[id].IsLabel)
            {
                if (id >= 0)
                    labels.Add(id - Words);
            }
            else
            {
                AddWord(token, id, features);
                wordHashes.Add(unchecked((ulong)(int)hash));
            }

            if (token.SequenceEqual(TokenReader.EndOfLine))
                break;
        }

        AddWordNgrams(features);
        return tokens;
    }

    private void AddWord(ReadOnlySpan<byte> token, int id, List<int> features)
    {
        if (id >= 0)
            features.AddRange(entries[id].Subwords);
        else if (options.MaxCharacters > 0 && !token.SequenceEqual(TokenReader.EndOfLine))
            AddCharacterNgrams(token, features);
    }

    private void AddCharacterNgrams(ReadOnlySpan<byte> token, List<int> features)
    {
        byte[] word = [(byte)'<', .. token, (byte)'>'];
        for (var begin = 0; begin < word.Length; begin++)
        {
            if ((word[begin] & 0xC0) == 0x80)
                continue;
            var end = begin;
            for (var n = 1; end < word.Length && n <= options.MaxCharacters; n++)
            {
                end++;
                while (end < word.Length && (word[end] & 0xC0) == 0x80)
                    end++;
                if (n >= options.MinCharacters && !(n == 1 && (begin == 0 || end == word.Length)))
                    features.Add(Words + (int)(Hash(word.AsSpan(begin..end)) % (uint)options.Buckets));
            }
        }
    }

    private void AddWordNgrams(List<int> features)
    {
        for (var i = 0; i < wordHashes.Count; i++)
        {
            var hash = wordHashes[i];
            for (var j = i + 1; j < wordHashes.Count && j < i + options.WordNgrams; j++)
            {
                hash = unchecked(hash * NgramFactor + wordHashes[j]);
                features.Add(Words + (int)(hash % (ulong)options.Buckets));
            }
        }
    }

    private void Complete()
    {
        var size = slots.Length;
        while (size < entries.Count * 2L)
            size *= 2;
        Index(size);
        Words = entries.Count(entry => !entry.IsLabel);
        for (var id = 0; id < Words; id++)
        {
            var rows = new List<int> { id };
            if (options.MaxCharacters > 0 && !entries[id].Text.AsSpan().SequenceEqual(TokenReader.EndOfLine))
                AddCharacterNgrams(entries[id].Text, rows);
            entries[id].Subwords = [.. rows];
        }
    }

    private void Index(int size)
    {
        slots = new int[size];
        Array.Fill(slots, -1);
        for (var id = 0; id < entries.Count; id++)
            slots[Slot(entries[id].Text, Hash(entries[id].Text))] = id;
    }

    private int Slot(ReadOnlySpan<byte> token, uint hash)
    {
        var slot = (int)(hash & (uint)(slots.Length - 1));
        while (slots[slot] >= 0 && !token.SequenceEqual(entries[slots[slot]].Text))
            slot = (slot + 1) & (slots.Length - 1);
        return slot;
    }
}
