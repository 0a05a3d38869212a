using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Praxis.Data.Recipes;
using Praxis.Data.Tables;
using Praxis.Testing;

namespace Praxis.Data.Tests.Recipes;

/// <summary>What a recipe makes of a CSV text.</summary>
internal sealed record RecipeRows(List<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    public double[] Numbers(string column) => [.. Rows.Select(row => double.Parse(row[Columns.IndexOf(column)]!, CultureInfo.InvariantCulture))];

    public List<string?> Texts(string column) => [.. Rows.Select(row => row[Columns.IndexOf(column)])];

    public static RecipeRows Fitted(ScratchFolder folder, string csv, List<JsonObject?> states, params RecipeStep[] steps) => Of(folder, csv, states, isFitting: true, steps);

    public static RecipeRows Applied(ScratchFolder folder, string csv, List<JsonObject?> states, params RecipeStep[] steps) => Of(folder, csv, [.. states.Select(state => (JsonObject?)state?.DeepClone())], isFitting: false, steps);

    public static IReadOnlyList<Contracts.Foundation.Problem> Mistakes(ScratchFolder folder, string csv, params RecipeStep[] steps)
    {
        using var run = RecipeRun.Open(Table(folder, csv), new Recipe("r", steps), new RecipeRunOptions());
        return run.Validate();
    }

    private static RecipeRows Of(ScratchFolder folder, string csv, List<JsonObject?> states, bool isFitting, RecipeStep[] steps)
    {
        using var run = RecipeRun.Open(Table(folder, csv), new Recipe("r", steps, 7), new RecipeRunOptions());
        Assert.Empty(run.Validate());
        var results = run.Run(states, isFitting, isCounting: false, TestContext.Current.CancellationToken);
        return new RecipeRows([.. run.Columns.Select(column => column.Name)], run.Rows(results.Count, 100_000));
    }

    private static StoredTable Table(ScratchFolder folder, string csv)
    {
        var name = Guid.NewGuid().ToString("N");
        return StoredTable.Of(Praxis.Data.Files.TableReader.Import(folder.Write(name + ".csv", Encoding.UTF8.GetBytes(csv)), new Praxis.Data.Files.ReadOptions(), folder[name], TestContext.Current.CancellationToken).TablePath);
    }
}
