using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Analyze;
using Praxis.Data.Statistics;
using Praxis.Learning.Insights;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>The report as JSON: every figure, and the rows of each finding.</summary>
public static class InsightsJson
{
    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Default };

    /// <summary>The whole file.</summary>
    public static string Write(InsightsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new JsonObject
        {
            ["version"] = "1.0",
            ["source"] = report.Source,
            ["rows"] = report.Rows,
            ["target"] = report.Question.Target,
            ["seed"] = report.Question.Seed,
            ["finding"] = report.Finding,
            ["notes"] = Texts(report.Notes),
            ["insights"] = new JsonArray([.. report.Insights.Select(Insight)]),
            ["columns"] = new JsonArray([.. report.Columns.Select(Column)]),
            ["target_analysis"] = report.Target is { } target ? Target(target) : null,
            ["prediction_power"] = new JsonArray([.. report.Powers.Select(power => (JsonNode)new JsonObject { ["column"] = power.Column, ["metric"] = power.Metric, ["score"] = power.Score, ["baseline"] = power.Baseline, ["power"] = power.Power, ["importance"] = power.Importance })]),
            ["quick_model"] = report.Model is { } model ? Model(model) : null,
            ["associations"] = new JsonArray([.. report.Pairs.Select(pair => (JsonNode)new JsonObject { ["first"] = pair.First, ["second"] = pair.Second, ["measure"] = pair.Measure, ["value"] = pair.Value, ["spearman"] = pair.Spearman })]),
            ["collinearity"] = report.Collinear is { } collinear ? Collinear(collinear) : null,
            ["texts"] = new JsonArray([.. report.Texts.Select(Text)]),
            ["telling_terms"] = new JsonArray([.. report.Terms.Select(own => (JsonNode)new JsonObject { ["label"] = own.Label, ["terms"] = new JsonArray([.. own.Terms.Select(term => (JsonNode)new JsonObject { ["term"] = term.Term, ["texts"] = term.Texts, ["score"] = term.Score })]) })]),
            ["comparison"] = report.Comparison is { } comparison ? Comparison(comparison) : null,
            ["duplicates"] = new JsonObject
            {
                ["members"] = report.Duplicates.Members.Count,
                ["later_copies"] = report.Duplicates.Later,
                ["rows"] = Rows(report.Duplicates.Members.First),
                ["most_frequent"] = new JsonArray([.. report.Duplicates.Groups.Select(group => (JsonNode)new JsonObject { ["duplicate_count"] = group.Count, ["first_row"] = group.FirstRow })]),
            },
        }.ToJsonString(indented) + "\n";
    }

    private static JsonObject Insight(Insight insight) => new()
    {
        ["kind"] = insight.Kind,
        ["severity"] = Severity(insight.Severity),
        ["column"] = insight.Column,
        ["finding"] = insight.Finding,
        ["harm"] = insight.Harm,
        ["numbers"] = new JsonObject(insight.Numbers.Select(pair => KeyValuePair.Create(pair.Key, BiasJson.Number(pair.Value)))),
        ["row_count"] = insight.RowCount,
        ["rows"] = Rows(insight.Rows),
        ["examples"] = Texts(insight.Examples),
        ["step"] = insight.Step,
    };

    internal static string Severity(InsightSeverity severity) => severity switch { InsightSeverity.High => "high", InsightSeverity.Medium => "medium", _ => "low" };

    private static JsonObject Column(ColumnStatistics column) => new()
    {
        ["name"] = column.Name,
        ["kind"] = InsightsPage.Kind(column.Kind),
        ["scores"] = new JsonObject { ["binary"] = column.Scores.Binary, ["numeric"] = column.Scores.Numeric, ["categorical"] = column.Scores.Categorical, ["text"] = column.Scores.Text, ["datetime"] = column.Scores.DateTime },
        ["count"] = column.Values,
        ["missing"] = column.Missing,
        ["distinct"] = column.Distinct,
        ["distinct_is_estimate"] = column.IsDistinctEstimate,
        ["most_frequent"] = new JsonArray([.. column.Top.Select(value => (JsonNode)new JsonObject { ["value"] = value.Value, ["rows"] = value.Rows })]),
        ["least_frequent"] = column.Least is { } least ? new JsonObject { ["value"] = least.Value, ["rows"] = least.Rows } : null,
        ["numbers"] = column.Numbers is { } numbers ? Numbers(numbers) : null,
    };

    private static JsonObject Numbers(NumberStatistics numbers) => new()
    {
        ["count"] = numbers.Count,
        ["min"] = BiasJson.Number(numbers.Min),
        ["max"] = BiasJson.Number(numbers.Max),
        ["mean"] = BiasJson.Number(numbers.Mean),
        ["stddev"] = BiasJson.Number(numbers.Deviation),
        ["p5"] = BiasJson.Number(numbers.Low),
        ["median"] = BiasJson.Number(numbers.Median),
        ["p95"] = BiasJson.Number(numbers.High),
        ["skew"] = BiasJson.Number(numbers.Skew),
        ["kurtosis"] = BiasJson.Number(numbers.Kurtosis),
        ["robust"] = Robust(numbers.Robust),
        ["robust_sample_deviation"] = Robust(numbers.RobustSample),
        ["histogram"] = new JsonArray([.. numbers.Bins.Select(bin => (JsonNode)bin)]),
    };

    private static JsonObject Target(TargetSummary target) => new()
    {
        ["column"] = target.Column,
        ["problem"] = target.Kind switch { TargetKind.Regression => "regression", TargetKind.Binary => "binary", TargetKind.Multiclass => "multiclass", _ => null },
        ["reason"] = target.Reason,
        ["classes"] = new JsonArray([.. target.Classes.Select(value => (JsonNode)new JsonObject { ["value"] = value.Value, ["rows"] = value.Rows })]),
    };

    private static JsonObject Comparison(TableComparison comparison) => new()
    {
        ["source"] = comparison.Source,
        ["rows"] = comparison.Rows,
        ["rows_in_both"] = comparison.CommonRows.Count,
        ["insights"] = new JsonArray([.. comparison.Insights.Select(Insight)]),
        ["columns"] = new JsonArray([.. comparison.Columns.Select(column => (JsonNode)new JsonObject
        {
            ["name"] = column.Column,
            ["distance"] = column.Distance,
            ["chance"] = column.Chance,
            ["new_values"] = Texts(column.NewValues),
            ["second"] = column.Second is { } second ? Column(second) : null,
        })]),
    };

    private static JsonObject Model(QuickModel model) => new()
    {
        ["metric"] = model.Metric,
        ["score"] = model.Score,
        ["trivial"] = model.Trivial,
        ["labels"] = Texts(model.Labels),
        ["confusion"] = new JsonArray([.. Enumerable.Range(0, model.Labels.Count).Select(i => (JsonNode)new JsonArray([.. Enumerable.Range(0, model.Labels.Count).Select(j => (JsonNode)model.Confusion[i, j])]))]),
    };

    private static JsonObject Collinear(CollinearColumns collinear) => new()
    {
        ["columns"] = Texts(collinear.Columns),
        ["vif"] = new JsonArray([.. collinear.Measures.Vif.Select(vif => BiasJson.Number(vif))]),
        ["pca_singular_values_standardised"] = new JsonArray([.. collinear.Measures.SingularValues.Select(value => BiasJson.Number(value))]),
        ["correlation"] = new JsonArray([.. Enumerable.Range(0, collinear.Columns.Count).Select(i => (JsonNode)new JsonArray([.. Enumerable.Range(0, collinear.Columns.Count).Select(j => BiasJson.Number(collinear.Measures.Correlation[i, j]))]))]),
    };

    private static JsonObject Text(TextSummary text) => new()
    {
        ["column"] = text.Column,
        ["texts"] = text.Texts,
        ["words"] = Spread(text.Words),
        ["characters"] = Spread(text.Characters),
        ["capital_ratio"] = text.Shares.Capital,
        ["lower_ratio"] = text.Shares.Lower,
        ["digit_ratio"] = text.Shares.Digit,
        ["special_ratio"] = text.Shares.Special,
        ["scripts"] = new JsonObject(text.Scripts.Select(pair => KeyValuePair.Create(pair.Script, (JsonNode?)pair.Share))),
        ["languages"] = new JsonObject(text.Languages.Select(pair => KeyValuePair.Create(pair.Language, (JsonNode?)pair.Texts))),
        ["near_duplicates"] = new JsonObject { ["texts"] = text.NearDuplicateTexts, ["groups"] = new JsonArray([.. text.NearDuplicates.Select(Rows)]) },
    };

    private static JsonObject Spread((int Fewest, double Median, double Mean, int Most) spread) => new() { ["min"] = spread.Fewest, ["median"] = spread.Median, ["mean"] = spread.Mean, ["max"] = spread.Most };

    private static JsonObject Robust(RobustRange range) => new() { ["rstd"] = BiasJson.Number(range.Deviation), ["low"] = BiasJson.Number(range.Low), ["high"] = BiasJson.Number(range.High), ["outliers"] = range.Outliers };

    private static JsonArray Rows(IReadOnlyList<long> rows) => new([.. rows.Select(row => (JsonNode)row)]);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
