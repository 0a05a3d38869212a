using Praxis.Contracts.Experiments;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>What a run tells at once.</summary>
public sealed record RunBatch
{
    /// <summary>Measurements; always added.</summary>
    public IReadOnlyList<MetricPoint> Metrics { get; init; } = [];

    /// <summary>Parameters; one that is there must have the same value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>Tags; the last value of a key counts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];
}
