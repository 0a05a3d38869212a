using Praxis.Contracts.Analyze;
using Praxis.Data.Statistics;
using Praxis.Data.Tables;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>Compares a second table with the first: columns, kinds, missing values, distributions, and rows that both have.</summary>
public static class TableComparer
{
    private const int MostCategories = 2000;
    private const int SampleRows = 100_000;

    // exp(-2 d² n m / (n + m)) × 2 is below 1/1000 from here on (N. V. Smirnov, 1948).
    private const double Thousandth = 1.949;

    /// <summary>Compares.</summary>
    /// <param name="first">The report of the first table.</param>
    /// <param name="firstTable">Its rows.</param>
    /// <param name="secondTable">The rows of the second.</param>
    /// <param name="source">What the second is called.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static TableComparison Run(InsightsReport first, TableView firstTable, TableView secondTable, string source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(firstTable);
        ArgumentNullException.ThrowIfNull(secondTable);
        var (statistics, others) = (new TableStatistics(firstTable), new TableStatistics(secondTable));
        var second = others.Columns(cancellationToken).ToDictionary(column => column.Name, StringComparer.Ordinal);
        var known = first.Columns.Where(column => second.ContainsKey(column.Name)).ToList();
        var numeric = known.Where(column => column.Kind == ColumnKind.Numeric && second[column.Name].Kind == ColumnKind.Numeric).ToList();
        var samples = numeric.Count == 0 ? null : new Dictionary<string, (IReadOnlyList<double> A, IReadOnlyList<double> B)>(StringComparer.Ordinal);
        if (samples is not null)
        {
            var (a, b) = (statistics.Sample(numeric, SampleRows, first.Question.Seed, cancellationToken), others.Sample([.. numeric.Select(column => second[column.Name])], SampleRows, first.Question.Seed, cancellationToken));
            foreach (var (own, other) in a.Columns.Zip(b.Columns))
                samples[own.Name] = (own.Numbers, other.Numbers);
        }

        var columns = new List<ColumnComparison>();
        foreach (var column in first.Columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var other = second.GetValueOrDefault(column.Name);
            var comparison = new ColumnComparison { Column = column.Name, First = column, Second = other };
            columns.Add(samples is not null && samples.TryGetValue(column.Name, out var numbers) ? Numbers(comparison, numbers.A, numbers.B)
                : other is not null && IsCategory(column) && IsCategory(other) ? Categories(comparison, statistics.Counts(column.Name, MostCategories), others.Counts(column.Name, MostCategories))
                : comparison);
        }

