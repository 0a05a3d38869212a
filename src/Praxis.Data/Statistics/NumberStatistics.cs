namespace Praxis.Data.Statistics;

/// <summary>What is known of a column's finite numbers.</summary>
public sealed record NumberStatistics
{
    /// <summary>Numbers.</summary>
    public required long Count { get; init; }

    /// <summary>The least.</summary>
    public required double Min { get; init; }

    /// <summary>The greatest.</summary>
    public required double Max { get; init; }

    /// <summary>Their mean.</summary>
    public required double Mean { get; init; }

    /// <summary>Standard deviation with n - 1; NaN for one number.</summary>
    public required double Deviation { get; init; }

    /// <summary>The 5th percentile, interpolated.</summary>
    public required double Low { get; init; }

    /// <summary>The 50th percentile, interpolated.</summary>
    public required double Median { get; init; }

    /// <summary>The 95th percentile, interpolated.</summary>
    public required double High { get; init; }

    /// <summary>The usual range by the standard deviation with n, which findings go by.</summary>
    public required RobustRange Robust { get; init; }

    /// <summary>The same by the standard deviation with n - 1.</summary>
    public required RobustRange RobustSample { get; init; }

    /// <summary>Skewness <c>m3 / m2^1.5</c>; null for a constant.</summary>
    public required double? Skew { get; init; }

    /// <summary>Pearson's kurtosis <c>m4 / m2²</c>, 3 for a normal distribution; null for a constant.</summary>
    public required double? Kurtosis { get; init; }

    /// <summary>Numbers that are not whole.</summary>
    public required long Fractions { get; init; }

    /// <summary>Numbers in each of up to 40 bins of one width from <see cref="Min"/> to <see cref="Max"/>; the last one is closed.</summary>
    public required IReadOnlyList<long> Bins { get; init; }
}
