namespace Praxis.Learning.Bias;

/// <summary>What the values of a column are; how the column is read follows from it.</summary>
public enum BiasColumnType
{
    /// <summary>Texts.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Whole,

    /// <summary>Decimal numbers.</summary>
    Real,

    /// <summary>Truth values.</summary>
    Boolean,

    /// <summary>Values of a fixed set; never read with a threshold.</summary>
    Category,
}
