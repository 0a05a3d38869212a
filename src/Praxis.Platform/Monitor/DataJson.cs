using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Learning.Drift;
using Praxis.Platform.Analyze;

namespace Praxis.Platform.Monitor;

/// <summary><c>statistics.json</c> and <c>constraints.json</c> as Amazon's Model Monitor has them.</summary>
internal static class DataJson
{
    /// <summary>How the files are written.</summary>
    public static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Default };

    private const string Perform = "Enabled";

    /// <summary>The statistics as JSON.</summary>
    public static string Write(DataStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return new JsonObject
        {
            ["version"] = 0,
            ["dataset"] = new JsonObject { ["item_count"] = statistics.Rows },
            ["features"] = new JsonArray([.. statistics.Features.Select(Feature)]),
        }.ToJsonString(Indented) + "\n";
    }

    /// <summary>The constraints as JSON.</summary>
    public static string Write(DataConstraints constraints)
    {
        ArgumentNullException.ThrowIfNull(constraints);
        return new JsonObject
        {
            ["version"] = 0,
            ["features"] = new JsonArray([.. constraints.Features.Select(Constraint)]),
            ["monitoring_config"] = new JsonObject
            {
                ["evaluate_constraints"] = Perform,
                ["emit_metrics"] = Perform,
                ["datatype_check_threshold"] = constraints.TypeThreshold,
                ["domain_content_threshold"] = constraints.DomainThreshold,
                ["distribution_constraints"] = new JsonObject
                {
                    ["perform_comparison"] = constraints.ComparesDistributions ? Perform : "Disabled",
                    ["comparison_threshold"] = constraints.DriftThreshold,
                    ["comparison_method"] = constraints.IsRobust ? "Robust" : "Simple",
                    ["categorical_comparison_threshold"] = constraints.CategoricalDriftThreshold,
                    ["categorical_drift_method"] = "LInfinity",
                },
            },
        }.ToJsonString(Indented) + "\n";
    }

    /// <summary>Reads statistics; what tells no distribution is left out.</summary>
    /// <exception cref="UserException">They are none.</exception>
    public static DataStatistics ReadStatistics(string json) => Read(json, "statistics.json", root => new DataStatistics(
        root["dataset"]?["item_count"]?.GetValue<long>() ?? 0,
        [.. root["features"]!.AsArray().Select(feature => Statistics((JsonObject)feature!))]));

    /// <summary>Reads constraints.</summary>
    /// <exception cref="UserException">They are none, or ask for what is not done here.</exception>
    public static DataConstraints ReadConstraints(string json) => Read(json, "constraints.json", root =>
    {
        var (usual, config) = (new DataConstraints { Features = [] }, root["monitoring_config"]);
        var drift = config?["distribution_constraints"];
        if (drift?["categorical_drift_method"]?.GetValue<string>() is { } method and not "LInfinity")
            throw new UserException(new Problem { Type = "unknown-method", Found = $"categories cannot be compared by '{SafeText.Line(method, 40)}'", Where = "constraints.json", Expected = "\"categorical_drift_method\": \"LInfinity\"" });
        return usual with
        {
            Features = [.. root["features"]!.AsArray().Select(feature => Constraint((JsonObject)feature!))],
            TypeThreshold = config?["datatype_check_threshold"]?.GetValue<double>() ?? usual.TypeThreshold,
            DomainThreshold = config?["domain_content_threshold"]?.GetValue<double>() ?? usual.DomainThreshold,
            ComparesDistributions = drift?["perform_comparison"]?.GetValue<string>() is null or Perform,
            DriftThreshold = drift?["comparison_threshold"]?.GetValue<double>() ?? usual.DriftThreshold,
            CategoricalDriftThreshold = drift?["categorical_comparison_threshold"]?.GetValue<double>() ?? usual.CategoricalDriftThreshold,
            IsRobust = drift?["comparison_method"]?.GetValue<string>() is null or "Robust",
        };
    });

    /// <summary>Reads a file of a baseline.</summary>
    /// <exception cref="UserException">It is not of that form.</exception>
    internal static T Read<T>(string json, string file, Func<JsonObject, T> read)
    {
        try
        {
            return read(JsonNode.Parse(json)!.AsObject());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or NullReferenceException or InvalidCastException or ArgumentException)
        {
            throw new UserException(new Problem { Type = "damaged-baseline", Found = $"the baseline's {file} is not of its form", Where = SafeText.Line(file, 60), Expected = "a file that an earlier check wrote, or Amazon's Model Monitor or Clarify", Remedy = "Name another baseline, or register a new one" }, error);
        }
    }

    private static JsonObject Feature(FeatureStatistics feature)
    {
        var common = new JsonObject { ["num_present"] = feature.Present, ["num_missing"] = feature.Missing };
        var json = new JsonObject { ["name"] = feature.Name, ["inferred_type"] = feature.Type.ToString() };
        if (feature.Numbers is { } numbers)
        {
            json["numerical_statistics"] = new JsonObject
            {
                ["common"] = common,
                ["mean"] = BiasJson.Number(numbers.Mean),
                ["sum"] = BiasJson.Number(numbers.Sum),
                ["std_dev"] = BiasJson.Number(numbers.Deviation),
                ["min"] = numbers.Min,
                ["max"] = numbers.Max,
                ["distribution"] = new JsonObject
                {
                    ["kll"] = new JsonObject
                    {
                        ["buckets"] = new JsonArray([.. numbers.ToBuckets().Select(bucket => new JsonObject { ["lower_bound"] = bucket.Low, ["upper_bound"] = bucket.High, ["count"] = bucket.Count })]),
                        ["sketch"] = new JsonObject
                        {
                            ["parameters"] = new JsonObject { ["c"] = numbers.Sketch.Shrinking, ["k"] = numbers.Sketch.Size },
                            ["data"] = new JsonArray([.. numbers.Sketch.Levels.Select(level => new JsonArray([.. level.Select(item => (JsonNode)item)]))]),
                        },
                    },
                },
            };
            return json;
        }

        var texts = new JsonObject { ["common"] = common, ["distinct_count"] = feature.Distinct };
        if (feature.Texts is { } counts)
            texts["distribution"] = new JsonObject { ["categorical"] = new JsonObject { ["buckets"] = new JsonArray([.. counts.Select(count => new JsonObject { ["value"] = count.Key, ["count"] = count.Value })]) } };
        json["string_statistics"] = texts;
        return json;
    }

    private static FeatureStatistics Statistics(JsonObject feature)
    {
        var numbers = feature["numerical_statistics"];
        var common = (numbers ?? feature["string_statistics"])?["common"];
        var sketch = numbers?["distribution"]?["kll"]?["sketch"];
        return new FeatureStatistics
        {
            Name = feature["name"]!.GetValue<string>(),
            Type = Enum.Parse<InferredType>(feature["inferred_type"]!.GetValue<string>()),
            Present = common?["num_present"]?.GetValue<long>() ?? 0,
            Missing = common?["num_missing"]?.GetValue<long>() ?? 0,
            Distinct = feature["string_statistics"]?["distinct_count"] is { } distinct ? (long)distinct.GetValue<double>() : 0,
            Numbers = sketch is null ? null : new NumberDistribution(
                Number(numbers!["mean"]),
                Number(numbers["sum"]),
                Number(numbers["std_dev"]),
                numbers["min"]!.GetValue<double>(),
                numbers["max"]!.GetValue<double>(),
                KllSketch.Of(sketch["data"]!.AsArray().Select(level => level!.AsArray().Select(item => item!.GetValue<double>())), sketch["parameters"]!["k"]!.GetValue<double>(), sketch["parameters"]!["c"]!.GetValue<double>())),
            Texts = feature["string_statistics"]?["distribution"]?["categorical"]?["buckets"] is JsonArray buckets
                ? [.. buckets.Select(bucket => KeyValuePair.Create(bucket!["value"]!.GetValue<string>(), bucket["count"]!.GetValue<long>()))]
                : null,
        };
    }

    private static double Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : double.NaN;

    private static JsonObject Constraint(FeatureConstraints feature)
    {
        var json = new JsonObject { ["name"] = feature.Name, ["inferred_type"] = feature.Type.ToString(), ["completeness"] = feature.Completeness };
        if (feature.Type is InferredType.Integral or InferredType.Fractional)
            json["num_constraints"] = new JsonObject { ["is_non_negative"] = feature.IsNonNegative };
        if (feature.Domain is { } domain)
            json["string_constraints"] = new JsonObject { ["domains"] = new JsonArray([.. domain.Select(value => (JsonNode)value)]) };
        if (feature.TypeThreshold is { } threshold)
            json["monitoringConfigOverrides"] = new JsonObject { ["datatype_check_threshold"] = threshold };
        return json;
    }

    private static FeatureConstraints Constraint(JsonObject feature) => new()
    {
        Name = feature["name"]!.GetValue<string>(),
        Type = Enum.Parse<InferredType>(feature["inferred_type"]!.GetValue<string>()),
        Completeness = feature["completeness"]?.GetValue<double>() ?? 0,
        IsNonNegative = feature["num_constraints"]?["is_non_negative"]?.GetValue<bool>() ?? false,
        Domain = feature["string_constraints"]?["domains"] is JsonArray domain ? [.. domain.Select(value => value!.GetValue<string>())] : null,
        TypeThreshold = feature["monitoringConfigOverrides"]?["datatype_check_threshold"]?.GetValue<double>(),
    };
}
