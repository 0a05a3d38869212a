namespace Praxis.Learning.Explain;

/// <summary>How the values of many rows become one importance.</summary>
public enum ShapAggregation
{
    /// <summary>The mean of the absolute values.</summary>
    MeanAbsolute,

    /// <summary>The mean of the squares.</summary>
    MeanSquare,

    /// <summary>The median of the signed values; of an even number the mean of the middle two.</summary>
    Median,
}
