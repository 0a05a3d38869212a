namespace Praxis.Learning.Tabular;

/// <summary>Turns the values of one column into a few numbers for trees; NaN is missing.</summary>
internal interface IDenseColumn
{
    /// <summary>What each number is, for people.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Whether the number is a category's.</summary>
    bool IsCategorical { get; }

    void Encode(string? value, Span<float> to);

    void Save(Linear.ByteWriter writer);
}
