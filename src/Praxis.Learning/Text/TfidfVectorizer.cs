using System.Runtime.InteropServices;

namespace Praxis.Learning.Text;

/// <summary>Turns texts into rows of tf-idf weights of length 1. Immutable; safe for use by many threads at once.</summary>
public sealed class TfidfVectorizer
{
    private readonly string[] _features;
    private readonly double[] _idf;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _words;

    // An n-gram of two words and more: the feature of all but its last word, and that of its last word. Both exist, since
    // neither can occur in fewer texts than the n-gram.
    private readonly Dictionary<ulong, int> _ngrams = [];

    /// <summary>Takes features sorted ordinally, without doubles; an n-gram's beginning and each of its words are features too.</summary>
    /// <exception cref="FormatException">The features are not so.</exception>
    internal TfidfVectorizer(TfidfOptions options, string[] features, double[] idf)
    {
        Options = options;
        _features = features;
        _idf = idf;
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        _words = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var lengths = new byte[features.Length];
        for (var i = 0; i < features.Length; i++)
        {
            if (i > 0 && string.CompareOrdinal(features[i - 1], features[i]) >= 0)
                throw new FormatException("the features are not sorted");
            var length = features[i].AsSpan().Count(' ') + 1;
            if (length > options.MaxNgram)
                throw new FormatException("a feature has too many words");
            lengths[i] = (byte)length;
            if (length == 1)
                words.Add(features[i], i);
        }

        for (var n = 2; n <= options.MaxNgram; n++)
        {
            for (var i = 0; i < features.Length; i++)
            {
                if (lengths[i] == n)
                    AddNgram(features[i], i);
            }
        }
    }

    /// <summary>What is counted and how it is weighed.</summary>
    public TfidfOptions Options { get; }

    /// <summary>The words and n-grams, sorted ordinally; a column each.</summary>
    public IReadOnlyList<string> Features => _features;

    /// <summary>The inverse document frequency of each feature; 1 where <see cref="TfidfOptions.UseIdf"/> is off.</summary>
    public IReadOnlyList<double> Idf => _idf;

    /// <summary>Learns the features of texts.</summary>
    public static TfidfVectorizer Fit(IEnumerable<string> texts, TfidfOptions options) => Fit(texts, options, out _);

    /// <summary>Learns the features of texts and gives the texts' rows, reading each text once.</summary>
    public static TfidfVectorizer Fit(IEnumerable<string> texts, TfidfOptions options, out SparseRows rows)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxNgram, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxNgram, byte.MaxValue);
        var counts = new NgramCounts(texts, options);
        var (features, frequencies) = counts.Keep();
        var idf = new double[features.Length];
        for (var i = 0; i < idf.Length; i++)
            idf[i] = options.UseIdf ? Math.Log((1.0 + counts.TextCount) / (1.0 + frequencies[i])) + 1.0 : 1.0;
        var vectorizer = new TfidfVectorizer(options, features, idf);
        var builder = new RowBuilder(vectorizer);
        var found = new List<int>();
        for (var text = 0; text < counts.TextCount; text++)
        {
            found.Clear();
            counts.FeaturesOf(text, found);
            builder.Add(found);
        }

        rows = builder.Build();
        return vectorizer;
    }

    /// <summary>The rows of texts; n-grams that are no features are left out.</summary>
    public SparseRows Transform(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var builder = new RowBuilder(this);
        var found = new List<int>();
        foreach (var text in texts)
        {
            found.Clear();
            FeaturesOf(text, found);
            builder.Add(found);
        }

        return builder.Build();
    }

    /// <summary>Puts the row of one text into the lists, which are emptied first.</summary>
    internal void Transform(string text, List<int> indices, List<float> values)
    {
        indices.Clear();
        FeaturesOf(text, indices);
        CollectionsMarshal.SetCount(values, indices.Count);
        CollectionsMarshal.SetCount(indices, Weigh(CollectionsMarshal.AsSpan(indices), CollectionsMarshal.AsSpan(values)));
        CollectionsMarshal.SetCount(values, indices.Count);
    }

    private void AddNgram(ReadOnlySpan<char> ngram, int feature)
    {
        var begin = -1;
        while (true)
        {
            var blank = ngram.IndexOf(' ');
            if (!_words.TryGetValue(blank < 0 ? ngram : ngram[..blank], out var word))
                throw new FormatException("a feature has a word that is no feature");
            var key = Key(begin, word);
            if (blank < 0)
            {
                _ngrams.Add(key, feature);
                return;
            }

            if (begin < 0)
                begin = word;
            else if (!_ngrams.TryGetValue(key, out begin))
                throw new FormatException("a feature's beginning is no feature");
            ngram = ngram[(blank + 1)..];
        }
    }

    private static ulong Key(int begin, int word) => ((ulong)(uint)begin << 32) | (uint)word;

    private void FeaturesOf(string text, List<int> found)
    {
        var most = Options.MaxNgram - 1;
        Span<int> open = stackalloc int[most]; // the features that end at the last word, by length
        open.Fill(-1);
        var normal = TextTokenizer.Normalize(text);
        var position = 0;
        while (TextTokenizer.TryNext(Options.Tokenizer, normal, ref position, out var token))
        {
            if (!_words.TryGetValue(token, out var word))
            {
                open.Fill(-1);
                continue;
            }

            found.Add(word);
            for (var n = most - 1; n >= 0; n--)
            {
                var longer = open[n] >= 0 && _ngrams.TryGetValue(Key(open[n], word), out var feature) ? feature : -1;
                if (longer >= 0)
                    found.Add(longer);
                if (n + 1 < most)
                    open[n + 1] = longer;
            }

            if (most > 0)
                open[0] = word;
        }
    }

    // Sorts the features and leaves each once, with its weight; gives how many are left.
    private int Weigh(Span<int> features, Span<float> values)
    {
        features.Sort();
        var count = 0;
        var squares = 0.0;
        for (var i = 0; i < features.Length;)
        {
            var feature = features[i];
            var begin = i;
            while (i < features.Length && features[i] == feature)
                i++;
            double tf = i - begin;
            if (Options.SublinearTf && tf > 1)
                tf = 1.0 + Math.Log(tf);
            var value = tf * _idf[feature];
            squares += value * value;
            features[count] = feature;
            values[count++] = (float)value;
        }

        var norm = Math.Sqrt(squares);
        for (var i = 0; i < count; i++)
            values[i] = (float)(values[i] / norm);
        return count;
    }

    private sealed class RowBuilder(TfidfVectorizer vectorizer)
    {
        private readonly List<int> _starts = [0];
        private readonly List<int> _indices = [];
        private readonly List<float> _values = [];

        public void Add(List<int> found)
        {
            var at = _values.Count;
            CollectionsMarshal.SetCount(_values, at + found.Count);
            var features = CollectionsMarshal.AsSpan(found);
            var count = vectorizer.Weigh(features, CollectionsMarshal.AsSpan(_values)[at..]);
            CollectionsMarshal.SetCount(_values, at + count);
            _indices.AddRange(features[..count]);
            _starts.Add(_indices.Count);
        }

        public SparseRows Build() => new(vectorizer._features.Length, [.. _starts], [.. _indices], [.. _values]);
    }
}
