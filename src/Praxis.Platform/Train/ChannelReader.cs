using System.Text.Json;
using Praxis.Contracts.Train;

namespace Praxis.Platform.Train;

/// <summary>Reads the rows of a channel's JSON Lines files.</summary>
public static class ChannelReader
{
    /// <summary>Streams the rows of one file.</summary>
    public static IEnumerable<LabeledText> Read(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length == 0)
                continue;
            using var row = JsonDocument.Parse(line);
            var (text, label) = (row.RootElement.GetProperty("text").GetString()!, row.RootElement.GetProperty("label"));
            if (label.ValueKind == JsonValueKind.Array)
            {
                var labels = label.EnumerateArray().Select(one => one.GetString()!).ToList();
                yield return new LabeledText(text, labels[0]) { OtherLabels = labels[1..] };
            }
            else
                yield return new LabeledText(text, label.GetString()!);
        }
    }
}
