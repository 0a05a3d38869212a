using System.Globalization;
using System.Text.Json.Nodes;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>A way into JSON, <c>a.b['k'].c[0]</c>; a leading <c>$.</c> may stand before it. In a list of named things a key finds the one of that name.</summary>
internal sealed class PropertyPath
{
    private static readonly string[] nameFields = ["OutputName", "InputName", "ChannelName", "MetricName", "PropertyFileName", "Name", "Key"];

    private PropertyPath(IReadOnlyList<object> parts) => Parts = parts;

    /// <summary>Names (text) and places (numbers), in order.</summary>
    public IReadOnlyList<object> Parts { get; }

    /// <summary>Reads a path; null where it is none.</summary>
    public static PropertyPath? Parse(string text)
    {
        var parts = new List<object>();
        var at = text.StartsWith("$.", StringComparison.Ordinal) ? 2 : text is "$" ? 1 : 0;
        while (at < text.Length)
        {
            if (text[at] == '[')
            {
                var end = text.IndexOf(']', at);
                if (end < 0)
                    return null;
                var inside = text[(at + 1)..end];
                if (inside.Length >= 2 && inside[0] is '\'' or '"')
                {
                    // A quoted key may hold a bracket.
                    var close = text.IndexOf(text[at + 1] + "]", at + 2, StringComparison.Ordinal);
                    if (close < 0)
                        return null;
                    parts.Add(text[(at + 2)..close]);
                    end = close + 1;
                }
                else if (int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
                {
                    parts.Add(place);
                }
                else
                {
                    return null;
                }

                at = end + 1;
                continue;
            }

            if (parts.Count > 0)
            {
                if (text[at] != '.')
                    return null;
                at++;
            }

            var next = text.AsSpan(at).IndexOfAny('.', '[');
            var name = next < 0 ? text[at..] : text.Substring(at, next);
            if (name.Length == 0)
                return null;
            parts.Add(name);
            at += name.Length;
        }

        return parts.Count == 0 ? null : new PropertyPath(parts);
    }

    /// <summary>What the path leads to; null where nothing is there.</summary>
    /// <param name="root">The JSON.</param>
    /// <param name="skip">How many parts to leave out at the beginning.</param>
    public JsonNode? In(JsonNode? root, int skip = 0)
    {
        var node = root;
        foreach (var part in Parts.Skip(skip))
        {
            node = (node, part) switch
            {
                (JsonObject map, string name) => map[name],
                (JsonArray list, int place) => place < list.Count ? list[place] : null,
                (JsonArray list, string name) => list.FirstOrDefault(item => item is JsonObject map && nameFields.Any(field => map[field] is JsonValue value && value.TryGetValue<string>(out var own) && own == name)),
                _ => null,
            };
            if (node is null)
                return null;
        }

        return node;
    }
}
