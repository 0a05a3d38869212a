using Praxis.Contracts.Analyze;
using Praxis.Data.Statistics;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>What is wrong with single columns, and with rows that are equal.</summary>
internal static class ColumnFindings
{
    private const int MostMapped = 200;

    public static IEnumerable<Insight> Of(ColumnStatistics column, TableStatistics statistics, bool isTarget)
    {
        if (column.Rows == 0)
            yield break;
        if (column.Distinct <= 1)
        {
            yield return Constant(column);
            yield break;
        }

        var isId = !isTarget && IsId(column);
        if (isId)
            yield return Id(column);
        else if (!isTarget && column.Kind == ColumnKind.Text && (double)column.Distinct / column.Values > 0.9 && column.Top.All(value => !value.Value.Any(char.IsWhiteSpace)))
            yield return HighCardinality(column);
        if (column.Missing > 0)
            yield return Missing(column, statistics, isTarget);
        if (column.Kind is ColumnKind.Text or ColumnKind.Categorical or ColumnKind.Binary && Disguised(column, statistics) is { } disguised)
            yield return disguised;
        if (column.Kind == ColumnKind.Numeric)
            foreach (var insight in Numeric(column, statistics, isTarget, isId))
                yield return insight;
        if (column.Kind == ColumnKind.Categorical && !isTarget && column.RareValues > 2)
            yield return Rare(column, statistics);
    }

    public static Insight? Duplicates(DuplicateSummary duplicates, long rows, IReadOnlyList<string> columns)
    {
        if (duplicates.Members.Count == 0)
            return null;
        var share = (double)duplicates.Members.Count / rows;
        var isIndexed = columns.Count > 1 && columns[0] == "column0" && !columns.Contains("column1");
        return new Insight
        {
            Kind = "duplicate-rows",
            Severity = share > 0.05 ? InsightSeverity.High : InsightSeverity.Medium,
            Finding = $"{Words.Count(duplicates.Members.Count)} rows ({Words.Percent(share)}) are equal to another one in every column; {Words.Count(duplicates.Later)} of them repeat an earlier row",
            Harm = "Equal rows count more than others while training, and one of them in the test rows makes a model look better than it is.",
            Numbers = new Dictionary<string, double> { ["members"] = duplicates.Members.Count, ["later_copies"] = duplicates.Later, ["share"] = share },
            RowCount = duplicates.Members.Count,
            Rows = duplicates.Members.First,
            Step = isIndexed ? RecipeLine.Columns("deduplicate", columns.Skip(1)) : "- deduplicate: {}",
        };
    }

    /// <summary>All values different, none missing, and no text of several words: whole numbers or codes.</summary>
    public static bool IsId(ColumnStatistics column) =>
        column.Rows > 2 && column.Distinct == column.Rows && column.Kind switch
        {
            ColumnKind.Numeric => column.Numbers is { Fractions: 0 },
            ColumnKind.Text => column.Top.All(value => !value.Value.Any(char.IsWhiteSpace)),
            _ => false,
        };

    private static Insight Constant(ColumnStatistics column) => new()
    {
        Kind = "constant-column",
        Severity = InsightSeverity.Low,
        Column = column.Name,
        Finding = column.Distinct == 0 ? $"{Words.Quoted(column.Name)} has no value at all" : $"{Words.Quoted(column.Name)} has one value only, {Words.Quoted(column.Top[0].Value)}",
        Harm = "It tells a model nothing and costs memory.",
        Numbers = new Dictionary<string, double> { ["distinct"] = column.Distinct, ["missing"] = column.Missing },
        Step = RecipeLine.Columns("drop", [column.Name]),
    };

    private static Insight Id(ColumnStatistics column) => new()
    {
        Kind = "id-column",
        Severity = InsightSeverity.Low,
        Column = column.Name,
        Finding = $"{Words.Quoted(column.Name)} is different in each of the {Words.Count(column.Rows)} rows: a number or name of the row",
        Harm = "A model can learn rows by heart with it, and it says nothing about new ones.",
        Numbers = new Dictionary<string, double> { ["distinct"] = column.Distinct },
        Step = RecipeLine.Columns("drop", [column.Name]),
    };

