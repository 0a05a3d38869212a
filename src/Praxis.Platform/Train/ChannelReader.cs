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
            yield return new LabeledText(row.RootElement.GetProperty("text").GetString()!, row.RootElement.GetProperty("label").GetString()!);
        }
    }
}
