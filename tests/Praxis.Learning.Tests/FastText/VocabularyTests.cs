using System.Text;
using Praxis.Learning.FastText;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.Tests.FastText;

/// <summary>The dictionary of a text that has more words than the original can hold (fasttext.md 3.2, step 2).</summary>
public sealed class VocabularyTests
{
    private const string Prefix = "__label__";

    [Fact]
    public void Beyond_the_limit_rare_entries_are_dropped_and_begin_again()
    {
        // Three entries are too many at 'c': least 2 keeps a. 'b' begins again, 'd' is one too many: least 3 keeps a alone, and b once more at the end.
        Assert.Equal(["a 3", "b 1"], Entries("a a b c a b d b", mostEntries: 2));
        Assert.Equal(["a 3", "b 3", "c 1", "d 1"], Entries("a a b c a b d b", mostEntries: 4));
    }

    [Fact]
    public void A_token_that_is_known_drops_too_while_there_are_too_many()
    {
        // At 'c' none of three reaches 2 but a and b, which are two: held. At 'd' least 3 leaves nothing.
        Assert.Equal(["a 1"], Entries("a a b b c d a", mostEntries: 2));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(90)]
    [InlineData(250)]
    [InlineData(1_000_000)]
    public void Entries_counts_and_order_are_those_of_the_rule(int mostEntries)
    {
        var random = new Random(5);
        var text = new StringBuilder();
        for (var i = 0; i < 4_000; i++)
            text.Append(i % 23 == 0 ? $"{Prefix}{random.Next(12)} " : $"w{(int)Math.Pow(random.Next(1, 1000), random.NextDouble() * 1.2)} ").Append(i % 11 == 0 ? "\n" : "");
        Assert.Equal(Rule(text.ToString(), mostEntries), Entries(text.ToString(), mostEntries));
    }

    private static List<string> Entries(string text, int mostEntries)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var tokens = TextTokens.Read(stream, TestContext.Current.CancellationToken);
        var vocabulary = new Vocabulary(tokens, Prefix, mostEntries);
        vocabulary.Cut(1, 0);
        var dictionary = vocabulary.Build();
        Assert.Equal(tokens.Ids.Count, dictionary.Tokens);
        return [.. Enumerable.Range(0, dictionary.Count).Select(id => $"{Encoding.UTF8.GetString(dictionary.Text(id))} {dictionary.Counts[id]}")];
    }

    // The rule as it is written, over strings.
    private static List<string> Rule(string text, int mostEntries)
    {
        var (names, counts, threshold) = (new List<string>(), new Dictionary<string, long>(), 1L);
        void Threshold(long least)
        {
            var order = names.Select((name, i) => new WordOrder(counts[name], i, name.StartsWith(Prefix, StringComparison.Ordinal))).ToArray();
            IntroSort.Sort(order);
            var (kept, dropped) = (order.Where(entry => entry.Count >= least).Select(entry => names[entry.Id]).ToList(), order.Where(entry => entry.Count < least).Select(entry => names[entry.Id]).ToList());
            names = kept;
            dropped.ForEach(name => counts.Remove(name));
        }

        foreach (var line in text.Split('\n').Select((line, i) => (line, i)))
        {
            var words = line.line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
            if (line.i < text.Count(c => c == '\n'))
                words.Add("</s>");
            foreach (var word in words)
            {
                if (!counts.TryAdd(word, 1))
                    counts[word]++;
                else
                    names.Add(word);
                if (names.Count > mostEntries)
                    Threshold(++threshold);
            }
        }

        Threshold(1);
        return [.. names.Select(name => $"{name} {counts[name]}")];
    }
}