    private static Insight HighCardinality(ColumnStatistics column) => new()
    {
        Kind = "high-cardinality",
        Severity = InsightSeverity.Low,
        Column = column.Name,
        Finding = $"{Words.Quoted(column.Name)} has {Words.Count(column.Distinct)} different values in {Words.Count(column.Values)} rows",
        Harm = "Most values stand in one row only, so that a model cannot learn what they mean.",
        Numbers = new Dictionary<string, double> { ["distinct"] = column.Distinct, ["share"] = (double)column.Distinct / column.Values },
        Step = RecipeLine.Columns("drop", [column.Name]),
    };

    private static Insight Missing(ColumnStatistics column, TableStatistics statistics, bool isTarget)
    {
        var share = (double)column.Missing / column.Rows;
        var rows = statistics.MissingRows(column.Name);
        var isHigh = share > 0.5 && !isTarget;
        return new Insight
        {
            Kind = isTarget ? "missing-target" : isHigh ? "high-missing" : "missing-values",
            Severity = isTarget || isHigh ? InsightSeverity.Medium : InsightSeverity.Low,
            Column = column.Name,
            Finding = $"{Words.Count(column.Missing, "row has", "rows have")} no {Words.Quoted(column.Name)} ({Words.Percent(share)})",
            Harm = isTarget ? "A model cannot learn from a row without an answer." : isHigh ? "More is guessed than known, so that a model learns the guess." : "Many models refuse such rows, and what is filled in blurs what the column says.",
            Numbers = new Dictionary<string, double> { ["missing"] = column.Missing, ["share"] = share },
            RowCount = rows.Count,
            Rows = rows.First,
            Step = isTarget ? RecipeLine.Columns("missing", [column.Name], ", how: drop")
                : isHigh ? RecipeLine.Columns("drop", [column.Name])
                : column.Kind switch
                {
                    ColumnKind.Numeric when column.Numbers?.Count == column.Values => RecipeLine.Columns("missing", [column.Name], ", how: median, indicator: true"),
                    ColumnKind.Binary or ColumnKind.Categorical => RecipeLine.Columns("missing", [column.Name], ", how: mode, indicator: true"),
                    ColumnKind.Text when share <= 0.05 => RecipeLine.Columns("missing", [column.Name], ", how: drop"),
                    ColumnKind.Text => RecipeLine.Columns("missing", [column.Name], ", how: constant, value: none, indicator: true"),
                    _ => null,
                },
        };
    }

    private static Insight? Disguised(ColumnStatistics column, TableStatistics statistics)
    {
        var (rows, values) = statistics.Disguised(column.Name);
        return rows.Count == 0 ? null : new Insight
        {
            Kind = "disguised-missing",
            Severity = InsightSeverity.Medium,
            Column = column.Name,
            Finding = $"{Words.Count(rows.Count, "row of", "rows of")} {Words.Quoted(column.Name)} {(rows.Count == 1 ? "says" : "say")} that there is no value: {Words.List(values)}",
            Harm = "A model takes the word for a value of its own.",
            Numbers = new Dictionary<string, double> { ["rows"] = rows.Count },
            RowCount = rows.Count,
            Rows = rows.First,
            Examples = values,
            Step = RecipeLine.Map(column.Name, values.Select(value => KeyValuePair.Create(value, ""))),
        };
    }

