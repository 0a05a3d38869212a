using System.Text.Json;
using Praxis.Contracts.Train;
using Praxis.Platform.Prepare;

namespace Praxis.Platform.Train;

/// <summary>Reads the rows of a channel's JSON Lines files.</summary>
public static class ChannelReader
{
    /// <summary>The columns of a file, as its first row says them: texts, then categories, then numbers.</summary>
    public static IReadOnlyList<FeatureColumn> Columns(string path)
    {
        var first = File.ReadLines(path).FirstOrDefault(line => line.Length > 0);
        if (first is null)
            return FeatureColumn.OneText;
        using var row = JsonDocument.Parse(first);
        return row.RootElement.TryGetProperty("text", out _) ? FeatureColumn.OneText : [.. ColumnsOf(row.RootElement).Select(column => column.Column)];
    }

    /// <summary>Streams the rows of one file.</summary>
    public static IEnumerable<LabeledText> Read(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length == 0)
                continue;
            using var row = JsonDocument.Parse(line);
            var said = row.RootElement.GetProperty("label");
            var labels = said.ValueKind == JsonValueKind.Array ? said.EnumerateArray().Select(one => one.GetString()!).ToArray() : [said.GetString()!];
            var others = labels.Length > 1 ? labels[1..] : null;
            if (row.RootElement.TryGetProperty("text", out var text))
            {
                yield return new LabeledText(text.GetString()!, labels[0]) { OtherLabels = others };
                continue;
            }

            string?[] values = [.. ColumnsOf(row.RootElement).Select(column => column.Value.ValueKind == JsonValueKind.Number ? column.Value.GetRawText() : column.Value.GetString())];
            yield return new LabeledText(values[0] ?? "", labels[0]) { More = values[1..], OtherLabels = others };
        }
    }

    private static IEnumerable<(FeatureColumn Column, JsonElement Value)> ColumnsOf(JsonElement row)
    {
        foreach (var (key, kind) in ChannelKeys.All)
            if (row.TryGetProperty(key, out var columns))
                foreach (var column in columns.EnumerateObject())
                    yield return (new FeatureColumn(column.Name, kind), column.Value);
    }
}
