namespace Praxis.Platform.Monitor;

/// <summary>What the values of a column are, by the narrowest kind that at least 95 % of those present can be read as.</summary>
internal enum InferredType
{
    /// <summary>No value is present.</summary>
    Unknown,

    /// <summary>Whole numbers.</summary>
    Integral,

    /// <summary>Numbers.</summary>
    Fractional,

    /// <summary>Texts.</summary>
    String,
}
