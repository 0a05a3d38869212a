using Praxis.Learning.Linear;

namespace Praxis.Learning.Tabular;

/// <summary>Turns the values of one column into a block of a sparse row for linear models; nothing stands for a missing value. No value is below zero.</summary>
internal interface ISparseColumn
{
    /// <summary>How many columns the block has.</summary>
    int Width { get; }

    /// <summary>What a column of the block is, for people.</summary>
    string NameOf(int column);

    /// <summary>Adds the value's columns, ascending, <paramref name="offset"/> added to each.</summary>
    void Append(string? value, int offset, List<int> indices, List<float> values);

    void Save(ByteWriter writer);
}
