using DuckDB.NET.Data;

namespace Praxis.Data.Recipes;

/// <summary>A function of text that the host gives to the database.</summary>
internal static class TextFunction
{
    public static void Register(DuckDBConnection connection, string name, Func<string, string> function)
    {
#pragma warning disable DuckDBNET001 // The library calls its user functions experimental; this one is used here alone.
        connection.RegisterScalarFunction<string, string>(name, (readers, writer, rows) =>
        {
            for (ulong row = 0; row < rows; row++)
                writer.WriteValue(function(readers[0].GetValue<string>(row)), row);
        });
#pragma warning restore DuckDBNET001
    }
}
