namespace Praxis.Learning.Insights;

/// <summary>The languages that <see cref="Languages"/> tells apart.</summary>
public enum Language
{
    /// <summary>Too few words to tell, or none of these languages.</summary>
    Unknown,

    /// <summary>English.</summary>
    English,

    /// <summary>German.</summary>
    German,

    /// <summary>French.</summary>
    French,

    /// <summary>Spanish.</summary>
    Spanish,

    /// <summary>Italian.</summary>
    Italian,

    /// <summary>Portuguese.</summary>
    Portuguese,

    /// <summary>Dutch.</summary>
    Dutch,

    /// <summary>Swedish.</summary>
    Swedish,

    /// <summary>Polish.</summary>
    Polish,

    /// <summary>Russian.</summary>
    Russian,
}
