using System.Globalization;
using Praxis.Contracts.Analyze;
using Praxis.Data.Statistics;
using Praxis.Learning.Insights;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>How columns hang together: pairs, and columns of numbers together.</summary>
internal static class RelationFindings
{
    private const int MostColumns = 40;
    private const int MostCollinear = 200;
    private const int MostPairRows = 20_000;
    private const int MostCategories = 1000;

    /// <summary>All pairs among the first 40 columns of numbers and categories, the strongest first.</summary>
    public static IReadOnlyList<AssociatedPair> Pairs(SampledRows sampled, CancellationToken cancellationToken)
    {
        int[] places = sampled.Rows.Count <= MostPairRows ? [.. Enumerable.Range(0, sampled.Rows.Count)] : [.. Enumerable.Range(0, MostPairRows).Select(i => (int)((long)i * sampled.Rows.Count / MostPairRows))];
        var columns = sampled.Columns
            .Where(column => column.Statistics.Distinct > 1 && !ColumnFindings.IsId(column.Statistics) && (column.Kind == ColumnKind.Numeric || (column.Kind is ColumnKind.Binary or ColumnKind.Categorical && column.Statistics.Distinct <= MostCategories)))
            .Take(MostColumns)
            .Select(column =>
            {
                var numbers = column.Kind == ColumnKind.Numeric ? Array.ConvertAll(places, place => column.Numbers[place]) : AsNumbers(column, places);
                return (column.Name, Numbers: numbers, Ranks: numbers is null ? null : Ranks(numbers), Codes: numbers is null ? ModelSample.Codes(column, places) : null);
            })
            .ToList();
        var pairs = new List<AssociatedPair>();
        for (var i = 0; i < columns.Count; i++)
            for (var j = i + 1; j < columns.Count; j++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (a, b) = (columns[i], columns[j]);
                var (measure, value, spearman) = (a.Numbers, b.Numbers) switch
                {
                    ({ } x, { } y) => ("pearson", Association.Pearson(x, y), Association.Pearson(a.Ranks!, b.Ranks!)),
                    (null, null) => ("cramers-v", Association.CramersV(a.Codes!, b.Codes!), null),
                    (null, { } y) => ("correlation-ratio", Association.CorrelationRatio(a.Codes!, y), null),
                    ({ } x, null) => ("correlation-ratio", Association.CorrelationRatio(b.Codes!, x), null),
                };
                if (value is { } own)
                    pairs.Add(new AssociatedPair(a.Name, b.Name, measure, own, spearman));
            }

        return [.. pairs.OrderByDescending(pair => Math.Max(Math.Abs(pair.Value), Math.Abs(pair.Spearman ?? 0)))];
    }

    /// <summary>Columns of numbers, two-valued ones too, the target left out; null where there are fewer than two.</summary>
    public static CollinearColumns? Together(SampledRows sampled, string? target)
    {
        int[] places = [.. Enumerable.Range(0, sampled.Rows.Count)];
        var columns = sampled.Columns.Where(column => column.Name != target && column.Statistics.Distinct > 1 && !ColumnFindings.IsId(column.Statistics) && column.Kind is ColumnKind.Numeric or ColumnKind.Binary)
            .Select(column => (column.Name, Numbers: column.Kind == ColumnKind.Numeric ? column.Numbers : AsNumbers(column, places)))
            .Where(column => column.Numbers is not null && column.Numbers.Where(double.IsFinite).Distinct().Take(2).Count() == 2)
            .Take(MostCollinear)
            .ToList();
        return Collinearity.Of([.. columns.Select(column => column.Numbers!)]) is { } measures ? new CollinearColumns([.. columns.Select(column => column.Name)], measures) : null;
    }

    public static IEnumerable<Insight> Of(IReadOnlyList<AssociatedPair> pairs, CollinearColumns? together, string? target)
    {
        foreach (var pair in pairs.Where(pair => target is not null && (pair.First == target || pair.Second == target) && pair.Measure == "pearson" && Math.Abs(pair.Value) > 0.95))
        {
            var other = pair.First == target ? pair.Second : pair.First;
            yield return new Insight
            {
                Kind = "target-correlation",
                Severity = InsightSeverity.High,
                Column = other,
                Finding = $"{Words.Quoted(other)} and the target move together (correlation {Words.Number(pair.Value)})",
                Harm = "It probably is the target in other words, and is not known when a model has to answer.",
                Numbers = new Dictionary<string, double> { ["pearson"] = pair.Value },
                Step = RecipeLine.Columns("drop", [other]),
            };
        }

        foreach (var pair in pairs.Where(pair => pair.First != target && pair.Second != target && Math.Max(Math.Abs(pair.Value), Math.Abs(pair.Spearman ?? 0)) > 0.95).Take(50))
            yield return new Insight
            {
                Kind = "associated-columns",
                Severity = InsightSeverity.Low,
                Column = pair.Second,
                Finding = $"{Words.Quoted(pair.Second)} hardly says more than {Words.Quoted(pair.First)} ({pair.Measure} {Words.Number(pair.Value)}{(pair.Spearman is { } rank ? $", Spearman {Words.Number(rank)}" : "")})",
                Harm = "Two columns that say the same share their weight, and importance is told of either at random.",
                Numbers = new Dictionary<string, double> { [pair.Measure] = pair.Value },
            };
        if (together is null)
            yield break;
        var high = together.Columns.Zip(together.Measures.Vif).Where(pair => pair.Second > 5).OrderByDescending(pair => pair.Second).ToList();
        foreach (var (column, vif) in high)
            yield return new Insight
            {
                Kind = "multicollinearity",
                Severity = InsightSeverity.Medium,
                Column = column,
                Finding = $"{Words.Quoted(column)} follows from the other columns of numbers: variance inflation {(vif > 50 ? "above 50" : Words.Number(vif))}",
                Harm = "The weights of a linear model become large, of opposite sign, and change with every sample.",
                Numbers = new Dictionary<string, double> { ["vif"] = vif },
                Step = column == high[0].First ? RecipeLine.Columns("drop", [column]) : null,
            };
    }

    private static double[]? AsNumbers(SampledColumn column, int[] places)
    {
        if (column.Kind != ColumnKind.Binary || column.Statistics.Scores.Numeric < 1)
            return null;
        return Array.ConvertAll(places, place => double.TryParse(column.Texts[place], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN);
    }

    // Ranks among the column's own values; a missing one has none.
    private static double[] Ranks(double[] numbers)
    {
        int[] whole = [.. Enumerable.Range(0, numbers.Length).Where(i => !double.IsNaN(numbers[i]))];
        var ranks = new double[numbers.Length];
        Array.Fill(ranks, double.NaN);
        foreach (var (i, rank) in whole.Zip(Association.Ranks(Array.ConvertAll(whole, i => numbers[i]))))
            ranks[i] = rank;
        return ranks;
    }
}
