namespace Praxis.Learning.Text;

/// <summary>How a text becomes words.</summary>
public enum TextTokenizerKind
{
    /// <summary>Lower case; runs of at least two letters, digits, marks and underscores.</summary>
    Words,

    /// <summary>Lower case; whatever stands between white space.</summary>
    Whitespace,

    /// <summary>Lower case; runs of at least one letter, digit, mark or underscore.</summary>
    ShortWords,
}
