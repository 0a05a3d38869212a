using Praxis.Contracts.Train;
using Praxis.Learning.Linear;

namespace Praxis.Learning.Tabular;

/// <summary>A numeric column as it is.</summary>
internal sealed class DenseNumber(FeatureColumn column) : IDenseColumn
{
    public IReadOnlyList<string> Names { get; } = [column.Name];

    public bool IsCategorical => false;

    public void Encode(string? value, Span<float> to) => to[0] = ColumnNumber.Read(value, column);

    public void Save(ByteWriter writer)
    {
    }
}
