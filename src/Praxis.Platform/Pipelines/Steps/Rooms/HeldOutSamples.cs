using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Train;
using Praxis.Platform.Foundation;
using Praxis.Platform.Prepare;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Steps.Rooms;

/// <summary>Held-out rows to try a model with.</summary>
internal static class HeldOutSamples
{
    /// <summary>Rows of a readable length, one a class where there is one, three at most.</summary>
    public static IReadOnlyList<Instance> Of(Workspace workspace, PreparedData prepared, Evaluation evaluation)
    {
        var texts = new Dictionary<string, Instance>(StringComparer.Ordinal);
        foreach (var row in ChannelReader.Read(workspace.Artifacts.PathOf(prepared.HeldOutArtifact)))
        {
            if (row.Text.Length is >= 20 and <= 400)
                texts.TryAdd(row.Label, row.Instance);
            if (texts.Count == evaluation.Labels.Count)
                break;
        }

        return [.. texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).Reverse().Take(3)];
    }
}
