namespace Praxis.Data.Statistics;

/// <summary>What a column is for a model, by <see cref="TypeScores"/>; not how it is stored.</summary>
public enum ColumnKind
{
    /// <summary>No value at all.</summary>
    Empty,

    /// <summary>Exactly two different values.</summary>
    Binary,

    /// <summary>Numbers.</summary>
    Numeric,

    /// <summary>Few different values.</summary>
    Categorical,

    /// <summary>Texts.</summary>
    Text,

    /// <summary>Dates and times.</summary>
    DateTime,
}
