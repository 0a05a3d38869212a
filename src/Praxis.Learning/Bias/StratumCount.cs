namespace Praxis.Learning.Bias;

/// <summary>The rows of one value of a group variable, by facet and outcome.</summary>
/// <param name="FacetPositive">Rows of the facet's value that are positive.</param>
/// <param name="FacetNegative">Rows of the facet's value that are not.</param>
/// <param name="OtherPositive">All other rows that are positive.</param>
/// <param name="OtherNegative">All other rows that are not.</param>
public readonly record struct StratumCount(long FacetPositive, long FacetNegative, long OtherPositive, long OtherNegative)
{
    /// <summary>All rows of the stratum.</summary>
    public long Rows => FacetPositive + FacetNegative + OtherPositive + OtherNegative;
}
