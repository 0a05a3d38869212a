namespace Praxis.Contracts.Train;

/// <summary>How a column's values are looked at.</summary>
public enum FeatureKind
{
    /// <summary>Free text; missing is the empty text.</summary>
    Text,

    /// <summary>One of a few values without order; a value that training never saw counts as missing.</summary>
    Categorical,

    /// <summary>A number; missing where there is none.</summary>
    Numeric,
}
