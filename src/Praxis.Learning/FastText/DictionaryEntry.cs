namespace Praxis.Learning.FastText;

/// <summary>A word or label of the dictionary.</summary>
internal sealed class DictionaryEntry(byte[] text, long count, bool isLabel)
{
    public byte[] Text { get; } = text;

    public long Count { get; set; } = count;

    public bool IsLabel { get; } = isLabel;

    /// <summary>Rows of a word with its character n-grams; set when the dictionary is complete.</summary>
    public int[] Subwords { get; set; } = [];

    /// <summary>Words before labels, then the frequent first.</summary>
    public static bool IsBefore(DictionaryEntry a, DictionaryEntry b) => a.IsLabel != b.IsLabel ? !a.IsLabel : a.Count > b.Count;
}
