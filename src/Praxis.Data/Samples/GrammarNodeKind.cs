namespace Praxis.Data.Samples;

/// <summary>What a piece of a phrase does when it is written out.</summary>
internal enum GrammarNodeKind
{
    /// <summary>Writes its text.</summary>
    Literal,

    /// <summary>Writes a phrase of another rule.</summary>
    Rule,

    /// <summary>Writes a phrase of the rule that belongs to the garment of this review.</summary>
    GarmentRule,

    /// <summary>Writes its first phrase for one garment ("it fits"), its second for garments in the plural ("they fit").</summary>
    Agreement,

    /// <summary>Writes a number of a range.</summary>
    Number,

    /// <summary>Writes "a" or "an", as the next word needs.</summary>
    Article,

    /// <summary>Writes the name of the garment.</summary>
    Garment,

    /// <summary>Writes the size that the reviewer wears, or one next to it.</summary>
    Size,
}
