using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;
using Praxis.Data.Recipes.Steps;
using Praxis.Testing;

namespace Praxis.Data.Tests.Recipes;

public sealed class SmoteTests : IDisposable
{
    private static readonly string table = "x,y,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % 12},{i * 0.5},{(i < 8 ? "rare" : i < 20 ? "some" : "many")}\n")));
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_value_becomes_as_frequent_and_old_rows_stay()
    {
        var rows = RecipeRows.Fitted(folder, table, [], new BalanceStep("label", "smote"));
        Assert.Equal([40, 40, 40], rows.Texts("label").GroupBy(label => label).Select(group => group.Count()));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => i * 0.5), rows.Numbers("y").Take(60));
    }

    [Fact]
    public void New_rows_lie_between_a_row_of_their_class_and_one_of_its_nearest()
    {
        var rows = RecipeRows.Fitted(folder, table, [], new BalanceStep("label", "smote", Neighbours: 2));
        var (x, y, labels) = (rows.Numbers("x"), rows.Numbers("y"), rows.Texts("label"));
        double[] rare = [.. Enumerable.Range(0, 8).SelectMany(i => new[] { x[i], y[i] })];
        var made = Enumerable.Range(60, rows.Rows.Count - 60).Where(i => labels[i] == "rare").ToList();
        Assert.Equal(32, made.Count);
        Assert.True(made.Select(i => x[i]).Distinct().Count() > 16);
        foreach (var i in made)
            Assert.Contains(Enumerable.Range(0, 8).SelectMany(from => Smote.Nearest(rare, 2, from, 2).Select(to => (from, to))), pair => IsBetween(x[i], y[i], rare.AsSpan(pair.from * 2, 2), rare.AsSpan(pair.to * 2, 2)));
    }

    [Fact]
    public void The_same_seed_makes_the_same_rows()
    {
        BalanceStep step = new("label", "smote");
        Assert.Equal(RecipeRows.Fitted(folder, table, [], step).Rows, RecipeRows.Fitted(folder, table, [], step).Rows);
        Assert.Equal(60, RecipeRows.Applied(folder, table, [null], step).Rows.Count);
    }

    [Fact]
    public void The_nearest_are_found_in_order()
    {
        double[] rows = [0, 10, 1, 3, 1, -2];
        Assert.Equal([2, 4, 5], Smote.Nearest(rows, 1, 0, 3));
    }

    [Theory]
    [InlineData("x,text,label\n1,a b,k\n2,c,m\n", "'text' holds no numbers")]
    [InlineData("x,shop,label\n1,s1,1\n2,s2,0\n3,s1,1\n", "'shop' holds no numbers")]
    [InlineData("label\nk\nm\n", "no column of numbers")]
    public void Columns_that_are_no_numbers_are_told_by_name_before_anything_runs(string csv, string found)
    {
        var problem = Assert.Single(RecipeRows.Mistakes(folder, csv, new BalanceStep("label", "smote") { Place = "line 4" }));
        Assert.Equal("line 4 (balance)", problem.Where);
        Assert.Contains(found, problem.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,label\n1,k\n,k\n3,m\n", "have no number in 'x'")]
    [InlineData("x,label\n1,k\n2,k\n3,m\n", "'m' of 'label' has one row")]
    public void Rows_that_it_cannot_use_are_told(string csv, string found) =>
        Assert.Contains(found, Assert.Throws<UserException>(() => RecipeRows.Fitted(folder, csv, [], new BalanceStep("label", "smote"))).Problems[0].Found, StringComparison.Ordinal);

    private static bool IsBetween(double x, double y, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var share = Math.Abs(b[1] - a[1]) > 0 ? (y - a[1]) / (b[1] - a[1]) : 0;
        return share is >= -1e-9 and < 1 + 1e-9 && Math.Abs(a[0] + share * (b[0] - a[0]) - x) < 1e-9;
    }
}
