namespace Praxis.Learning.Insights;

/// <summary>What letters a text is written in.</summary>
public enum Script
{
    /// <summary>Latin.</summary>
    Latin,

    /// <summary>Greek.</summary>
    Greek,

    /// <summary>Cyrillic.</summary>
    Cyrillic,

    /// <summary>Hebrew.</summary>
    Hebrew,

    /// <summary>Arabic.</summary>
    Arabic,

    /// <summary>Devanagari and the other scripts of India.</summary>
    Indic,

    /// <summary>Thai and Lao.</summary>
    Thai,

    /// <summary>Hangul.</summary>
    Hangul,

    /// <summary>Hiragana and Katakana.</summary>
    Kana,

    /// <summary>Chinese characters.</summary>
    Han,

    /// <summary>Any other.</summary>
    Other,
}
