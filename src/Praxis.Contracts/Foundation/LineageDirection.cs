namespace Praxis.Contracts.Foundation;

/// <summary>Which way a query of the lineage looks.</summary>
public enum LineageDirection
{
    /// <summary>What the starts were made from.</summary>
    Ascendants,

    /// <summary>What was made from the starts.</summary>
    Descendants,

    /// <summary>Both ways from every thing that is reached.</summary>
    Both,
}
