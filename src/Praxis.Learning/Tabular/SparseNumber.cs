using System.Globalization;
using Praxis.Contracts.Train;
using Praxis.Learning.Linear;

namespace Praxis.Learning.Tabular;

/// <summary>A numeric column as one column a tenth of its values, so that a linear model follows any curve and no scale matters.</summary>
internal sealed class SparseNumber : ISparseColumn
{
    private const int Bins = 10;
    private readonly FeatureColumn _column;
    private readonly float[] _borders; // ascending; a value lies in the bin after the borders that are at most as great

    private SparseNumber(FeatureColumn column, float[] borders) => (_column, _borders) = (column, borders);

    public int Width => _borders.Length + 1;

    public static SparseNumber Fit(FeatureColumn column, IEnumerable<string?> values)
    {
        float[] sorted = [.. values.Select(value => ColumnNumber.Read(value, column)).Where(value => !float.IsNaN(value)).Order()];
        return new SparseNumber(column, sorted.Length == 0 ? [] : [.. Enumerable.Range(1, Bins - 1).Select(i => sorted[(int)((long)i * sorted.Length / Bins)]).Distinct().Where(border => border > sorted[0])]);
    }

    public string NameOf(int bin) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_column.Name} {(bin == 0 ? "" : $"from {_borders[bin - 1]} ")}{(bin == _borders.Length ? "" : $"below {_borders[bin]}")}").TrimEnd();

    public void Append(string? value, int offset, List<int> indices, List<float> values)
    {
        var number = ColumnNumber.Read(value, _column);
        if (float.IsNaN(number))
            return;
        var bin = Array.BinarySearch(_borders, number);
        indices.Add(offset + (bin < 0 ? ~bin : bin + 1));
        values.Add(SparseCategory.Weight);
    }

    public void Save(ByteWriter writer)
    {
        writer.Write(_borders.Length);
        writer.Write<float>(_borders);
    }

    public static SparseNumber Load(ref ByteReader reader, FeatureColumn column)
    {
        var borders = reader.Read<float>(reader.Count(4)).ToArray();
        for (var i = 0; i < borders.Length; i++)
            if (!float.IsFinite(borders[i]) || (i > 0 && borders[i] <= borders[i - 1]))
                throw new FormatException("the borders of a number do not ascend");
        return new SparseNumber(column, borders);
    }
}
