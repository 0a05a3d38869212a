using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Contracts.Deploy;

/// <summary>
/// Reads an instance from JSON: <c>"text"</c> or <c>{"features": ["text"]}</c> for a model of one column;
/// <c>{"Title": "Great", "Class Name": "Dresses", "Age": 33}</c>, or its values in order as <c>{"features": ["Great", "Dresses", 33]}</c>, for one of several.
/// </summary>
public static class InstanceJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The instance; null where it is none, after the problems were told.</summary>
    /// <param name="json">A value of JSON.</param>
    /// <param name="columns">The model's columns.</param>
    /// <param name="where">Where it stands, for the problems.</param>
    /// <param name="tell">Told each problem.</param>
    public static Instance? Read(JsonElement json, IReadOnlyList<FeatureColumn> columns, string where, Action<Problem> tell)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(tell);
        try
        {
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("features", out var features)
                && features.ValueKind == JsonValueKind.Array && features.GetArrayLength() == columns.Count)
                return FromValues([.. features.EnumerateArray()], columns, where, tell);
            if (columns.Count == 1 && json.ValueKind == JsonValueKind.String)
                return FromValues([json], columns, where, tell);
            if (json.ValueKind == JsonValueKind.Object && (columns.Count > 1 || json.TryGetProperty(columns[0].Name, out _)))
                return FromObject(json, columns, where, tell);
        }
        catch (InvalidOperationException)
        {
            tell(new Problem { Type = "invalid-instance", Found = "a text with half a surrogate pair or invalid UTF-8", Where = where, Expected = Form(columns) });
            return null;
        }

        tell(new Problem { Type = "invalid-instance", Found = columns.Count == 1 ? $"not a text but {json.ValueKind}" : $"not an object with the model's columns but {json.ValueKind}", Where = where, Expected = Form(columns) });
        return null;
    }

    /// <summary>A line of a file or an argument: the text itself for a model of one column, JSON for one of several.</summary>
    /// <exception cref="UserException">The line is no such instance.</exception>
    public static Instance Parse(string line, IReadOnlyList<FeatureColumn> columns, string where)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 1)
            return new Instance(line);
        var problems = new List<Problem>();
        try
        {
            using var json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 32 });
            if (Read(json.RootElement, columns, where, problems.Add) is { } instance)
                return instance;
        }
        catch (JsonException)
        {
            problems.Add(new Problem { Type = "invalid-json", Found = $"'{SafeText.Line(line, 60)}' is not JSON", Where = where, Expected = Form(columns) });
        }

        throw new UserException(Fault.Input, problems);
    }

    /// <summary>What <see cref="Read"/> reads: a text, or an object of the columns.</summary>
    public static JsonNode ToJson(Instance instance, IReadOnlyList<FeatureColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 1)
            return JsonValue.Create(instance.Text);
        var json = new JsonObject();
        for (var i = 0; i < columns.Count; i++)
            json[columns[i].Name] = instance[i] switch
            {
                null or "" when columns[i].Kind != FeatureKind.Text => null,
                null => null,
                var number when columns[i].Kind == FeatureKind.Numeric => JsonValue.Create(double.Parse(number, CultureInfo.InvariantCulture)),
                var text => JsonValue.Create(text),
            };
        return json;
    }

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public static string Text(Instance instance, IReadOnlyList<FeatureColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return columns.Count == 1 ? instance.Text : ToJson(instance, columns).ToJsonString(Plain);
    }

    /// <summary>What an instance looks like, in words.</summary>
    public static string Form(IReadOnlyList<FeatureColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return columns.Count == 1 ? "a text, or {\"features\": [\"text\"]}" : "an object of the columns " + FeatureColumn.Describe(columns);
    }

    private static Instance? FromObject(JsonElement json, IReadOnlyList<FeatureColumn> columns, string where, Action<Problem> tell)
    {
        var values = new JsonElement[columns.Count];
        var isWhole = true;
        for (var i = 0; i < values.Length; i++)
        {
            if (json.TryGetProperty(columns[i].Name, out values[i]))
                continue;
            isWhole = false;
            var others = json.EnumerateObject().Select(property => property.Name).Where(name => columns.All(column => column.Name != name)).Take(100).ToList();
            tell(new Problem
            {
                Type = "missing-column",
                Found = $"the column '{SafeText.Line(columns[i].Name, 80)}' is not there",
                Where = where,
                Expected = Form(columns),
                Remedy = NearestName.Suggestion(columns[i].Name, others) ?? "Give it, as null where its value is unknown",
            });
        }

        return isWhole ? FromValues(values, columns, where, tell) : null;
    }

    private static Instance? FromValues(JsonElement[] values, IReadOnlyList<FeatureColumn> columns, string where, Action<Problem> tell)
    {
        var texts = new string?[values.Length];
        var isRight = true;
        for (var i = 0; i < values.Length; i++)
        {
            var (value, kind) = (values[i], columns[i].Kind);
            var isKnown = value.ValueKind switch
            {
                JsonValueKind.String => kind != FeatureKind.Numeric || IsNumber(value.GetString()!),
                JsonValueKind.Number => kind != FeatureKind.Text && (kind == FeatureKind.Categorical || IsNumber(value.GetRawText())),
                JsonValueKind.True or JsonValueKind.False => kind == FeatureKind.Categorical,
                JsonValueKind.Null => columns.Count > 1,
                _ => false,
            };
            if (isKnown)
            {
                texts[i] = value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Null => null, _ => value.GetRawText() };
                continue;
            }

            isRight = false;
            tell(new Problem
            {
                Type = "invalid-instance",
                Found = columns.Count == 1 ? $"not a text but {value.ValueKind}"
                    : $"the column '{SafeText.Line(columns[i].Name, 80)}' holds {(value.ValueKind == JsonValueKind.String ? $"'{SafeText.Line(value.GetString(), 60)}'" : value.ValueKind)}",
                Where = where,
                Expected = columns.Count == 1 ? Form(columns) : kind switch { FeatureKind.Numeric => "a number or null", FeatureKind.Categorical => "a text, number, true, false or null", _ => "a text or null" },
            });
        }

        return isRight ? new Instance(texts[0] ?? "", texts.Length == 1 ? null : texts[1..]) : null;
    }

    private static bool IsNumber(string text) =>
        text.Length == 0 || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number));
}
