using System.Reflection;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Queries;

/// <summary>Reads the rows of an answer into one array. Lists and maps are read with values that may be null, which the client's own <c>GetValue</c> refuses.</summary>
internal sealed class RowReader
{
    private static readonly MethodInfo Typed = typeof(RowReader).GetMethod(nameof(Get), BindingFlags.NonPublic | BindingFlags.Static)!;
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
            try
            {
                row[i] = reader.IsDBNull(i) ? null : cells[i](reader, i);
            }
            catch (InvalidCastException error)
            {
                throw new UserException(new Problem { Type = "unreadable-value", Found = $"a value of '{SafeText.Line(Columns[i].Name, 80)}' holds NULL too deep inside", Remedy = "Ask for CAST(… AS JSON)" }, error);
            }
    }

    private static Func<DuckDBDataReader, int, object?> CellOf(Type type) => WithNulls(type) is var wider && wider != type && type.IsGenericType
        ? Typed.MakeGenericMethod(wider).CreateDelegate<Func<DuckDBDataReader, int, object?>>()
        : (reader, i) => reader.GetValue(i);

    private static object? Get<T>(DuckDBDataReader reader, int column) => reader.GetFieldValue<T>(column);

    private static Type WithNulls(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
            return typeof(List<>).MakeGenericType(WithNulls(type.GenericTypeArguments[0]));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>))
            return typeof(Dictionary<,>).MakeGenericType(type.GenericTypeArguments[0], WithNulls(type.GenericTypeArguments[1]));
        return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type;
    }
}
