using Praxis.Contracts.Train;
using Praxis.Learning.Linear;

namespace Praxis.Learning.Tabular;

/// <summary>A model's columns in its file.</summary>
internal static class ColumnSchemaBytes
{
    public static void Write(ByteWriter writer, IReadOnlyList<FeatureColumn> columns)
    {
        writer.Write(columns.Count);
        foreach (var column in columns)
        {
            writer.Write(column.Name);
            writer.Write((int)column.Kind);
        }
    }

    public static FeatureColumn[] Read(ref ByteReader reader)
    {
        var columns = new FeatureColumn[reader.Count(8)];
        if (columns.Length == 0)
            throw new FormatException("it has no column");
        for (var i = 0; i < columns.Length; i++)
            columns[i] = new FeatureColumn(reader.Text(), (FeatureKind)reader.Number(0, 2));
        return columns;
    }
}
