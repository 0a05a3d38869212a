using System.Runtime.InteropServices;
using Praxis.Contracts.Foundation;
using Praxis.Learning.Linear;
using Praxis.Learning.Numerics;

namespace Praxis.Learning.Text;

/// <summary>Turns texts into rows of weighed n-grams of words, of characters, or both side by side. Immutable; safe for use by many threads at once.</summary>
public sealed class NgramVectorizer
{
    /// <summary>The longest n-gram there can be.</summary>
    public const int LongestNgram = 16;

    private readonly NgramBlock[] _blocks;
    private readonly float[] _idf;
    private readonly int _border;
    private readonly Lazy<string[]> _features;

    internal NgramVectorizer(NgramOptions options, NgramBlock[] blocks, float[] idf, int border)
    {
        Options = options;
        _blocks = blocks;
        _idf = idf;
        _border = border;
        _features = new(() =>
        {
            if (Options.HashBits > 0)
                return [];
            var names = new string[_idf.Length];
            foreach (var block in _blocks)
                block.Name(names);
            return names;
        });
    }

    /// <summary>What is counted and how it is weighed.</summary>
    public NgramOptions Options { get; }

    /// <summary>How many columns its rows have.</summary>
    public int ColumnCount => _idf.Length;

    /// <summary>The n-gram of each column; none where n-grams are hashed.</summary>
    public IReadOnlyList<string> Features => _features.Value;

    /// <summary>The inverse document frequency of each column; 1 where <see cref="NgramOptions.UseIdf"/> is off.</summary>
    public IReadOnlyList<float> Idf => _idf;

    /// <summary>Learns the features of texts and gives the texts' rows, reading each text once. The same texts give the same rows on any number of threads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="UserException">There are more n-grams than a matrix can hold.</exception>
    public static NgramVectorizer Fit(IEnumerable<string> texts, NgramOptions options, out SparseRows rows, int threads = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        Check(options);
        try
        {
            return options.HashBits > 0 ? HashedNgrams.Fit(texts, options, out rows, threads, cancellationToken) : FitVocabulary(texts, options, out rows, threads, cancellationToken);
        }
        catch (OverflowException e)
        {
            throw new UserException(
                new Problem
                {
                    Type = "too-many-ngrams",
                    Found = "The training texts have more than 2147483647 n-grams",
                    Remedy = "Lower ngram_max or char_max, or train with streaming=true and hash_bits=20",
                },
                e);
        }
    }

    /// <summary>The rows of texts; n-grams that are no features are left out.</summary>
    public SparseRows Transform(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var starts = new List<int> { 0 };
        var (indices, values) = (new List<int>(), new List<float>());
        var row = new NgramRow();
        foreach (var text in texts)
        {
            Transform(text, row);
            indices.AddRange(row.Indices);
            values.AddRange(row.Values);
            starts.Add(indices.Count);
        }

        return new SparseRows(ColumnCount, [.. starts], [.. indices], [.. values]);
    }

