using System.Security.Cryptography;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Platform.Pipelines;

/// <summary>Finds what a job trained on.</summary>
internal static class TrainingData
{
    private const int MostNodes = 10_000;

    /// <summary>
    /// The dataset versions that the job's inputs come of, the nearest first, with commas; where they come of other files, the channel <c>train</c> (else the first) with the first digits of a hash of its
    /// content, <c>train:0123456789ab</c>; empty where it read nothing.
    /// </summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="job">The job's id.</param>
    public static string Of(Workspace workspace, string job)
    {
        var datasets = new List<string>();
        var open = new Queue<LineageNode>([new LineageNode("job", job)]);
        var seen = open.ToHashSet();
        while (open.TryDequeue(out var node) && seen.Count < MostNodes)
            foreach (var before in workspace.Lineage.Edges(node).Where(edge => edge.To == node).Select(edge => edge.From).OrderBy(from => from.Id, StringComparer.Ordinal))
                if (before.Kind != Executions.Executions.Kind && seen.Add(before))
                {
                    // What a dataset itself comes of is older data.
                    if (before.Kind == Datasets.Kind)
                        datasets.Add(before.Id);
                    else
                        open.Enqueue(before);
                }

        return datasets.Count > 0 ? string.Join(", ", datasets) : Channel(workspace.Jobs.DefinitionOf(job).Files);
    }

    private static string Channel(IReadOnlyList<JobFile> files)
    {
        if (files.Count == 0)
            return "";
        var channel = files.Any(file => file.Channel == "train") ? "train" : files[0].Channel;
        var content = string.Concat(files.Where(file => file.Channel == channel).OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{file.Artifact}  {file.Name}\n"));
        return $"{channel}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..12]}";
    }
}
