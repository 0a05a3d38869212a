namespace Praxis.Platform.Analyze.Insights;

/// <summary>What the texts of a column are like, on the rows looked at.</summary>
public sealed record TextSummary
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>Texts looked at.</summary>
    public required int Texts { get; init; }

    /// <summary>Words of a text: fewest, median, mean, most.</summary>
    public required (int Fewest, double Median, double Mean, int Most) Words { get; init; }

    /// <summary>Characters of a text: fewest, median, mean, most.</summary>
    public required (int Fewest, double Median, double Mean, int Most) Characters { get; init; }

    /// <summary>Shares of all characters that are capital, lower-case, digits, and neither letters nor digits.</summary>
    public required (double Capital, double Lower, double Digit, double Special) Shares { get; init; }

    /// <summary>Letters by script, the most frequent first, as shares.</summary>
    public required IReadOnlyList<(string Script, double Share)> Scripts { get; init; }

    /// <summary>Texts by language, the most frequent first; "Unknown" is those too short to tell, and other languages than the ten that are known.</summary>
    public required IReadOnlyList<(string Language, int Texts)> Languages { get; init; }

    /// <summary>Groups of texts that are nearly the same: the rows of each, at most the first 50 groups.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> NearDuplicates { get; init; }

    /// <summary>Texts in all such groups.</summary>
    public required int NearDuplicateTexts { get; init; }
}
