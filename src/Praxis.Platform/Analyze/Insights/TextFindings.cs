using Praxis.Contracts.Analyze;
using Praxis.Data.Statistics;
using Praxis.Learning.Insights;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>What columns of texts are like and what is wrong with them.</summary>
internal static class TextFindings
{
    private static readonly string[] marks = ["</", "<br", "<p>", "<div", "<a ", "&amp;", "&lt;", "&gt;", "&nbsp;", "&quot;", "&#"];
    private static readonly string[] addresses = ["http://", "https://", "www."];

    public static (TextSummary Summary, IReadOnlyList<Insight> Insights) Of(SampledColumn column, SampledRows sampled, CancellationToken cancellationToken)
    {
        var (words, characters, totals) = (new List<int>(), new List<int>(), new long[4]);
        var (scripts, main) = (new long[Enum.GetValues<Script>().Length], new List<(long Row, int Script)>());
        var marked = new List<long>();
        var languages = new int[Enum.GetValues<Language>().Length];
        for (var i = 0; i < sampled.Rows.Count; i++)
        {
            if (i % 1024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (column.Texts[i] is not { } text)
                continue;
            var own = new long[scripts.Length];
            var counts = CharacterStatistics.Of(text, own);
            languages[(int)Languages.Of(text)]++;
            words.Add(counts.Words);
            characters.Add(counts.Characters);
            totals[0] += counts.Capital;
            totals[1] += counts.Lower;
            totals[2] += counts.Digit;
            totals[3] += counts.Special;
            var most = Array.IndexOf(own, own.Max());
            if (own[most] > 0)
                main.Add((sampled.Rows[i], most));
            for (var k = 0; k < own.Length; k++)
                scripts[k] += own[k];
            if (text.AsSpan().IndexOfAny('<', '&') >= 0 && marks.Any(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase)) || addresses.Any(address => text.Contains(address, StringComparison.Ordinal)))
                marked.Add(sampled.Rows[i]);
        }

        var groups = NearDuplicates.Find(column.Texts, cancellationToken);
        var all = Math.Max(1.0, characters.Sum(count => (long)count));
        var letters = Math.Max(1.0, scripts.Sum());
        var summary = new TextSummary
        {
            Column = column.Name,
            Texts = words.Count,
            Words = Spread(words),
            Characters = Spread(characters),
            Shares = (totals[0] / all, totals[1] / all, totals[2] / all, totals[3] / all),
            Scripts = [.. scripts.Index().Where(pair => pair.Item > 0).OrderByDescending(pair => pair.Item).Select(pair => (((Script)pair.Index).ToString(), pair.Item / letters))],
            Languages = [.. languages.Index().Where(pair => pair.Item > 0).OrderByDescending(pair => pair.Item).ThenBy(pair => pair.Index).Select(pair => (((Language)pair.Index).ToString(), pair.Item))],
            NearDuplicates = [.. groups.Take(50).Select(group => (IReadOnlyList<long>)[.. group.Take(RowSet.Most).Select(place => sampled.Rows[place])])],
            NearDuplicateTexts = groups.Sum(group => group.Count),
        };
        return (summary, [.. Found(column, sampled, groups, marked, main, scripts)]);
    }

    private static IEnumerable<Insight> Found(SampledColumn column, SampledRows sampled, IReadOnlyList<IReadOnlyList<int>> groups, List<long> marked, List<(long Row, int Script)> main, long[] scripts)
    {
        if (groups.Count > 0)
        {
            long[] rows = [.. groups.SelectMany(group => group).Order().Select(place => sampled.Rows[place])];
            var share = (double)rows.Length / sampled.Rows.Count;
            yield return new Insight
            {
                Kind = "near-duplicate-texts",
                Severity = share > 0.05 ? InsightSeverity.High : InsightSeverity.Medium,
                Column = column.Name,
                Finding = $"{Words.Count(rows.Length)} texts of {Words.Quoted(column.Name)} ({Words.Percent(share)} of the rows looked at) are nearly the same as another one, in {Words.Count(groups.Count, "group", "groups")}",
                Harm = "What is nearly the same in training and test rows makes a model look better than it is. The step takes out those that are equal to the letter.",
                Numbers = new Dictionary<string, double> { ["texts"] = rows.Length, ["groups"] = groups.Count, ["largest_group"] = groups[0].Count },
                RowCount = rows.Length,
                Rows = [.. rows.Take(RowSet.Most)],
                Step = column.Statistics.Missing == 0 && column.Statistics.Distinct < column.Statistics.Values ? RecipeLine.Columns("deduplicate", [column.Name]) : null,
            };
        }

        if (marked.Count > 0)
            yield return new Insight
            {
                Kind = "markup-in-text",
                Severity = InsightSeverity.Low,
                Column = column.Name,
                Finding = $"{Words.Count(marked.Count, "text", "texts")} of {Words.Quoted(column.Name)} {(marked.Count == 1 ? "has" : "have")} HTML or web addresses",
                Harm = "Tags and addresses become words that say nothing.",
                Numbers = new Dictionary<string, double> { ["texts"] = marked.Count },
                RowCount = marked.Count,
                Rows = [.. marked.Take(RowSet.Most)],
                Step = $"- clean_text: {{column: {RecipeLine.Text(column.Name)}, html: true, urls: true, whitespace: true}}",
            };
        var usual = Array.IndexOf(scripts, scripts.Max());
        var others = main.Where(pair => pair.Script != usual).Select(pair => pair.Row).ToList();
        if (others.Count > 0)
            yield return new Insight
            {
                Kind = "other-script",
                Severity = InsightSeverity.Low,
                Column = column.Name,
                Finding = $"{Words.Count(others.Count, "text", "texts")} of {Words.Quoted(column.Name)} {(others.Count == 1 ? "is" : "are")} not written in {(Script)usual} letters like the rest",
                Harm = "A model that has seen few texts of a language answers them at random.",
                Numbers = new Dictionary<string, double> { ["texts"] = others.Count },
                RowCount = others.Count,
                Rows = [.. others.Take(RowSet.Most)],
            };
    }

    private static (int Fewest, double Median, double Mean, int Most) Spread(List<int> counts)
    {
        if (counts.Count == 0)
            return default;
        counts.Sort();
        return (counts[0], (counts[(counts.Count - 1) / 2] + counts[counts.Count / 2]) / 2.0, counts.Average(), counts[^1]);
    }
}
