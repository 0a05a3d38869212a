using Praxis.Contracts.Train;
using Praxis.Learning.Linear;
using Praxis.Learning.Text;

namespace Praxis.Learning.Tabular;

/// <summary>Turns rows of texts, categories and numbers into one sparse matrix for linear models, a block a column.</summary>
internal sealed class SparseEncoder
{
    private readonly ISparseColumn[] _parts;

    private SparseEncoder(IReadOnlyList<FeatureColumn> columns, ISparseColumn[] parts)
    {
        (Columns, _parts) = (columns, parts);
        var width = 0;
        foreach (var part in parts)
            width = checked(width + part.Width);
        Width = width;
    }

    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>How many columns the matrix has.</summary>
    public int Width { get; }

    /// <summary>Learns the blocks of the rows and gives the rows' matrix.</summary>
    public static SparseEncoder Fit(IReadOnlyList<FeatureColumn> columns, IReadOnlyList<Instance> rows, NgramOptions options, out SparseRows matrix, int threads, CancellationToken cancellationToken)
    {
        var parts = new ISparseColumn[columns.Count];
        SparseRows? all = null;
        for (var i = 0; i < parts.Length; i++)
        {
            var own = rows.Select(row => row[i]);
            SparseRows? block = null;
            switch (columns[i].Kind)
            {
                case FeatureKind.Text:
                    parts[i] = new SparseText(columns[i], NgramVectorizer.Fit(own.Select(text => text ?? ""), options, out block, threads, cancellationToken), columns.Count == 1);
                    break;
                case FeatureKind.Categorical:
                    parts[i] = new SparseCategory(columns[i], CategoryCodes.Fit(own));
                    break;
                default:
                    parts[i] = SparseNumber.Fit(columns[i], own);
                    break;
            }

            block ??= Block(parts[i], own);
            all = all is null ? block : all.Beside(block);
        }

        matrix = all!;
        return new SparseEncoder(columns, parts);
    }

    /// <exception cref="Contracts.Foundation.UserException">The instance has other columns, or a number's column holds none.</exception>
    public void Encode(Instance instance, List<int> indices, List<float> values)
    {
        instance.CheckColumns(Columns);
        indices.Clear();
        values.Clear();
        for (var (i, at) = (0, 0); i < _parts.Length; at += _parts[i].Width, i++)
            _parts[i].Append(instance[i], at, indices, values);
    }

    /// <summary>What a column of the matrix is, for people.</summary>
    public string NameOf(int column)
    {
        foreach (var part in _parts)
        {
            if (column < part.Width)
                return part.NameOf(column);
            column -= part.Width;
        }

        throw new ArgumentOutOfRangeException(nameof(column));
    }

    public void Save(ByteWriter writer)
    {
        foreach (var part in _parts)
            part.Save(writer);
    }

    public static SparseEncoder Load(ref ByteReader reader, IReadOnlyList<FeatureColumn> columns)
    {
        var parts = new ISparseColumn[columns.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = columns[i].Kind switch
            {
                FeatureKind.Text => new SparseText(columns[i], VectorizerBytes.Read(ref reader), columns.Count == 1),
                FeatureKind.Categorical => new SparseCategory(columns[i], CategoryCodes.Load(ref reader)),
                _ => SparseNumber.Load(ref reader, columns[i]),
            };
        return new SparseEncoder(columns, parts);
    }

    private static SparseRows Block(ISparseColumn part, IEnumerable<string?> column)
    {
        var (starts, indices, values) = (new List<int> { 0 }, new List<int>(), new List<float>());
        foreach (var value in column)
        {
            part.Append(value, 0, indices, values);
            starts.Add(indices.Count);
        }

        return new SparseRows(part.Width, [.. starts], [.. indices], [.. values]);
    }
}
