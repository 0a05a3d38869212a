using System.Globalization;
using Praxis.Contracts.Analyze;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Analyze;

/// <summary>Bias in words.</summary>
public static class BiasWords
{
    /// <summary>Each metric: what it tells, in a sentence.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CI"] = "How few rows the value has: near 1 it is rare beside the rest, 0 is half of all, near -1 it is nearly all. A rare value teaches a model little.",
        ["DPL"] = "The rest's share of the good outcome less the value's: above 0 the value gets it less often, below 0 more often.",
        ["KL"] = "How far the rest's shares of the outcomes are from the value's, in nats; 0 is no difference, and there is no upper end.",
        ["JS"] = "The same distance made symmetric: 0 is no difference, 0.693 nothing in common.",
        ["LP"] = "The straight-line distance of the shares: 0 to 1.414.",
        ["TVD"] = "Half the sum of the differences of the shares: the part of the rows that would need another label, 0 to 1.",
        ["KS"] = "The largest difference of any outcome's shares, 0 to 1.",
        ["CDDL"] = "Whether the value has more of the bad than of the good outcomes within the groups: above 0 it is disfavoured even among its like.",
    };

    /// <summary>The answer to whether a facet's values are treated alike, a sentence without its full stop.</summary>
    public static string Finding(BiasReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var worst = report.Values.FirstOrDefault(value => value.Value == report.WorstValue);
        return report.Answer switch
        {
            BiasAnswer.No when report.Values is [var only] => $"{Name(report.Facet)} {Name(only.Value)} does not get “{Name(report.Positive)}” 5 points more or less often than the rest",
            BiasAnswer.No => $"No value of {Name(report.Facet)} gets “{Name(report.Positive)}” 5 points more or less often than the rest",
            BiasAnswer.Yes when worst is not null => $"{Name(worst.Value)} gets “{Name(report.Positive)}” {Gap(worst)} than the rest of {Name(report.Facet)}, more than chance explains",
            _ when worst is not null => $"Cannot tell for {Name(report.Facet)}: {Name(worst.Value)} has {N(worst.Rows)} rows{(report.RowsNeeded is { } needed ? $", about {N(needed)} more are needed" : ", and more of it alone would not settle it")}",
            _ => $"{Name(report.Facet)} has no value to compare",
        };
    }

    /// <summary>The answer for one value.</summary>
    public static string Answer(FacetBias value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Answer switch
        {
            BiasAnswer.Yes => value.Low > 0 ? "biased against" : "biased in favour",
            BiasAnswer.No => "not biased",
            _ => value.RowsNeeded is { } rows ? $"cannot tell, about {N(rows)} more rows" : "cannot tell",
        };
    }

    /// <summary>The share of positive rows.</summary>
    public static double? Share(long positive, long rows) => rows == 0 ? null : (double)positive / rows;

    private static string Gap(FacetBias value)
    {
        var gap = (double)value.OtherPositive / value.OtherRows - (double)value.Positive / value.Rows;
        return $"{(Math.Abs(gap) * 100).ToString("0.0", CultureInfo.InvariantCulture)} points {(gap > 0 ? "less" : "more")} often";
    }

    private static string Name(string text) => SafeText.Line(text, 60);

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
