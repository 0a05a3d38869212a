namespace Praxis.Learning.Explain;

/// <summary>A part of a text; UTF-16 offsets, never inside a surrogate pair.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is; at least 1.</param>
public readonly record struct TextUnit(int Start, int Length)
{
    /// <summary>Where the text goes on after it.</summary>
    public int End => Start + Length;

    /// <summary>Its characters.</summary>
    public string Of(string text) => text.Substring(Start, Length);
}
