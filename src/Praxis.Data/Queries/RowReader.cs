using System.Reflection;
using DuckDB.NET.Data;

namespace Praxis.Data.Queries;

/// <summary>Reads the rows of an answer into one array. Lists are read with elements that may be null, which the client's own <c>GetValue</c> refuses.</summary>
internal sealed class RowReader
{
    private static readonly MethodInfo Typed = typeof(DuckDBDataReader).GetMethod(nameof(DuckDBDataReader.GetFieldValue))!;
    private readonly DuckDBDataReader reader;
    private readonly Func<DuckDBDataReader, int, object?>[] cells;

    public RowReader(DuckDBDataReader reader)
    {
        this.reader = reader;
        Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(i => new QueryColumn(reader.GetName(i), reader.GetDataTypeName(i)))];
        cells = [.. Enumerable.Range(0, reader.FieldCount).Select(i => CellOf(reader.GetFieldType(i)))];
    }

    public IReadOnlyList<QueryColumn> Columns { get; }

    public void Read(object?[] row)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = reader.IsDBNull(i) ? null : cells[i](reader, i);
    }

    private static Func<DuckDBDataReader, int, object?> CellOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>)
            ? Typed.MakeGenericMethod(WithNulls(type)).CreateDelegate<Func<DuckDBDataReader, int, object?>>()
            : (reader, i) => reader.GetValue(i);

    private static Type WithNulls(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? typeof(List<>).MakeGenericType(WithNulls(type.GenericTypeArguments[0]))
        : type.IsValueType && Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type)
        : type;
}
