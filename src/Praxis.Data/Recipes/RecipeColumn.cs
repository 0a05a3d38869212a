namespace Praxis.Data.Recipes;

/// <summary>A column between two steps.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in the database.</param>
public sealed record RecipeColumn(string Name, string Type)
{
    /// <summary>Whether it holds numbers.</summary>
    public bool IsNumber => Type is "BIGINT" or "DOUBLE" or "INTEGER" or "FLOAT" or "HUGEINT" or "SMALLINT" or "TINYINT" or "UBIGINT" or "UINTEGER" || Type.StartsWith("DECIMAL", StringComparison.Ordinal);

    /// <summary>Whether it holds text.</summary>
    public bool IsText => Type == "VARCHAR";
}
