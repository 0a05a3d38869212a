namespace Praxis.Platform.Monitor;

/// <summary>What was counted of a dataset.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Features">Its columns, in order.</param>
internal sealed record DataStatistics(long Rows, IReadOnlyList<FeatureStatistics> Features);
