using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;

namespace Praxis.Platform.Prepare.Recipes;

/// <summary>A recipe with what its steps have learned, to be used as it is on other rows.</summary>
/// <param name="Yaml">The recipe's file.</param>
/// <param name="States">What each step has learned, in order; null for nothing.</param>
public sealed partial record FittedRecipe(string Yaml, IReadOnlyList<JsonObject?> States)
{
    private const int Format = 1;

    /// <summary>The columns of the table that it was fitted on; empty where an older program has written it.</summary>
    public IReadOnlyList<RecipeColumn> Columns { get; init; } = [];

    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's text.</summary>
    public string Write() => new JsonObject
    {
        ["praxis_recipe"] = Format,
        ["recipe"] = Yaml,
        ["columns"] = new JsonArray([.. Columns.Select(column => (JsonNode)new JsonObject { ["name"] = column.Name, ["type"] = column.Type })]),
        ["states"] = new JsonArray([.. States.Select(state => state?.DeepClone())]),
    }.ToJsonString(indented) + "\n";

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="UserException">It is none.</exception>
    public static FittedRecipe Read(string json)
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 32 }) is not JsonObject root || root["praxis_recipe"]?.GetValue<int>() is not Format)
                throw Unreadable("its format is not one of this program", null);
            if (root["recipe"] is not { } recipe || root["states"] is not JsonArray states)
                throw Unreadable("it lacks the recipe or what it has learned", null);
            return new FittedRecipe(recipe.GetValue<string>(), [.. states.Select(state => state?.AsObject())])
            {
                Columns = [.. (root["columns"]?.AsArray() ?? []).Select(column => new RecipeColumn(column?["name"]?.GetValue<string>() ?? "", Known(column?["type"]?.GetValue<string>())))],
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw Unreadable("it is no JSON that a run has written", error);
        }
    }

    // What stands in the file becomes part of a statement.
    private static string Known(string? type) => type is "VARCHAR" or "BIGINT" or "DOUBLE" or "BOOLEAN" or "DATE" or "TIMESTAMP" or "INTEGER" or "SMALLINT" or "TINYINT" or "UBIGINT" or "UINTEGER" or "HUGEINT" or "FLOAT" or "TIME"
        ? type
        : type is not null && Decimal().IsMatch(type) ? type : "VARCHAR";

    [GeneratedRegex(@"^DECIMAL\([0-9]{1,2},[0-9]{1,2}\)$")]
    private static partial Regex Decimal();

    private static UserException Unreadable(string why, Exception? cause) => new(
        new Problem { Type = "invalid-fitted-recipe", Found = $"the fitted recipe cannot be read: {why}", Expected = "the recipe.json that praxis prepare run has written" }, cause);
}
