namespace Praxis.Learning.Text;

/// <summary>What the symbols of n-grams are.</summary>
internal enum NgramSymbols
{
    /// <summary>Words.</summary>
    Words,

    /// <summary>Characters of whole texts, runs of blanks as one.</summary>
    Characters,

    /// <summary>Characters of what stands between blanks, with one blank at either side.</summary>
    CharactersWithinWords,
}
