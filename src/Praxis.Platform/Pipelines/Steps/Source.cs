using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>What an address leads to.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Identity">A name of its content: equal files have one.</param>
/// <param name="Node">What it is, for the lineage.</param>
internal sealed record Source(IReadOnlyList<FolderFile> Files, string Identity, LineageNode Node);
