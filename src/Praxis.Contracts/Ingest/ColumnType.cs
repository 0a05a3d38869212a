namespace Praxis.Contracts.Ingest;

/// <summary>What the values of a column are; proved on every row.</summary>
public enum ColumnType
{
    /// <summary>Every value is a whole or decimal number that a 64-bit integer or double gives back as written.</summary>
    Number,

    /// <summary>Short values that repeat.</summary>
    Category,

    /// <summary>Anything else.</summary>
    Text,

    /// <summary>Every value is an ISO 8601 date or date and time.</summary>
    Date,

    /// <summary>Every value is true or false.</summary>
    Boolean,
}
