using Praxis.Contracts.Analyze;
using Praxis.Data.Statistics;
using Praxis.Data.Tables;
using Praxis.Learning.Insights;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>What kind of problem a target makes, and what is wrong with it.</summary>
internal static class TargetFindings
{
    private const int MostClasses = 2000;

    /// <summary>The kind of problem, by the rule of SageMaker's data insights.</summary>
    public static TargetSummary Summarize(ColumnStatistics target, TableStatistics statistics)
    {
        var (kind, reason) = Kind(target);
        return new TargetSummary(target.Name, kind, reason, kind is TargetKind.Binary or TargetKind.Multiclass ? statistics.Counts(target.Name, MostClasses) : []);
    }

    public static IEnumerable<Insight> Of(TargetSummary summary, ColumnStatistics target, TableStatistics statistics) => summary.Kind switch
    {
        TargetKind.Regression => Regression(target, statistics),
        TargetKind.Binary => Binary(summary, target, statistics),
        TargetKind.Multiclass => Multiclass(summary, target, statistics),
        _ => target.Distinct < 2 ? [] :
        [
            new Insight
            {
                Kind = "unclear-target",
                Severity = InsightSeverity.High,
                Column = target.Name,
                Finding = $"{Words.Quoted(target.Name)} is no target: {summary.Reason}",
                Harm = "Neither classes nor numbers can be learned from it.",
                Numbers = new Dictionary<string, double> { ["distinct"] = target.Distinct },
            },
        ],
    };

    internal static (TargetKind? Kind, string Reason) Kind(ColumnStatistics target)
    {
        if (target.Distinct < 2)
            return (null, "it has fewer than two values");
        if (target.Distinct == 2)
            return (TargetKind.Binary, "two different values");
        if (target.Scores.Numeric > 0.5 && target.Numbers is { } numbers)
        {
            if (target.Distinct <= 5)
                return (TargetKind.Multiclass, "five numbers or fewer");
            if (numbers.Fractions >= 0.01 * numbers.Count)
                return (TargetKind.Regression, "numbers that are not whole");
            if (!(numbers.Min >= 0 && numbers.Max <= 10.0 * target.Distinct) && (double)target.Distinct / target.Rows >= 0.015)
                return (TargetKind.Regression, "many whole numbers far apart");
            return target.Distinct <= 100 ? (TargetKind.Multiclass, "a hundred whole numbers or fewer") : (TargetKind.Regression, "more than a hundred whole numbers; name classes by words if they are some");
        }

        return target.Distinct <= MostClasses ? (TargetKind.Multiclass, "texts of a few kinds") : (null, $"it has {Words.Count(target.Distinct)} different texts, more than {Words.Count(MostClasses)}");
    }

    private static IEnumerable<Insight> Binary(TargetSummary summary, ColumnStatistics target, TableStatistics statistics)
    {
        if (summary.Classes is [var large, var small] && small.Rows < 20)
        {
            var rows = statistics.RowsWith(target.Name, [small.Value]);
            yield return new Insight
            {
                Kind = "small-minority",
                Severity = InsightSeverity.High,
                Column = target.Name,
                Finding = $"Only {Words.Count(small.Rows, "row has", "rows have")} {Words.Quoted(target.Name)} = {Words.Quoted(small.Value)}, beside {Words.Count(large.Rows)} of {Words.Quoted(large.Value)}",
                Harm = "Fewer than 20 rows are too few to learn a class from, or to test it on.",
                Numbers = new Dictionary<string, double> { ["minority"] = small.Rows, ["majority"] = large.Rows },
                RowCount = rows.Count,
                Rows = rows.First,
            };
        }
        else if (summary.Classes is [var most, var least] && least.Rows < 0.1 * most.Rows)
            yield return Uneven(target, most, least);
    }

