using Praxis.Contracts.Train;
using Praxis.Learning.Linear;

namespace Praxis.Learning.Tabular;

/// <summary>A categorical column as its value's number.</summary>
internal sealed class DenseCategory(FeatureColumn column, CategoryCodes codes) : IDenseColumn
{
    public IReadOnlyList<string> Names { get; } = [column.Name];

    public bool IsCategorical => true;

    public void Encode(string? value, Span<float> to)
    {
        var code = codes.Code(value);
        to[0] = code < 0 ? float.NaN : code;
    }

    public void Save(ByteWriter writer) => codes.Save(writer);
}
