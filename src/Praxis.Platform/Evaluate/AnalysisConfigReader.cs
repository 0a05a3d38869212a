using System.Globalization;
using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Learning.Bias;
using Praxis.Learning.Explain;

namespace Praxis.Platform.Evaluate;

/// <summary>Reads an <c>analysis_config.json</c>; everything wrong with it is told at once.</summary>
public sealed class AnalysisConfigReader
{
    private static readonly string[] Top =
    [
        "version", "dataset_type", "dataset_uri", "headers", "label", "predicted_label", "label_values_or_threshold", "probability_threshold", "facet", "group_variable", "excluded_columns", "methods", "predictor",
        "predicted_label_dataset_uri", "predicted_label_headers", "facet_dataset_uri", "facet_headers", "joinsource_name_or_index",
    ];

    private readonly List<Problem> problems = [];

    private AnalysisConfigReader()
    {
    }

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="UserException">It is not JSON, or asks for what cannot be done.</exception>
    public static AnalysisConfig Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var reader = new AnalysisConfigReader();
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Unreadable("it is no object", null);
            var config = reader.Config(document.RootElement);
            return reader.problems.Count == 0 ? config : throw new UserException(Fault.Input, reader.problems);
        }
        catch (JsonException error)
        {
            throw Unreadable(SafeText.Line(error.Message, 200), error);
        }
        catch (InvalidOperationException error)
        {
            throw Unreadable("a text in it is not well-formed", error);
        }
    }

    private static UserException Unreadable(string why, Exception? cause) => new(
        new Problem { Type = "invalid-analysis-config", Found = $"the analysis config cannot be read: {why}", Expected = "JSON such as {\"dataset_type\": \"text/csv\", \"label\": \"sentiment\", …}" }, cause);

    private AnalysisConfig Config(JsonElement root)
    {
        Known(root, "", Top);
        foreach (var (headers, uri) in (ReadOnlySpan<(string, string)>)[("facet_headers", "facet_dataset_uri"), ("predicted_label_headers", "predicted_label_dataset_uri")])
            if (root.TryGetProperty(headers, out _) && !root.TryGetProperty(uri, out _))
                Wrong(headers, "names the columns of a file that is not named", uri);
        var methods = Object(root, "methods", ["pre_training_bias", "post_training_bias", "shap", "pdp", "report"]);
        var predictor = Object(root, "predictor", ["model_name", "endpoint_name", "instance_type", "initial_instance_count", "content_type", "accept_type", "content_template", "label", "label_headers", "probability"]);
        var shap = Object(methods, "shap", ["baseline", "num_clusters", "num_samples", "use_logit", "agg_method", "save_local_shap_values", "seed", "text_config", "features_to_explain"]);
        var text = Object(shap, "text_config", ["granularity", "language", "max_top_tokens"]);
        var pdp = Object(methods, "pdp", ["features", "grid_resolution", "top_k_features"]);
        var report = Object(methods, "report", ["name", "title"]);
        if (shap is { } one && one.TryGetProperty("baseline", out _) && one.TryGetProperty("num_clusters", out _))
            Wrong("methods.shap", "has both baseline and num_clusters", "one of the two");
        var type = Text(root, "dataset_type");
        if (type is not ("text/csv" or "application/jsonlines" or "application/x-parquet"))
            Wrong("dataset_type", type is null ? "is missing" : $"is '{SafeText.Line(type, 60)}'", "text/csv, application/jsonlines or application/x-parquet");
        return new AnalysisConfig
        {
            DatasetType = type ?? "",
            DatasetUri = Text(root, "dataset_uri"),
            Headers = Texts(root, "headers"),
            FacetDatasetUri = Text(root, "facet_dataset_uri"),
            FacetHeaders = Texts(root, "facet_headers"),
            PredictedLabelDatasetUri = Text(root, "predicted_label_dataset_uri"),
            PredictedLabelHeaders = Texts(root, "predicted_label_headers"),
            JoinSource = Column(root, "joinsource_name_or_index"),
            Label = Column(root, "label"),
            PredictedLabel = Column(root, "predicted_label"),
            Positive = Values(root, "label_values_or_threshold", "") ?? [],
            ProbabilityThreshold = Number(root, "probability_threshold", 0, 1),
            Facets = Facets(root),
            Group = Column(root, "group_variable"),
            Excluded = Texts(root, "excluded_columns") ?? [],
            PreTraining = Names(methods, "pre_training_bias"),
            PostTraining = Names(methods, "post_training_bias"),
            Shap = shap is null ? null : new TextExplanationOptions
            {
                Granularity = Choice(text, "granularity", "methods.shap.text_config", "token", ["token", "sentence", "paragraph"]) switch { "sentence" => TextGranularity.Sentence, "paragraph" => TextGranularity.Paragraph, _ => TextGranularity.Token },
                Baseline = Baseline(shap.Value),
                Samples = (int?)Number(shap, "num_samples", 1, 10_000_000),
                UseLogit = Flag(shap, "use_logit") ?? false,
                Seed = (ulong)(Number(shap, "seed", 0, long.MaxValue) ?? 1),
            },
            Aggregation = Choice(shap, "agg_method", "methods.shap", "mean_abs", ["mean_abs", "mean_sq", "median"]) switch { "mean_sq" => ShapAggregation.MeanSquare, "median" => ShapAggregation.Median, _ => ShapAggregation.MeanAbsolute },
            SaveLocalValues = Flag(shap, "save_local_shap_values") ?? true,
            MaxTopTokens = (int)(Number(text, "max_top_tokens", 1, 1_000_000) ?? Explainer.MostTopUnits),
            PartialDependence = pdp is null ? null : Texts(pdp, "features") ?? [],
            GridResolution = (int)(Number(pdp, "grid_resolution", 1, 1000) ?? 10),
            TopFeatures = (int)(Number(pdp, "top_k_features", 1, 1000) ?? 10),
            Report = (Path.GetFileName(Text(report, "name") ?? "report"), Text(report, "title") ?? "SageMaker Analysis Report"),
            Model = Text(predictor, "model_name") ?? Text(predictor, "endpoint_name"),
        };
    }

    private List<(string Column, IReadOnlyList<BiasValue>? Values)> Facets(JsonElement root)
    {
        var facets = new List<(string Column, IReadOnlyList<BiasValue>? Values)>();
        if (!root.TryGetProperty("facet", out var all))
            return facets;
        if (all.ValueKind != JsonValueKind.Array)
        {
            Wrong("facet", "is no list", "[{\"name_or_index\": \"column\"}]");
            return facets;
        }

        foreach (var (i, facet) in all.EnumerateArray().Index())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"facet[{i}].");
            if (facet.ValueKind != JsonValueKind.Object)
            {
                Wrong(at[..^1], "is no object", "{\"name_or_index\": \"column\"}");
                continue;
            }

            Known(facet, at, ["name_or_index", "value_or_threshold"]);
            if (Column(facet, "name_or_index") is { } column)
                facets.Add((column, Values(facet, "value_or_threshold", at)));
            else
                Wrong(at + "name_or_index", "is missing", "a column's name or place");
        }

        return facets;
    }

    private static string Baseline(JsonElement shap)
    {
        if (!shap.TryGetProperty("baseline", out var baseline))
            return "";
        while (baseline.ValueKind == JsonValueKind.Array && baseline.GetArrayLength() > 0)
            baseline = baseline[0];
        return baseline.ValueKind == JsonValueKind.String ? baseline.GetString()! : "";
    }

    private List<BiasValue>? Values(JsonElement from, string key, string at)
    {
        if (!from.TryGetProperty(key, out var all) || all.ValueKind == JsonValueKind.Null)
            return null;
        if (all.ValueKind != JsonValueKind.Array)
        {
            Wrong(at + key, "is no list", "[1] or [\"value\"]");
            return null;
        }

        var values = new List<BiasValue>();
        foreach (var value in all.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.String)
                values.Add(BiasValue.Of(value.GetString()!));
            else if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
                values.Add(BiasValue.Of(value.GetBoolean()));
            else if (value.ValueKind == JsonValueKind.Number)
                values.Add(value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 && value.TryGetInt64(out var whole) ? BiasValue.Of(whole) : BiasValue.Of(value.GetDouble()));
            else
                Wrong(at + key, $"holds {value.ValueKind}", "numbers or texts");
        }

        return values;
    }

    // All metrics where "methods" is "all" or missing; the section itself must be there.
    private List<string>? Names(JsonElement? methods, string section)
    {
        if (Object(methods, section, ["methods"]) is not { } own)
            return null;
        if (!own.TryGetProperty("methods", out var names) || (names.ValueKind == JsonValueKind.String && names.GetString() == "all"))
            return [];
        return Texts(own, "methods");
    }

    private JsonElement? Object(JsonElement? from, string key, string[] known)
    {
        if (from is not { } own || !own.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Object)
        {
            Wrong(key, $"is {value.ValueKind}", "an object");
            return null;
        }

        Known(value, key + ".", known);
        return value;
    }

    private void Known(JsonElement from, string at, string[] known)
    {
        foreach (var key in from.EnumerateObject().Select(property => property.Name).Where(name => !known.Contains(name)).Take(UserException.MostProblems))
            Wrong(at + SafeText.Line(key, 60), "is not known", string.Join(", ", known));
    }

    private string? Text(JsonElement? from, string key)
    {
        if (from is not { } own || !own.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        Wrong(key, $"is {value.ValueKind}", "a text");
        return null;
    }

    private static string? Column(JsonElement from, string key) => from.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;

    private List<string>? Texts(JsonElement? from, string key)
    {
        if (from is not { } own || !own.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number))
            return [.. value.EnumerateArray().Select(item => item.ToString())];
        Wrong(key, "is no list of texts", "[\"one\", \"two\"]");
        return null;
    }

    private double? Number(JsonElement? from, string key, double least, double most)
    {
        if (from is not { } own || !own.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number && number >= least && number <= most)
            return number;
        Wrong(key, $"is {SafeText.Line(value.ToString(), 40)}", string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
        return null;
    }

    private bool? Flag(JsonElement? from, string key)
    {
        if (from is not { } own || !own.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Wrong(key, $"is {SafeText.Line(value.ToString(), 40)}", "true or false");
        return null;
    }

    private string Choice(JsonElement? from, string key, string at, string usual, string[] choices)
    {
        var said = Text(from, key) ?? usual;
        if (!choices.Contains(said))
            Wrong($"{at}.{key}", $"is '{SafeText.Line(said, 40)}'", string.Join(", ", choices));
        return said;
    }

    private void Wrong(string where, string what, string expected) =>
        problems.Add(new Problem { Type = "invalid-analysis-config", Found = $"{where} {what}", Where = "analysis config", Expected = expected });
}
