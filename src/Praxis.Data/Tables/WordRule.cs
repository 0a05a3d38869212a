namespace Praxis.Data.Tables;

/// <summary>What becomes a blank before the words of a text are counted.</summary>
public enum WordRule
{
    /// <summary>Every comma and line break character, each one blank.</summary>
    Lab,

    /// <summary>Every line break character, each one blank.</summary>
    NewlineOnly,

    /// <summary>Nothing.</summary>
    Raw,
}
