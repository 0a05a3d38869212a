namespace Praxis.Platform.Foundation.Tracking;

/// <summary>What a clause of a search looks at.</summary>
internal enum FilterField
{
    /// <summary>The run or experiment itself.</summary>
    Attribute,

    /// <summary>A metric's last value.</summary>
    LastMetric,

    /// <summary>A metric's smallest value.</summary>
    LeastMetric,

    /// <summary>A metric's largest value.</summary>
    MostMetric,

    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>A tag.</summary>
    Tag,

    /// <summary>The data that went in.</summary>
    Dataset,
}
