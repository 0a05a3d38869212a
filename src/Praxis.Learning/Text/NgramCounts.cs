using System.Runtime.InteropServices;

namespace Praxis.Learning.Text;

/// <summary>Counts in how many texts each n-gram occurs. An n-gram is a number; only those that are kept become strings.</summary>
internal sealed class NgramCounts
{
    private readonly int _least;
    private readonly List<int> _ends = [];
    private readonly List<string> _words = [];
    private readonly List<Level> _levels = [];

    public NgramCounts(IEnumerable<string> texts, TfidfOptions options)
    {
        _least = options.MinDocumentFrequency;
        var tokens = Read(texts, options.Tokenizer);
        var first = new Level(null, tokens);
        CollectionsMarshal.SetCount(first.Frequencies, _words.Count);
        CollectionsMarshal.AsSpan(first.Frequencies).Clear();
        Count(first);
        _levels.Add(first);
        for (var n = 2; n <= options.MaxNgram; n++)
            _levels.Add(Lengthen(_levels[^1], tokens, n));
    }

    public int TextCount => _ends.Count;

    /// <summary>The n-grams that occur in enough texts, sorted ordinally, and in how many.</summary>
    public (string[] Features, int[] Frequencies) Keep()
    {
        var names = new List<string>();
        var places = new List<(int Level, int Id)>();
        string?[] shorter = [];
        for (var l = 0; l < _levels.Count; l++)
        {
            var level = _levels[l];
            var own = new string?[level.Frequencies.Count];
            for (var id = 0; id < own.Length; id++)
            {
                if (level.Frequencies[id] < _least)
                    continue;
                own[id] = level.Keys is null ? _words[id] : string.Concat(shorter[(int)(level.Keys[id] >> 32)], " ", _words[(int)(uint)level.Keys[id]]);
                names.Add(own[id]!);
                places.Add((l, id));
            }

            shorter = own;
            level.Features = new int[own.Length];
            Array.Fill(level.Features, -1);
        }

        var features = names.ToArray();
        var sorted = places.ToArray();
        Array.Sort(features, sorted, StringComparer.Ordinal);
        var frequencies = new int[features.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            var level = _levels[sorted[i].Level];
            level.Features[sorted[i].Id] = i;
            frequencies[i] = level.Frequencies[sorted[i].Id];
        }

        return (features, frequencies);
    }

    /// <summary>Adds the features of one of the texts; only after <see cref="Keep"/>.</summary>
    public void FeaturesOf(int text, List<int> found)
    {
        var begin = text == 0 ? 0 : _ends[text - 1];
        foreach (var level in _levels)
        {
            for (var at = begin; at < _ends[text]; at++)
            {
                if (level.Ids[at] >= 0 && level.Features[level.Ids[at]] is >= 0 and var feature)
                    found.Add(feature);
            }
        }
    }

    private int[] Read(IEnumerable<string> texts, TextTokenizerKind tokenizer)
    {
        var tokens = new List<int>();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var text in texts)
        {
            var normal = TextTokenizer.Normalize(text);
            var position = 0;
            while (TextTokenizer.TryNext(tokenizer, normal, ref position, out var token))
            {
                if (!lookup.TryGetValue(token, out var id))
                {
                    id = _words.Count;
                    _words.Add(token.ToString());
                    ids.Add(_words[id], id);
                }

                tokens.Add(id);
            }

            _ends.Add(tokens.Count);
        }

        return [.. tokens];
    }

    // An n-gram can be frequent enough only if its beginning and its last word are.
    private Level Lengthen(Level shorter, int[] tokens, int n)
    {
        var ids = new Dictionary<ulong, int>();
        var longer = new Level([], new int[tokens.Length]);
        Array.Fill(longer.Ids, -1);
        var words = _levels[0].Frequencies;
        var begin = 0;
        foreach (var end in _ends)
        {
            for (var at = begin; at + n <= end; at++)
            {
                var first = shorter.Ids[at];
                var last = tokens[at + n - 1];
                if (first < 0 || shorter.Frequencies[first] < _least || words[last] < _least)
                    continue;
                var key = ((ulong)(uint)first << 32) | (uint)last;
                ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, key, out var known);
                if (!known)
                {
                    id = longer.Frequencies.Count;
                    longer.Keys!.Add(key);
                    longer.Frequencies.Add(0);
                }

                longer.Ids[at] = id;
            }

            begin = end;
        }

        Count(longer);
        return longer;
    }

    private void Count(Level level)
    {
        var frequencies = CollectionsMarshal.AsSpan(level.Frequencies);
        var last = new int[frequencies.Length];
        var begin = 0;
        for (var text = 0; text < _ends.Count; text++)
        {
            for (var at = begin; at < _ends[text]; at++)
            {
                var id = level.Ids[at];
                if (id < 0 || last[id] == text + 1)
                    continue;
                last[id] = text + 1;
                frequencies[id]++;
            }

            begin = _ends[text];
        }
    }

    /// <summary>The n-grams of one length: what each is made of, and which begins at each word of the texts (-1: none).</summary>
    private sealed class Level(List<ulong>? keys, int[] ids)
    {
        public List<ulong>? Keys { get; } = keys;

        public int[] Ids { get; } = ids;

        public List<int> Frequencies { get; } = [];

        public int[] Features { get; set; } = [];
    }
}