    /// <summary>Puts one text's row into <paramref name="row"/>, which a thread may use again and again.</summary>
    public void Transform(string text, NgramRow row)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(row);
        var normal = TextTokenizer.Normalize(text, Options.Lowercase, ref row.Buffer);
        row.Found.Clear();
        if (Options.HashBits > 0)
            HashedNgrams.Collect(normal, Options, row.Found);
        foreach (var block in _blocks)
            block.Collect(Options, normal, row.Symbols, row.Found);
        row.Weigh(_idf, _border, Options);
    }

    internal void Save(ByteWriter writer)
    {
        writer.Write(_idf.Length);
        writer.Write(_border);
        writer.Write<float>(_idf);
        writer.Write(_blocks.Length);
        foreach (var block in _blocks)
            block.Save(writer);
    }

    /// <exception cref="FormatException">The bytes are none that <see cref="Save"/> wrote.</exception>
    internal static NgramVectorizer Load(NgramOptions options, ref ByteReader reader)
    {
        var columns = reader.Count(sizeof(float));
        var border = reader.Number(0, columns);
        var idf = reader.Read<float>(columns).ToArray();
        foreach (var value in idf)
        {
            if (!float.IsFinite(value) || value <= 0)
                throw new FormatException("an idf is no positive number");
        }

        var blocks = new NgramBlock[reader.Number(0, 2)];
        if (options.HashBits > 0 ? blocks.Length > 0 || columns != 1 << options.HashBits : blocks.Length == 0)
            throw new FormatException("its n-grams do not fit its options");
        var isTaken = new bool[columns];
        for (var i = 0; i < blocks.Length; i++)
            blocks[i] = NgramBlock.Load(ref reader, isTaken);
        if (blocks.Length > 0 && isTaken.Contains(false))
            throw new FormatException("a column has no n-gram");
        return new NgramVectorizer(options, blocks, idf, border);
    }

    /// <summary>Makes the rows of all texts, each where its n-grams fit however many are alike, and then moves them together.</summary>
    internal SparseRows Rows(int texts, Func<int, int> mostOf, Func<int, Memory<int>, int> collect, int threads, CancellationToken cancellationToken)
    {
        var room = new int[texts + 1];
        for (var text = 0; text < texts; text++)
            room[text + 1] = checked(room[text] + mostOf(text));
        var (indices, values, counts) = (new int[room[texts]], new float[room[texts]], new int[texts]);
        const int Chunk = 256;
        FixedChunks.For(threads, (texts + Chunk - 1) / Chunk, chunk =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var text = chunk * Chunk; text < Math.Min(texts, (chunk + 1) * Chunk); text++)
            {
                var found = collect(text, indices.AsMemory(room[text], room[text + 1] - room[text]));
                counts[text] = TermWeighing.Weigh(indices.AsSpan(room[text], found), values.AsSpan(room[text], found), _idf, _border, Options);
            }
        });
        var starts = new int[texts + 1];
        for (var text = 0; text < texts; text++)
        {
            starts[text + 1] = starts[text] + counts[text];
            indices.AsSpan(room[text], counts[text]).CopyTo(indices.AsSpan(starts[text]));
            values.AsSpan(room[text], counts[text]).CopyTo(values.AsSpan(starts[text]));
        }

        if (starts[texts] < room[texts] / 4 * 3)
        {
            Array.Resize(ref indices, starts[texts]);
            Array.Resize(ref values, starts[texts]);
        }

        return new SparseRows(ColumnCount, starts, indices, values);
    }

    private static NgramVectorizer FitVocabulary(IEnumerable<string> texts, NgramOptions options, out SparseRows rows, int threads, CancellationToken cancellationToken)
    {
        var blocks = new List<CountedBlock>();
        if (options.MaxNgram > 0)
            blocks.Add(new CountedBlock(NgramSymbols.Words, options));
        if (options.MaxCharacters > 0)
            blocks.Add(new CountedBlock(options.CharactersWithinWords ? NgramSymbols.CharactersWithinWords : NgramSymbols.Characters, options));
        var count = 0;
        var buffer = Array.Empty<char>();
        foreach (var text in texts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var normal = TextTokenizer.Normalize(text, options.Lowercase, ref buffer);
            foreach (var block in blocks)
                block.Read(normal);
            count++;
        }


        var (least, most) = Limits(options, count);
        foreach (var block in blocks)
            block.Count(least, threads, cancellationToken);
        LargeGarbage.Collect(blocks.Sum(block => block.Dropped));

        var columnOf = Choose(blocks, least, most, options.MaxFeatures, out var frequencies, out var border);
        var built = blocks.Select((block, i) => block.Build(columnOf[i])).ToArray();
        var vectorizer = new NgramVectorizer(options, built, TermWeighing.Idf(frequencies, count, options.UseIdf), border);

        rows = vectorizer.Rows(count, text => blocks.Sum(block => block.MostOf(text)), (text, found) =>
        {
            var to = 0;
            foreach (var block in blocks)
                to += block.Collect(text, found.Span[to..]);
            return to;
        }, threads, cancellationToken);
        return vectorizer;
    }

    private static void Check(NgramOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.CountsSomething)
            throw new ArgumentOutOfRangeException(nameof(options), options, "the options count nothing, or one is out of range");
    }

    private static (int Least, int Most) Limits(NgramOptions options, int texts)
    {
        var least = options.MinDocumentFrequency < 1 ? Math.Ceiling(options.MinDocumentFrequency * texts) : options.MinDocumentFrequency;
        var most = options.MaxDocumentFrequency <= 1 ? Math.Floor(options.MaxDocumentFrequency * texts) : options.MaxDocumentFrequency;
        return ((int)Math.Clamp(least, 1, int.MaxValue), (int)Math.Clamp(most, 0, int.MaxValue));
    }

    // Gives each n-gram that is frequent enough, and not too frequent, a column; in the order of the n-grams.
    private static int[][] Choose(List<CountedBlock> blocks, int least, int most, int maxFeatures, out int[] frequencies, out int border)
    {
        var columnOf = blocks.Select(block => Array.ConvertAll(block.Frequencies, frequency => frequency >= least && frequency <= most ? 0 : -1)).ToArray();
        if (maxFeatures > 0)
            KeepMostOften(blocks, columnOf, maxFeatures);
        var kept = new List<int>();
        border = 0;
        for (var i = 0; i < blocks.Count; i++)
        {
            for (var gram = 0; gram < columnOf[i].Length; gram++)
            {
                if (columnOf[i][gram] < 0)
                    continue;
                columnOf[i][gram] = kept.Count;
                kept.Add(blocks[i].Frequencies[gram]);
            }

            border = i == 0 ? kept.Count : border;
        }

        frequencies = [.. kept];
        return columnOf;
    }

    private static void KeepMostOften(List<CountedBlock> blocks, int[][] columnOf, int maxFeatures)
    {
        var all = new List<(long Total, int Block, int Gram)>();
        for (var i = 0; i < blocks.Count; i++)
        {
            var totals = blocks[i].Totals();
            for (var gram = 0; gram < totals.Length; gram++)
            {
                if (columnOf[i][gram] >= 0)
                    all.Add((-totals[gram], i, gram));
            }
        }

        all.Sort();
        foreach (var (_, block, gram) in CollectionsMarshal.AsSpan(all)[Math.Min(maxFeatures, all.Count)..])
            columnOf[block][gram] = -1;
    }
}