    private static IEnumerable<Insight> Numeric(ColumnStatistics column, TableStatistics statistics, bool isTarget, bool isId)
    {
        var numbers = column.Numbers!;
        if (numbers.Count < column.Values)
        {
            var rows = statistics.RowsWithoutNumber(column.Name);
            var share = (double)rows.Count / column.Rows;
            yield return new Insight
            {
                Kind = isTarget ? "non-numeric-target" : "not-a-number",
                Severity = isTarget && share > 0.05 ? InsightSeverity.High : InsightSeverity.Medium,
                Column = column.Name,
                Finding = $"{Words.Count(rows.Count, "value", "values")} of {Words.Quoted(column.Name)} {(rows.Count == 1 ? "is" : "are")} no number though the others are ({Words.Percent(share)})",
                Harm = "The whole column is read as text, and its order and distances are lost.",
                Numbers = new Dictionary<string, double> { ["rows"] = rows.Count, ["share"] = share },
                RowCount = rows.Count,
                Rows = rows.First,
                Step = $"- cast: {{column: {RecipeLine.Text(column.Name)}, type: number, on_failure: missing}}",
            };
        }

        if (isTarget)
            yield break;
        if (column.Top is [var first, var second, ..] && column.Distinct > 20 && first.Rows > 0.1 * column.Values && first.Rows > 10 * second.Rows && first.Value.All(char.IsAsciiDigit))
        {
            var rows = statistics.RowsWith(column.Name, [first.Value]);
            yield return new Insight
            {
                Kind = "disguised-missing",
                Severity = InsightSeverity.Medium,
                Column = column.Name,
                Finding = $"{Words.Quoted(first.Value)} stands in {Words.Count(first.Rows)} rows of {Words.Quoted(column.Name)} ({Words.Percent((double)first.Rows / column.Values)}), more than ten times as often as any other number",
                Harm = "It may stand for no value; a model takes it for a quantity.",
                Numbers = new Dictionary<string, double> { ["rows"] = first.Rows, ["second"] = second.Rows },
                RowCount = rows.Count,
                Rows = rows.First,
                Examples = [first.Value],
                Step = numbers.Count == column.Values ? RecipeLine.Derive(column.Name, $"nullif({RecipeLine.Name(column.Name)}, {first.Value})") : null,
            };
        }

        if (isId)
            yield break;
        if (numbers.Robust.Outliers > 0)
            yield return Outliers(column, numbers, statistics);
        if (numbers.Skew is { } skew && Math.Abs(skew) > 3)
            yield return new Insight
            {
                Kind = "skewed",
                Severity = InsightSeverity.Low,
                Column = column.Name,
                Finding = $"{Words.Quoted(column.Name)} has a long {(skew > 0 ? "upper" : "lower")} tail: skewness {Words.Number(skew)}",
                Harm = "A few extreme values pull linear models and distances towards them.",
                Numbers = new Dictionary<string, double> { ["skew"] = skew, ["kurtosis"] = numbers.Kurtosis ?? double.NaN },
                Step = numbers.Min >= 0 && numbers.Count == column.Values ? RecipeLine.Derive(column.Name, $"ln(1 + {RecipeLine.Name(column.Name)})") : null,
            };
    }

    private static Insight Outliers(ColumnStatistics column, NumberStatistics numbers, TableStatistics statistics)
    {
        var rows = statistics.RowsOutside(column.Name, numbers.Robust.Low, numbers.Robust.High);
        return new Insight
        {
            Kind = "outliers",
            Severity = InsightSeverity.Low,
            Column = column.Name,
            Finding = $"{Words.Count(numbers.Robust.Outliers, "value", "values")} of {Words.Quoted(column.Name)} {(numbers.Robust.Outliers == 1 ? "lies" : "lie")} outside of {Words.Number(numbers.Robust.Low)} to {Words.Number(numbers.Robust.High)} (median ± 5 robust deviations)",
            Harm = "Extreme values move means, scales and squared losses more than all others.",
            Numbers = new Dictionary<string, double> { ["outliers"] = numbers.Robust.Outliers, ["low"] = numbers.Robust.Low, ["high"] = numbers.Robust.High, ["robust_deviation"] = numbers.Robust.Deviation },
            RowCount = rows.Count,
            Rows = rows.First,
            Step = numbers.Count == column.Values && numbers.Robust.Deviation > 0 ? RecipeLine.Columns("outliers", [column.Name], ", method: robust, how: clip") : null,
        };
    }

    private static Insight Rare(ColumnStatistics column, TableStatistics statistics)
    {
        var rare = statistics.RareValues(column.Name, MostMapped);
        var rows = statistics.RowsWith(column.Name, [.. rare.Select(value => value.Value)]);
        return new Insight
        {
            Kind = "rare-categories",
            Severity = InsightSeverity.Low,
            Column = column.Name,
            Finding = $"{Words.Count(column.RareValues)} of {Words.Count(column.Distinct)} values of {Words.Quoted(column.Name)} have less than 5 % of the rows of the most frequent one: {Words.List(rare.Select(value => value.Value), 3)}",
            Harm = "A model learns little about them, and may never see them while training.",
            Numbers = new Dictionary<string, double> { ["rare"] = column.RareValues, ["distinct"] = column.Distinct },
            RowCount = rows.Count,
            Rows = rows.First,
            Examples = [.. rare.Take(20).Select(value => value.Value)],
            Step = column.RareValues <= MostMapped ? RecipeLine.Map(column.Name, rare.Select(value => KeyValuePair.Create(value.Value, "other"))) : null,
        };
    }
}
