namespace Praxis.Platform.Register;

/// <summary>Two versions side by side.</summary>
public sealed record VersionComparison
{
    /// <summary>The first version's id.</summary>
    public required string First { get; init; }

    /// <summary>The second version's id.</summary>
    public required string Second { get; init; }

    /// <summary>The answer, a sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>Figures of each on its own held-out rows, with 95 % intervals where there are some.</summary>
    public required IReadOnlyList<VersionFigure> Figures { get; init; }

    /// <summary>Rows that both were judged on.</summary>
    public required long CommonRows { get; init; }

    /// <summary>The first version's accuracy on those rows; null where there are none.</summary>
    public required double? FirstCommonAccuracy { get; init; }

    /// <summary>The second version's accuracy on those rows; null where there are none.</summary>
    public required double? SecondCommonAccuracy { get; init; }

    /// <summary>The p-value of McNemar's test on those rows; null where there are none.</summary>
    public required double? PValue { get; init; }

    /// <summary>What they were made with, where it differs.</summary>
    public required IReadOnlyList<VersionDifference> Differences { get; init; }
}