        columns.AddRange(secondTable.Columns.Where(name => first.Columns.All(column => column.Name != name)).Select(name => new ColumnComparison { Column = name, First = null, Second = second[name] }));
        string[] shared = [.. known.Where(column => !ColumnFindings.IsId(column)).Select(column => column.Name)];
        var seen = shared.Length < 2 ? [] : statistics.RowHashes(shared).Select(row => row.Hash).ToHashSet();
        var common = seen.Count == 0 ? RowSet.None : RowSet.Of([.. others.RowHashes(shared).Where(row => seen.Contains(row.Hash)).Select(row => row.Row)]);
        return new TableComparison(source, secondTable.Rows, columns, common, [.. Findings(columns, common, secondTable.Rows, source).OrderByDescending(insight => insight.Severity)]);
    }

    private static bool IsCategory(ColumnStatistics column) => column.Distinct is > 0 and <= MostCategories && column.Kind is ColumnKind.Binary or ColumnKind.Categorical or ColumnKind.Numeric && column.Distinct <= MostCategories;

    private static ColumnComparison Numbers(ColumnComparison comparison, IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double[] a = [.. first.Where(double.IsFinite).Order()], b = [.. second.Where(double.IsFinite).Order()];
        if (a.Length == 0 || b.Length == 0)
            return comparison;
        var (i, j, gap) = (0, 0, 0.0);
        while (i < a.Length && j < b.Length)
        {
            var value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= value)
                i++;
            while (j < b.Length && b[j] <= value)
                j++;
            gap = Math.Max(gap, Math.Abs((double)i / a.Length - (double)j / b.Length));
        }

        return comparison with { Distance = gap, Chance = Thousandth * Math.Sqrt(((double)a.Length + b.Length) / a.Length / b.Length) };
    }

    private static ColumnComparison Categories(ColumnComparison comparison, IReadOnlyList<ValueCount> first, IReadOnlyList<ValueCount> second)
    {
        var (a, b) = (first.ToDictionary(value => value.Value, value => value.Rows, StringComparer.Ordinal), second.ToDictionary(value => value.Value, value => value.Rows, StringComparer.Ordinal));
        double n = a.Values.Sum(), m = b.Values.Sum();
        var keys = a.Keys.Union(b.Keys).ToList();
        var distance = keys.Sum(key => Math.Abs(a.GetValueOrDefault(key) / n - b.GetValueOrDefault(key) / m)) / 2;

        // The mean of the summed gaps of equal tables, by the normal approximation of each share, and three deviations more.
        var (mean, variance) = (0.0, 0.0);
        foreach (var key in keys)
        {
            var share = (a.GetValueOrDefault(key) + b.GetValueOrDefault(key)) / (n + m);
            var own = share * (1 - share) * (1 / n + 1 / m);
            mean += Math.Sqrt(own * 2 / Math.PI) / 2;
            variance += own * (1 - 2 / Math.PI) / 4;
        }

        return comparison with { Distance = distance, Chance = mean + 3.1 * Math.Sqrt(variance), NewValues = [.. second.Where(value => !a.ContainsKey(value.Value)).Take(20).Select(value => value.Value)] };
    }

    private static IEnumerable<Insight> Findings(List<ColumnComparison> columns, RowSet common, long rows, string source)
    {
        var name = Words.Quoted(source);
        if (common.Count > 0)
            yield return new Insight
            {
                Kind = "rows-in-both",
                Severity = (double)common.Count / rows > 0.05 ? InsightSeverity.High : InsightSeverity.Medium,
                Finding = $"{Words.Count(common.Count, "row", "rows")} of {name} ({Words.Percent((double)common.Count / rows)}) {(common.Count == 1 ? "stands" : "stand")} in the first table too",
                Harm = "If one is for training and the other for testing, the test repeats what was learned.",
                Numbers = new Dictionary<string, double> { ["rows"] = common.Count },
                RowCount = common.Count,
                Rows = common.First,
            };
        foreach (var column in columns)
        {
            var quoted = Words.Quoted(column.Column);
            if (column.Second is not { } b || column.First is not { } a)
            {
                yield return new Insight
                {
                    Kind = column.First is null ? "new-column" : "lost-column",
                    Severity = column.First is null ? InsightSeverity.Low : InsightSeverity.High,
                    Column = column.Column,
                    Finding = $"{quoted} is {(column.First is null ? "new in" : "not in")} {name}",
                    Harm = column.First is null ? "A model that was trained without it ignores it." : "A model that was trained with it cannot answer.",
                };
                continue;
            }

            if (a.Kind != b.Kind)
                yield return new Insight
                {
                    Kind = "kind-changed",
                    Severity = InsightSeverity.Medium,
                    Column = column.Column,
                    Finding = $"{quoted} was {InsightsPage.Kind(a.Kind)} and is {InsightsPage.Kind(b.Kind)} in {name}",
                    Harm = "The same column is read in two ways.",
                };
            var (before, after) = ((double)a.Missing / Math.Max(1, a.Rows), (double)b.Missing / Math.Max(1, b.Rows));
            if (Math.Abs(after - before) > 0.05)
                yield return new Insight
                {
                    Kind = "missing-changed",
                    Severity = InsightSeverity.Medium,
                    Column = column.Column,
                    Finding = $"{quoted} is missing in {Words.Percent(after)} of {name}, before in {Words.Percent(before)}",
                    Harm = "Something that filled the column has changed.",
                    Numbers = new Dictionary<string, double> { ["before"] = before, ["after"] = after },
                };
            if (column.NewValues.Count > 0)
                yield return new Insight
                {
                    Kind = "new-values",
                    Severity = InsightSeverity.Medium,
                    Column = column.Column,
                    Finding = $"{quoted} has {(column.NewValues.Count >= 20 ? "20 values or more" : Words.Count(column.NewValues.Count, "value", "values"))} in {name} that were not there before: {Words.List(column.NewValues, 3)}",
                    Harm = "A model treats them as unknown.",
                    Examples = column.NewValues,
                };
            if (column is { Distance: { } distance, Chance: { } chance } && distance > Math.Max(chance, 0.02))
                yield return new Insight
                {
                    Kind = "distribution-changed",
                    Severity = distance > 0.2 ? InsightSeverity.High : distance > 0.1 ? InsightSeverity.Medium : InsightSeverity.Low,
                    Column = column.Column,
                    Finding = $"The values of {quoted} differ: distance {Words.Number(distance)}, {Words.Number(chance)} would be chance",
                    Harm = "What was learned on the first table holds less on the second.",
                    Numbers = new Dictionary<string, double> { ["distance"] = distance, ["chance"] = chance },
                };
        }
    }
}
