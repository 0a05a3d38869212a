using Praxis.Contracts.Train;
using Praxis.Learning.Linear;

namespace Praxis.Learning.Tabular;

/// <summary>A categorical column as one column a value.</summary>
internal sealed class SparseCategory(FeatureColumn column, CategoryCodes codes) : ISparseColumn
{
    /// <summary>What stands in the value's column; a text's block has length 1.</summary>
    public const float Weight = 0.5f;

    public int Width => codes.Values.Length;

    public string NameOf(int value) => $"{column.Name} = {codes.Values[value]}";

    public void Append(string? value, int offset, List<int> indices, List<float> values)
    {
        var code = codes.Code(value);
        if (code < 0)
            return;
        indices.Add(offset + code);
        values.Add(Weight);
    }

    public void Save(ByteWriter writer) => codes.Save(writer);
}
