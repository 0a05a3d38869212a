using System.Text.Json.Nodes;
using Praxis.Data.Recipes;
using Praxis.Data.Recipes.Steps;
using Praxis.Testing;

namespace Praxis.Data.Tests.Recipes;

public sealed class RowRecipeTests : IDisposable
{
    private const string Table = "age,text\n20,<b>Good</b>   dress\n30,bad fit\n50,Good fit & good price\n70,\n";
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("tfidf")]
    [InlineData("hashing")]
    public void One_row_gives_what_it_gives_among_all(string how)
    {
        RecipeStep[] steps = [new CleanTextStep("text") { Html = true, Lower = true, Punctuation = true, Whitespace = true }, new ScaleStep(["age"]), new VectorizeStep("text", how, 8)];
        var states = new List<JsonObject?>();
        var all = RecipeRows.Fitted(folder, Table, states, steps);
        using var one = RowRecipe.Open(new Recipe("r", steps, 7), states, [new("age", "BIGINT"), new("text", "VARCHAR")], all.Columns, new Dictionary<string, Func<string, string>>());
        Assert.Equal(["age", "text"], one.Inputs.Select(column => column.Name));
        var results = new string?[all.Columns.Count];
        foreach (var (line, expected) in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Zip(all.Rows))
        {
            one.Run(line.Split(',', 2), results);
            Assert.Equal(expected, results);
        }
    }
}
