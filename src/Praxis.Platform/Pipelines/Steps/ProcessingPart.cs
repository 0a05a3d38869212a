using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>What one instance of a processing step left.</summary>
/// <param name="Job">Its job.</param>
/// <param name="Outputs">The folder of each output, and its files.</param>
/// <param name="Message">What it wants to say; null for nothing.</param>
internal sealed record ProcessingPart(Job Job, IReadOnlyList<(string Artifact, IReadOnlyList<FolderFile> Files)> Outputs, string? Message)
{
    /// <summary>It in the lineage.</summary>
    public LineageNode Node => new("job", Job.Id);
}
