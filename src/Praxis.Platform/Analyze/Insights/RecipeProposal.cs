using Praxis.Contracts.Analyze;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>All steps that findings propose, as one recipe.</summary>
public static class RecipeProposal
{
    // Equal rows go first, while all columns are there; values are mended before they are counted.
    private static readonly string[] order = ["deduplicate", "map", "cast", "derive-null", "drop", "missing", "outliers", "derive", "filter", "balance"];

    /// <summary>The recipe; null where nothing is proposed.</summary>
    public static string? Write(InsightsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var dropped = report.Insights.Where(insight => Kind(insight) == "drop").Select(insight => insight.Column).ToHashSet(StringComparer.Ordinal);
        var steps = report.Insights.Where(insight => insight.Step is not null && (insight.Column is null || Kind(insight) is "drop" or "deduplicate" || !dropped.Contains(insight.Column)))
            .OrderBy(insight => Array.IndexOf(order, Kind(insight)))
            .Select(insight => insight.Step!)
            .Distinct(StringComparer.Ordinal)
            .Select(step => "  " + step + "\n");
        var text = string.Concat(steps);
        return text.Length == 0 ? null : $"name: mended\nseed: {report.Question.Seed % int.MaxValue}\nsteps:\n{text}";
    }

    private static string Kind(Insight insight)
    {
        if (insight.Step is not { } step)
            return "";
        var kind = step[2..step.IndexOf(':', StringComparison.Ordinal)];
        return kind == "derive" && insight.Kind == "disguised-missing" ? "derive-null" : kind;
    }
}
