using Praxis.Contracts.Analyze;
using Praxis.Data.Statistics;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>What is in a dataset and what is wrong with it.</summary>
public sealed record InsightsReport
{
    /// <summary>The file or dataset.</summary>
    public required string Source { get; init; }

    /// <summary>Its rows.</summary>
    public required long Rows { get; init; }

    /// <summary>What was asked.</summary>
    public required InsightsQuestion Question { get; init; }

    /// <summary>The columns, in the file's order.</summary>
    public required IReadOnlyList<ColumnStatistics> Columns { get; init; }

    /// <summary>Equal rows.</summary>
    public required DuplicateSummary Duplicates { get; init; }

    /// <summary>What the target asks for; null where none is named.</summary>
    public TargetSummary? Target { get; init; }

    /// <summary>How well single columns tell the target, the best first; empty without one.</summary>
    public IReadOnlyList<ColumnPower> Powers { get; init; } = [];

    /// <summary>A small model of all columns; null without a target.</summary>
    public QuickModel? Model { get; init; }

    /// <summary>Pairs of columns, the strongest first.</summary>
    public IReadOnlyList<AssociatedPair> Pairs { get; init; } = [];

    /// <summary>Columns of numbers together; null where there are fewer than two.</summary>
    public CollinearColumns? Collinear { get; init; }

    /// <summary>The columns of texts.</summary>
    public IReadOnlyList<TextSummary> Texts { get; init; } = [];

    /// <summary>What tells the target's classes in texts.</summary>
    public IReadOnlyList<ClassTerms> Terms { get; init; } = [];

    /// <summary>A second table beside this one; null where none was named.</summary>
    public TableComparison? Comparison { get; init; }

    /// <summary>All findings, the gravest first.</summary>
    public required IReadOnlyList<Insight> Insights { get; init; }

    /// <summary>How long each part took, in order; not in the files, which are the same for the same rows and seed.</summary>
    public IReadOnlyList<(string Part, TimeSpan Time)> Times { get; init; } = [];

    /// <summary>What to know before reading it; sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The answer, a sentence with its numbers.</summary>
    public string Finding
    {
        get
        {
            var high = Insights.Count(insight => insight.Severity == InsightSeverity.High);
            var medium = Insights.Count(insight => insight.Severity == InsightSeverity.Medium);
            return Insights.Count == 0 ? $"Nothing stands out in {Words.Count(Rows)} rows of {Words.Count(Columns.Count, "column", "columns")}"
                : $"{Words.Count(Insights.Count, "thing", "things")} to mend in {Words.Count(Rows)} rows of {Words.Count(Columns.Count, "column", "columns")}: {high} probably, {medium} possibly a problem";
        }
    }
}
