using System.Globalization;
using Praxis.Platform.Analyze.Insights;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Analyze;

/// <summary>The keeper of analyses: insights and bias reports on record with their files.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class Analyses(Workspace workspace)
{
    /// <summary>The kind of the records and lineage nodes.</summary>
    public const string Kind = "analysis";

    /// <summary>The page of an analysis.</summary>
    public const string Page = "report.html";

    /// <summary>The records.</summary>
    public WorkRecords Records { get; } = new(workspace, Kind);

    /// <summary>What an insights report was asked, for its record.</summary>
    public static Dictionary<string, string> SettingsOf(InsightsQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["target"] = question.Target ?? "none",
            ["seed"] = N(question.Seed),
            ["sample-rows"] = N(question.SampleRows),
            ["model-rows"] = N(question.ModelRows),
        };
    }

    /// <summary>What a bias report was asked, for its record.</summary>
    public static Dictionary<string, string> SettingsOf(BiasQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["label"] = question.Positive.Column,
            ["positive"] = question.PositiveName ?? (question.Positive.Above is { } above ? $"above {N(above)}" : string.Join(',', question.Positive.Values)),
            ["facets"] = string.Join(", ", question.Facets.Select(facet => facet.Column)),
            ["group"] = question.Group ?? "none",
            ["replicates"] = N(question.Replicates),
            ["seed"] = N(question.Seed),
        };
    }

    private static string N(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
