using System.Text.Json;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Register;

/// <summary>What may stand in a model card: SageMaker's content, everything optional, no other keys.</summary>
internal static class ModelCardSchema
{
    private const int MostCharacters = 100_000;
    private const int Long = 2048;
    private const int Short = 1024;

    private static readonly object Overview = Keys(
        ("model_description", Short), ("model_owner", Short), ("model_creator", Short), ("problem_type", Short), ("algorithm_type", Short), ("model_id", Short), ("model_artifact", List(Short)), ("model_name", Short), ("model_version", 0d),
        ("inference_environment", Keys(("container_image", List(Short)))));

    private static readonly object Uses = Keys(
        ("purpose_of_model", Long), ("intended_uses", Long), ("factors_affecting_model_efficiency", Long), ("risk_rating", Words("High", "Medium", "Low", "Unknown")), ("explanations_for_risk_rating", Long));

    private static readonly object Job = Keys(
        ("training_arn", Short), ("training_datasets", List(Short)), ("training_environment", Keys(("container_image", List(Short)))), ("training_metrics", List(Metric())), ("user_provided_training_metrics", List(Metric())),
        ("hyper_parameters", List(Keys(("name", Short), ("value", Short)))));

    private static readonly object Training = Keys(
        ("objective_function", Keys(("function", Keys(("function", Short), ("facet", Short), ("condition", Short))), ("notes", Short))), ("training_observations", Short), ("training_job_details", Job));

    private static readonly object Measured = Keys(
        ("name", Short), ("notes", Short), ("type", Words("number", "string", "boolean", "bar_chart", "linear_graph", "matrix")), ("value", "free"), ("x_axis_name", "free"), ("y_axis_name", "free"));

    private static readonly object Evaluated = Keys(
        ("name", Short), ("evaluation_observation", Long), ("evaluation_job_arn", Short), ("datasets", List(Short)), ("metadata", "free"), ("metric_groups", List(Keys(("name", Short), ("metric_data", List(Measured))))));

    private static readonly object Card = Keys(
        ("model_overview", Overview), ("intended_uses", Uses), ("training_details", Training), ("evaluation_details", List(Evaluated)),
        ("additional_information", Keys(("ethical_considerations", Long), ("caveats_and_recommendations", Long), ("custom_details", "free"))));

    /// <summary>The content on one line, if it is one.</summary>
    /// <exception cref="UserException">It is none; everything found is told.</exception>
    public static string Check(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length > MostCharacters)
            throw new UserException(new Problem { Type = "too-long", Found = $"the card has {content.Length:N0} characters", Expected = $"at most {MostCharacters:N0}" });
        try
        {
            using var json = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 32 });
            var problems = new List<Problem>();
            Check(json.RootElement, Card, "card", problems);
            return problems.Count == 0 ? JsonSerializer.Serialize(json.RootElement) : throw new UserException(Fault.Input, problems);
        }
        catch (JsonException error)
        {
            throw new UserException(new Problem { Type = "invalid-json", Found = "the card's content is no JSON", Expected = "a JSON object" }, error);
        }
    }

    private static void Check(JsonElement value, object rule, string where, List<Problem> problems)
    {
        void Wrong(string type, string found, string expected, string? remedy = null) => problems.Add(new Problem { Type = type, Found = found, Where = where, Expected = expected, Remedy = remedy });
        switch (rule)
        {
            case Dictionary<string, object> keys when value.ValueKind != JsonValueKind.Object:
                Wrong("invalid-card", "it is no object", "an object");
                break;
            case Dictionary<string, object> keys:
                foreach (var property in value.EnumerateObject())
                    if (keys.TryGetValue(property.Name, out var own))
                        Check(property.Value, own, $"{where}.{property.Name}", problems);
                    else
                        Wrong("unknown-key", $"'{SafeText.Line(property.Name, 60)}' is no key of it", string.Join(", ", keys.Keys), NearestName.Suggestion(property.Name, keys.Keys));
                break;
            case Items when value.ValueKind != JsonValueKind.Array:
                Wrong("invalid-card", "it is no list", "a list");
                break;
            case Items items:
                foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
                    Check(item, items.Rule, $"{where}[{i}]", problems);
                break;
            case string[] words when value.ValueKind != JsonValueKind.String || !words.Contains(value.GetString()):
                Wrong("invalid-card", "it is none of its words", string.Join(", ", words));
                break;
            case int most when value.ValueKind != JsonValueKind.String || value.GetString()!.Length > most:
                Wrong("invalid-card", "it is no text, or too long", $"a text of at most {most:N0} characters");
                break;
            case double when value.ValueKind != JsonValueKind.Number:
                Wrong("invalid-card", "it is no number", "a number");
                break;
        }
    }

    private static Dictionary<string, object> Keys(params (string Key, object Rule)[] keys) => keys.ToDictionary(pair => pair.Key, pair => pair.Rule, StringComparer.Ordinal);

    private static Items List(object rule) => new(rule);

    private static string[] Words(params string[] words) => words;

    private static Dictionary<string, object> Metric() => Keys(("name", Short), ("value", 0d), ("notes", Short));

    private sealed record Items(object Rule);
}
