using System.Numerics.Tensors;
using Praxis.Contracts.Train;
using Praxis.Learning.Linear;
using Praxis.Learning.Numerics;
using Praxis.Learning.Text;

namespace Praxis.Learning.Tabular;

/// <summary>A text as its tf-idf weights' place in the space of their greatest singular vectors (latent semantic analysis: S. Deerwester et al., 1990), and its length in words.</summary>
internal sealed class ReducedText : IDenseColumn
{
    private const int NamingWords = 3;
    private readonly NgramVectorizer? _vectorizer; // null where no word occurs often enough
    private readonly float[] _components; // feature by feature, a value a component
    private readonly int _rank;

    private ReducedText(FeatureColumn column, NgramVectorizer? vectorizer, float[] components, int rank)
    {
        (_vectorizer, _components, _rank) = (vectorizer, components, rank);
        Names = [.. Enumerable.Range(0, rank).Select(k => $"{column.Name} ~ {NameOf(k)}"), $"{column.Name}: words"];
    }

    public IReadOnlyList<string> Names { get; }

    public bool IsCategorical => false;

    public static ReducedText Fit(FeatureColumn column, IEnumerable<string> texts, NgramOptions options, int rank, ulong seed, int threads, CancellationToken cancellationToken)
    {
        var vectorizer = NgramVectorizer.Fit(texts, options, out var rows, threads, cancellationToken);
        if (rows.RowCount == 0 || rows.ColumnCount == 0)
            return new ReducedText(column, null, [], 0);
        var svd = TruncatedSvd.Fit(rows, rank, seed, threads, cancellationToken);
        return new ReducedText(column, vectorizer, [.. svd.Components.Select(value => (float)value)], svd.Rank);
    }

    public void Encode(string? value, Span<float> to)
    {
        to.Clear();
        var text = value ?? "";
        if (_vectorizer is not null && _rank > 0)
        {
            var row = new NgramRow();
            _vectorizer.Transform(text, row);
            var indices = row.Indices;
            var values = row.Values;
            for (var i = 0; i < indices.Length; i++)
                TensorPrimitives.MultiplyAdd(_components.AsSpan(indices[i] * _rank, _rank), values[i], to[.._rank], to[.._rank]);
        }

        to[_rank] = WordCount(text);
    }

    public void Save(ByteWriter writer)
    {
        writer.Write(_vectorizer is null ? 0 : 1);
        if (_vectorizer is null)
            return;
        VectorizerBytes.Write(writer, _vectorizer);
        writer.Write(_rank);
        writer.Write<float>(_components);
    }

    public static ReducedText Load(ref ByteReader reader, FeatureColumn column)
    {
        if (reader.Number(0, 1) == 0)
            return new ReducedText(column, null, [], 0);
        var vectorizer = VectorizerBytes.Read(ref reader);
        var rank = reader.Number(0, 100_000);
        var components = reader.Read<float>(checked(rank * vectorizer.ColumnCount)).ToArray();
        foreach (var value in components)
            if (!float.IsFinite(value))
                throw new FormatException("a component is no number");
        return new ReducedText(column, vectorizer, components, rank);
    }

    private static int WordCount(string text)
    {
        var (count, position) = (0, 0);
        while (TextTokenizer.TryNext(TextTokenizerKind.Whitespace, text, ref position, out _))
            count++;
        return count;
    }

    // The words that weigh most in a component.
    private string NameOf(int component)
    {
        var best = new PriorityQueue<int, (float Weight, int Place)>();
        for (var i = 0; i < _vectorizer!.ColumnCount; i++)
        {
            best.Enqueue(i, (Math.Abs(_components[(i * _rank) + component]), -i));
            if (best.Count > NamingWords)
                best.Dequeue();
        }

        var words = new List<string>();
        while (best.TryDequeue(out var feature, out _))
            words.Add(_vectorizer.Features[feature]);
        words.Reverse();
        return string.Join(", ", words);
    }
}