    private static IEnumerable<Insight> Multiclass(TargetSummary summary, ColumnStatistics target, TableStatistics statistics)
    {
        if (target.Distinct > 100)
            yield return new Insight
            {
                Kind = "too-many-classes",
                Severity = InsightSeverity.Medium,
                Column = target.Name,
                Finding = $"{Words.Quoted(target.Name)} has {Words.Count(target.Distinct)} classes",
                Harm = "Beyond 100 classes most have few rows, and models become slow.",
                Numbers = new Dictionary<string, double> { ["classes"] = target.Distinct },
            };
        var few = summary.Classes.Where(value => value.Rows <= 10).ToList();
        if (few.Count > 0)
        {
            var rows = statistics.RowsWith(target.Name, [.. few.Select(value => value.Value)]);
            var isLeft = summary.Classes.Count - few.Count >= 2;
            yield return new Insight
            {
                Kind = "too-few-instances",
                Severity = InsightSeverity.High,
                Column = target.Name,
                Finding = $"{Words.Count(few.Count, "class", "classes")} of {Words.Quoted(target.Name)} {(few.Count == 1 ? "has" : "have")} ten rows or fewer: {Words.List(few.Select(value => value.Value))}",
                Harm = "They are too few to learn from, and a stratified split cannot give each part one.",
                Numbers = new Dictionary<string, double> { ["classes"] = few.Count, ["rows"] = rows.Count },
                RowCount = rows.Count,
                Rows = rows.First,
                Examples = [.. few.Take(20).Select(value => value.Value)],
                Step = isLeft && few.Count <= 200 ? $"- filter: {{where: {RecipeLine.Text($"CAST({RecipeLine.Name(target.Name)} AS VARCHAR) NOT IN ({string.Join(", ", few.Select(value => $"'{value.Value.Replace("'", "''", StringComparison.Ordinal)}'"))})")}}}" : null,
            };
        }

        if (summary.Classes is [var most, .., var least] && least.Rows < 0.01 * most.Rows)
            yield return Uneven(target, most, least) with { Kind = "too-imbalanced", Severity = InsightSeverity.Medium };
        else if (summary.Classes is [var first, .., var last] && last.Rows < 0.1 * first.Rows)
            yield return Uneven(target, first, last);
    }

    private static Insight Uneven(ColumnStatistics target, ValueCount most, ValueCount least) => new()
    {
        Kind = "uneven-classes",
        Severity = InsightSeverity.Low,
        Column = target.Name,
        Finding = $"{Words.Quoted(target.Name)} is {Words.Quoted(most.Value)} in {Words.Count(most.Rows)} rows ({Words.Percent((double)most.Rows / target.Values)}) and {Words.Quoted(least.Value)} in {Words.Count(least.Rows)}",
        Harm = "A model does well by answering the frequent class, and accuracy hides that it misses the rare one.",
        Numbers = new Dictionary<string, double> { ["largest"] = most.Rows, ["smallest"] = least.Rows, ["ratio"] = (double)least.Rows / most.Rows },
        Step = $"- balance: {{column: {RecipeLine.Text(target.Name)}, how: up}}",
    };

    private static IEnumerable<Insight> Regression(ColumnStatistics target, TableStatistics statistics)
    {
        var numbers = target.Numbers!;
        var (skew, excess) = (numbers.Skew ?? 0, (numbers.Kurtosis ?? 3) - 3);
        if (numbers.Robust.Outliers > 0 && (Math.Abs(skew) > 3 || excess > 3))
        {
            var rows = statistics.RowsOutside(target.Name, numbers.Robust.Low, numbers.Robust.High);
            var (kind, severity, what) = Math.Abs(skew) > 3 ? ("skewed-target", InsightSeverity.High, $"is skewed ({Words.Number(skew)})")
                : excess > 10 ? ("heavy-tailed-target", InsightSeverity.High, $"has heavy tails (excess kurtosis {Words.Number(excess)})")
                : ("target-outliers", InsightSeverity.Medium, $"has a few outliers (excess kurtosis {Words.Number(excess)})");
            yield return new Insight
            {
                Kind = kind,
                Severity = severity,
                Column = target.Name,
                Finding = $"The target {Words.Quoted(target.Name)} {what}: {Words.Count(rows.Count, "value", "values")} outside of {Words.Number(numbers.Robust.Low)} to {Words.Number(numbers.Robust.High)}",
                Harm = "Squared losses follow the extreme rows and answer all others worse.",
                Numbers = new Dictionary<string, double> { ["skew"] = skew, ["excess_kurtosis"] = excess, ["outliers"] = rows.Count },
                RowCount = rows.Count,
                Rows = rows.First,
                Step = numbers.Count == target.Values && numbers.Robust.Deviation > 0 ? RecipeLine.Columns("outliers", [target.Name], ", method: robust, how: remove") : null,
            };
        }

        if (target.Top is [var first, ..] && (double)first.Rows / target.Values is var share && share > Math.Max(0.1, 5.0 / target.Distinct))
            yield return new Insight
            {
                Kind = "frequent-target-value",
                Severity = InsightSeverity.Medium,
                Column = target.Name,
                Finding = $"{Words.Percent(share)} of {Words.Quoted(target.Name)} are {Words.Quoted(first.Value)}",
                Harm = "It may stand for no value, or be a class of its own; a regression smears it over its neighbours.",
                Numbers = new Dictionary<string, double> { ["share"] = share, ["distinct"] = target.Distinct },
            };
    }
}
