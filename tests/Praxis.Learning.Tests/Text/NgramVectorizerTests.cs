using Praxis.Learning.Text;

namespace Praxis.Learning.Tests.Text;

public sealed class NgramVectorizerTests
{
    private static readonly string[] Texts = ["It's a TOP top, na\u00efve thing", "a \ud835\udc00\ud835\udc00 b", "", "the thing is a thing", "x  y\tx", "na\u00efve thing of THE top"];

    public static TheoryData<NgramOptions> Options =>
    [
        new NgramOptions(),
        new NgramOptions { MinNgram = 2, MaxNgram = 3, Tokenizer = TextTokenizerKind.Whitespace, Lowercase = false },
        new NgramOptions { MaxNgram = 0, MinCharacters = 2, MaxCharacters = 4 },
        new NgramOptions { MaxNgram = 1, Tokenizer = TextTokenizerKind.ShortWords, MinCharacters = 1, MaxCharacters = 3, CharactersWithinWords = false, SublinearTf = false },
        new NgramOptions { MaxNgram = 0, MinCharacters = 5, MaxCharacters = 6, UseIdf = false, Normalize = false, Binary = true },
        new NgramOptions { MaxNgram = 2, MinDocumentFrequency = 2, MinCharacters = 3, MaxCharacters = 5 },
        new NgramOptions { MaxNgram = 2, MinDocumentFrequency = 0.3, MaxDocumentFrequency = 0.5 },
        new NgramOptions { MaxNgram = 3, MaxFeatures = 7 },
    ];

    [Theory]
    [MemberData(nameof(Options))]
    public void Rows_are_what_the_definition_says(NgramOptions options)
    {
        var vectorizer = NgramVectorizer.Fit(Texts, options, out var rows);
        var counts = Texts.Select(text => Ngrams(text, options).CountBy(ngram => ngram).ToDictionary()).ToList();
        var frequencies = counts.SelectMany(own => own.Keys).CountBy(ngram => ngram).ToDictionary();
        var least = options.MinDocumentFrequency < 1 ? options.MinDocumentFrequency * Texts.Length : options.MinDocumentFrequency;
        var most = options.MaxDocumentFrequency <= 1 ? options.MaxDocumentFrequency * Texts.Length : options.MaxDocumentFrequency;
        var expected = frequencies.Where(pair => pair.Value >= least && pair.Value <= most).Select(pair => pair.Key).ToHashSet();
        if (options.MaxFeatures > 0)
        {
            Assert.Equal(options.MaxFeatures, vectorizer.ColumnCount);
            var totals = expected.ToDictionary(ngram => ngram, ngram => counts.Sum(own => own.GetValueOrDefault(ngram)));
            var kept = vectorizer.Features.Select(name => (name, false)).ToHashSet();
            Assert.True(kept.IsSubsetOf(expected));
            Assert.True(kept.Min(ngram => totals[ngram]) >= expected.Except(kept).Max(ngram => totals[ngram]));
            expected = kept;
        }

        var border = expected.Count(ngram => !ngram.IsCharacters);
        Assert.Equal(expected.OrderBy(ngram => ngram), vectorizer.Features.Select((name, column) => (name, column >= border)).OrderBy(ngram => ngram));
        for (var row = 0; row < Texts.Length; row++)
        {
            var own = new Dictionary<(string, bool), double>();
            foreach (var (ngram, count) in counts[row].Where(pair => expected.Contains(pair.Key)))
                own[ngram] = (options.Binary ? 1.0 : options.SublinearTf ? 1.0 + Math.Log(count) : count) * (options.UseIdf ? Math.Log(7.0 / (1.0 + frequencies[ngram])) + 1.0 : 1.0);
            Assert.Equal(own.Count, rows.Indices(row).Length);
            for (var i = 0; i < rows.Indices(row).Length; i++)
            {
                var column = rows.Indices(row)[i];
                var ngram = (vectorizer.Features[column], column >= border);
                var length = options.Normalize ? Math.Sqrt(own.Where(pair => pair.Key.Item2 == ngram.Item2).Sum(pair => pair.Value * pair.Value)) : 1.0;
                Assert.Equal(own[ngram] / length, rows.Values(row)[i], 5);
                Assert.True(i == 0 || rows.Indices(row)[i - 1] < column);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Fitting_and_transforming_give_the_same_rows_on_any_number_of_threads(NgramOptions options)
    {
        foreach (var bits in (int[])[0, 10])
        {
            var texts = Enumerable.Range(0, 700).Select(i => Texts[i % 6] + $" number{i % 97}").ToArray();
            var vectorizer = NgramVectorizer.Fit(texts, options with { HashBits = bits }, out var fitted);
            NgramVectorizer.Fit(texts, options with { HashBits = bits }, out var threaded, threads: 3);
            var rows = vectorizer.Transform(texts);
            Assert.Equal(rows.RowCount, fitted.RowCount);
            for (var row = 0; row < rows.RowCount; row++)
            {
                Assert.Equal(fitted.Indices(row), rows.Indices(row));
                Assert.Equal(fitted.Values(row), rows.Values(row));
                Assert.Equal(fitted.Indices(row), threaded.Indices(row));
                Assert.Equal(fitted.Values(row), threaded.Values(row));
            }
        }
    }

    [Fact]
    public void Long_texts_are_sorted_by_digits_as_by_comparing()
    {
        var random = new Praxis.Learning.Numerics.SplitMix64(2);
        foreach (var end in (int[])[1, 200, 256, 257, 70_000, 20_000_000])
        {
            var columns = Enumerable.Range(0, 300).Select(_ => random.Below(end)).ToArray();
            var sorted = columns.Order().ToArray();
            ColumnSort.Sort(columns, new float[300], end);
            Assert.Equal(sorted, columns);
        }
    }

    [Fact]
    public void Texts_without_words_have_empty_rows()
    {
        NgramVectorizer.Fit(["", "  ", "."], new NgramOptions(), out var rows);
        Assert.Equal((3, 0, 0), (rows.RowCount, rows.ColumnCount, rows.ValueCount));
        NgramVectorizer.Fit([], new NgramOptions { MaxCharacters = 3 }, out rows);
        Assert.Equal(0, rows.RowCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => NgramVectorizer.Fit([], new NgramOptions { MaxNgram = 0 }, out _));
    }

    // By the definitions, with strings.
    private static IEnumerable<(string Name, bool IsCharacters)> Ngrams(string text, NgramOptions options)
    {
        if (options.Lowercase)
            text = text.ToLowerInvariant();
        var words = new List<string>();
        for (var position = 0; TextTokenizer.TryNext(options.Tokenizer, text, ref position, out var word);)
            words.Add(word.ToString());
        for (var n = options.MinNgram; n <= options.MaxNgram; n++)
        {
            for (var at = 0; at + n <= words.Count; at++)
                yield return (string.Join(' ', words.Skip(at).Take(n)), false);
        }

        var blanks = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length > 0 && char.IsWhiteSpace(text[0]))
            blanks = " " + blanks;
        var runs = options.CharactersWithinWords ? blanks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(run => $" {run} ") : [blanks];
        foreach (var run in runs)
        {
            var runes = run.EnumerateRunes().Select(rune => rune.ToString()).ToList();
            for (var n = options.MinCharacters; n <= options.MaxCharacters; n++)
            {
                if (runes.Count <= n && options.CharactersWithinWords)
                {
                    yield return (string.Concat(runes), true);
                    break;
                }

                for (var at = 0; at + n <= runes.Count; at++)
                    yield return (string.Concat(runes.Skip(at).Take(n)), true);
            }
        }
    }
}
