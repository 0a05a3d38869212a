namespace Praxis.Platform.Monitor;

/// <summary>What was counted of one column.</summary>
internal sealed record FeatureStatistics
{
    public required string Name { get; init; }

    public required InferredType Type { get; init; }

    /// <summary>Values that are there.</summary>
    public required long Present { get; init; }

    /// <summary>Values that are empty, or NaN.</summary>
    public required long Missing { get; init; }

    /// <summary>Present values that are whole numbers.</summary>
    public long Whole { get; init; }

    /// <summary>Present values that are numbers, whole ones too.</summary>
    public long Numeric { get; init; }

    /// <summary>Different values, at most a million; more are not told apart.</summary>
    public long Distinct { get; init; }

    /// <summary>The numbers; null where the column is none of numbers.</summary>
    public NumberDistribution? Numbers { get; init; }

    /// <summary>How often each text comes, in order of first appearance; null where there are too many.</summary>
    public IReadOnlyList<KeyValuePair<string, long>>? Texts { get; init; }

    /// <summary>Present values that are among those asked for; null where none were.</summary>
    public long? Known { get; init; }

    /// <summary>The share of the values that are there; 1 of none at all.</summary>
    public double Completeness => Present + Missing == 0 ? 1 : (double)Present / (Present + Missing);

    /// <summary>The share of the present values that can be read as a type.</summary>
    public double ShareOf(InferredType type) => Present == 0 ? 1 : type switch
    {
        InferredType.Integral => (double)Whole / Present,
        InferredType.Fractional => (double)Numeric / Present,
        _ => 1,
    };
}
