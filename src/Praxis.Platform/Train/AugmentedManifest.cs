using System.Text.Json;
using Praxis.Contracts.Train;

namespace Praxis.Platform.Train;

/// <summary>Reads augmented manifests: <c>{"source": "text …", "label": 1}</c> a line, or <c>"label": [1, 3]</c>. Other attributes are passed over.</summary>
public static class AugmentedManifest
{
    /// <summary>The attributes that a channel must name.</summary>
    public static IReadOnlyList<string> AttributeNames { get; } = ["source", "label"];

    /// <summary>The row of a line.</summary>
    /// <exception cref="FormatException">The line is no such object; the message says why.</exception>
    public static LabeledText Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 32 });
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } row)
                throw new FormatException("the line is no JSON object");
            if (!row.TryGetProperty("source", out var source) || source.ValueKind != JsonValueKind.String)
                throw new FormatException("it has no text 'source'");
            if (!row.TryGetProperty("label", out var label))
                throw new FormatException("it has no 'label'");
            var names = label.ValueKind == JsonValueKind.Array ? label.EnumerateArray().Select(Name).Distinct(StringComparer.Ordinal).ToList() : [Name(label)];
            if (names.Count == 0)
                throw new FormatException("'label' is an empty list");
            return new LabeledText(source.GetString()!, names[0]) { OtherLabels = names.Count > 1 ? names[1..] : null };
        }
        catch (JsonException error)
        {
            throw new FormatException("the line is not JSON", error);
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException("a text is no valid Unicode", error);
        }
    }

    private static string Name(JsonElement label)
    {
        var name = label.ValueKind switch
        {
            JsonValueKind.Number => label.GetRawText(),
            JsonValueKind.String => label.GetString()!,
            _ => throw new FormatException($"'label' is {label.ValueKind}, not a number, a name or a list of them"),
        };
        if (name.StartsWith(LabeledLines.Prefix, StringComparison.Ordinal))
            name = name[LabeledLines.Prefix.Length..];
        return name.Length > 0 ? name : throw new FormatException("a label has no name");
    }
}
