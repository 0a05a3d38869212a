using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Learning.FastText.Autotune;

/// <summary>What a search makes as large as it gets: F1, the best precision at a least recall, or the best recall at a least precision; of one label or of all.</summary>
public sealed record AutotuneMetric
{
    /// <summary>Which number.</summary>
    public AutotuneMeasure Measure { get; init; } = AutotuneMeasure.F1;

    /// <summary>The least recall or precision, as a share of 1.</summary>
    public double Least { get; init; }

    /// <summary>The label with its prefix; null for all.</summary>
    public string? Label { get; init; }

    /// <summary>Reads <c>f1</c>, <c>f1:LABEL</c>, <c>precisionAtRecall:R</c>, <c>precisionAtRecall:R:LABEL</c>, and the same with <c>recallAtPrecision</c>; R in percent.</summary>
    /// <exception cref="UserException">The text is none of these.</exception>
    public static AutotuneMetric Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':', text.StartsWith("f1:", StringComparison.Ordinal) ? 2 : 3);
        return parts[0] switch
        {
            "f1" when parts.Length == 1 => new AutotuneMetric(),
            "f1" => new AutotuneMetric { Label = LabelOf(text, parts[1]) },
            "precisionAtRecall" when parts.Length > 1 => AtLeast(text, parts, AutotuneMeasure.PrecisionAtRecall),
            "recallAtPrecision" when parts.Length > 1 => AtLeast(text, parts, AutotuneMeasure.RecallAtPrecision),
            _ => throw Bad($"Unknown metric : {SafeText.Line(text)}"),
        };
    }

    private static AutotuneMetric AtLeast(string text, string[] parts, AutotuneMeasure measure)
    {
        if (!double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) || percent is not (>= 0 and <= 100))
            throw Bad($"Unknown metric : {SafeText.Line(text)}");
        return new AutotuneMetric { Measure = measure, Least = percent / 100, Label = parts.Length > 2 ? LabelOf(text, parts[2]) : null };
    }

    private static string LabelOf(string text, string label) => label.Length > 0 ? label : throw Bad($"Empty metric label : {SafeText.Line(text)}");

    private static UserException Bad(string found) =>
        new(new Problem { Type = "bad-metric", Found = found, Expected = "f1, f1:LABEL, precisionAtRecall:PERCENT[:LABEL] or recallAtPrecision:PERCENT[:LABEL]" });
}
