using Praxis.Contracts.Train;
using Praxis.Learning.Linear;
using Praxis.Learning.Text;

namespace Praxis.Learning.Tabular;

/// <summary>A text as the weights of its n-grams.</summary>
internal sealed class SparseText(FeatureColumn column, NgramVectorizer vectorizer, bool isAlone) : ISparseColumn
{
    public int Width => vectorizer.ColumnCount;

    public string NameOf(int ngram) => isAlone ? vectorizer.Features[ngram] : $"{column.Name}: {vectorizer.Features[ngram]}";

    public void Append(string? value, int offset, List<int> indices, List<float> values)
    {
        var row = new NgramRow();
        vectorizer.Transform(value ?? "", row);
        foreach (var index in row.Indices)
            indices.Add(offset + index);
        values.AddRange(row.Values);
    }

    public void Save(ByteWriter writer) => VectorizerBytes.Write(writer, vectorizer);
}
