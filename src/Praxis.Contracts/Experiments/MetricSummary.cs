namespace Praxis.Contracts.Experiments;

/// <summary>All measurements of one metric of a run in a few numbers. Values that are no number count in <see cref="Points"/> alone.</summary>
public sealed record MetricSummary
{
    /// <summary>The metric's name.</summary>
    public required string Key { get; init; }

    /// <summary>The value at the highest step; of several there the latest, of several then the largest. NaN where that one is no number.</summary>
    public required double Last { get; init; }

    /// <summary>The step of the last value.</summary>
    public required long LastStep { get; init; }

    /// <summary>When the last value was measured, in milliseconds since 1970 (UTC).</summary>
    public required long LastTime { get; init; }

    /// <summary>The smallest; NaN where none is a number.</summary>
    public required double Min { get; init; }

    /// <summary>The largest; NaN where none is a number.</summary>
    public required double Max { get; init; }

    /// <summary>The mean of the finite values; NaN where there is none.</summary>
    public required double Mean { get; init; }

    /// <summary>The sample standard deviation of the finite values; NaN where there are fewer than two.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>How many measurements there are.</summary>
    public required long Points { get; init; }
}
