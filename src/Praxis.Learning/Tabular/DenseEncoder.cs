using Praxis.Contracts.Train;
using Praxis.Learning.Linear;
using Praxis.Learning.Text;
using Praxis.Learning.Trees;

namespace Praxis.Learning.Tabular;

/// <summary>Turns rows of texts, categories and numbers into rows of numbers for trees: each text reduced, each category by its number, each number as it is.</summary>
internal sealed class DenseEncoder
{
    private readonly IDenseColumn[] _parts;

    private DenseEncoder(IReadOnlyList<FeatureColumn> columns, IDenseColumn[] parts)
    {
        (Columns, _parts) = (columns, parts);
        Width = parts.Sum(part => part.Names.Count);
    }

    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>How many numbers a row has.</summary>
    public int Width { get; }

    /// <summary>What each number is, for people.</summary>
    public IReadOnlyList<string> Names => [.. _parts.SelectMany(part => part.Names)];

    /// <summary>The places of the numbers that are categories'.</summary>
    public IReadOnlyList<int> Categorical
    {
        get
        {
            var (places, at) = (new List<int>(), 0);
            foreach (var part in _parts)
            {
                if (part.IsCategorical)
                    places.Add(at);
                at += part.Names.Count;
            }

            return places;
        }
    }

    public static DenseEncoder Fit(IReadOnlyList<FeatureColumn> columns, IReadOnlyList<Instance> rows, NgramOptions options, int components, ulong seed, int threads, CancellationToken cancellationToken) =>
        new(columns, [.. columns.Select((column, i) => column.Kind switch
        {
            FeatureKind.Text => (IDenseColumn)ReducedText.Fit(column, rows.Select(row => row[i] ?? ""), options, components, seed + (ulong)i, threads, cancellationToken),
            FeatureKind.Categorical => new DenseCategory(column, CategoryCodes.Fit(rows.Select(row => row[i]))),
            _ => new DenseNumber(column),
        })]);

    /// <exception cref="Contracts.Foundation.UserException">The instance has other columns, or a number's column holds none.</exception>
    public void Encode(Instance instance, Span<float> to)
    {
        instance.CheckColumns(Columns);
        for (var (i, at) = (0, 0); i < _parts.Length; at += _parts[i].Names.Count, i++)
            _parts[i].Encode(instance[i], to.Slice(at, _parts[i].Names.Count));
    }

    public DenseRows Encode(IReadOnlyList<Instance> rows, int threads)
    {
        const int PerChunk = 256;
        var values = new float[checked(rows.Count * Width)];
        FixedChunks.For(threads, (rows.Count + PerChunk - 1) / PerChunk, chunk =>
        {
            for (var row = chunk * PerChunk; row < Math.Min(rows.Count, (chunk + 1) * PerChunk); row++)
                Encode(rows[row], values.AsSpan(row * Width, Width));
        });
        return new DenseRows(rows.Count, Width, values);
    }

    public void Save(ByteWriter writer)
    {
        ColumnSchemaBytes.Write(writer, Columns);
        foreach (var part in _parts)
            part.Save(writer);
    }

    public static DenseEncoder Load(ref ByteReader reader)
    {
        var columns = ColumnSchemaBytes.Read(ref reader);
        var parts = new IDenseColumn[columns.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = columns[i].Kind switch
            {
                FeatureKind.Text => ReducedText.Load(ref reader, columns[i]),
                FeatureKind.Categorical => new DenseCategory(columns[i], CategoryCodes.Load(ref reader)),
                _ => new DenseNumber(columns[i]),
            };
        return new DenseEncoder(columns, parts);
    }
}
