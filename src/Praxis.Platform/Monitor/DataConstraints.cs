namespace Praxis.Platform.Monitor;

/// <summary>What a dataset is held to.</summary>
internal sealed record DataConstraints
{
    private const int MostOfDomain = 100;
    private const double MostShareOfDomain = 0.1;

    /// <summary>Its columns.</summary>
    public required IReadOnlyList<FeatureConstraints> Features { get; init; }

    /// <summary>The least share of present values that must be of their column's type.</summary>
    public double TypeThreshold { get; init; } = 1;

    /// <summary>The least share of present values that must be known ones.</summary>
    public double DomainThreshold { get; init; } = 1;

    /// <summary>Whether distributions are compared.</summary>
    public bool ComparesDistributions { get; init; } = true;

    /// <summary>The greatest distance of numbers that is no drift.</summary>
    public double DriftThreshold { get; init; } = 0.1;

    /// <summary>The same of categories.</summary>
    public double CategoricalDriftThreshold { get; init; } = 0.1;

    /// <summary>Whether what samples differ by chance is taken off a distance first.</summary>
    public bool IsRobust { get; init; } = true;

    /// <summary>Limits that the counted dataset itself keeps to: a domain for columns of at most 100 values and 10 % of the rows; a column of mixed values is held to the share that it has.</summary>
    public static DataConstraints Of(DataStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return new DataConstraints
        {
            Features = [.. statistics.Features.Select(feature => new FeatureConstraints
            {
                Name = feature.Name,
                Type = feature.Type,
                Completeness = feature.Completeness,
                IsNonNegative = feature.Numbers is { Min: >= 0 },
                Domain = feature.Texts is { } texts && texts.Count <= MostOfDomain && texts.Count <= MostShareOfDomain * statistics.Rows ? [.. texts.Select(text => text.Key).Order(StringComparer.Ordinal)] : null,
                TypeThreshold = feature.ShareOf(feature.Type) is < 1 and var share ? share : null,
            })],
        };
    }
}
