using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes.Steps;
using Praxis.Testing;

namespace Praxis.Data.Tests.Recipes;

public sealed class VectorizeTests : IDisposable
{
    private const string Texts = "id,text\n1,\"good good dress, Good fit\"\n2,bad fit 10 out of 10\n3,\n4,a dress\n5,bad bad çay_x\n";
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>scikit-learn 1.2.1: TfidfVectorizer(max_features=4) on the same texts.</summary>
    [Fact]
    public void Tfidf_is_what_scikit_learn_makes_of_the_same_texts()
    {
        var states = new List<JsonObject?>();
        VectorizeStep step = new("text", MaxFeatures: 4);
        var rows = RecipeRows.Fitted(folder, Texts, states, step);
        Assert.Equal(["id", "text=10", "text=bad", "text=dress", "text=good"], rows.Columns);
        double[][] expected = [[0, 0.9273864454638184, 0, 0, 0], [0, 0.3741047724501573, 0, 0, 1], [0.2597037559047737, 0, 0, 1, 0], [0.9656883343858689, 0, 0, 0, 0]];
        foreach (var (column, own) in rows.Columns.Skip(1).Zip(expected))
            Assert.All(rows.Numbers(column).Zip(own), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        var others = RecipeRows.Applied(folder, "id,text\n1,good bad fit new\n", states, step);
        Assert.Equal(0.6279137616509934, others.Numbers("text=bad")[0], 1e-12);
        Assert.Equal(0.7782829228046183, others.Numbers("text=good")[0], 1e-12);
    }

    [Fact]
    public void What_is_learned_comes_from_the_rows_that_it_was_fitted_on_alone()
    {
        var states = new List<JsonObject?>();
        VectorizeStep step = new("text", LeastRows: 2);
        var fitted = RecipeRows.Fitted(folder, Texts, states, step);
        Assert.Equal(["id", "text=bad", "text=dress", "text=fit"], fitted.Columns);
        var before = states[0]!.ToJsonString();
        Assert.Equal(fitted.Rows, RecipeRows.Applied(folder, Texts, states, step).Rows);
        Assert.Equal(fitted.Columns, RecipeRows.Applied(folder, "id,text\n1,other words entirely\n2,fit\n", states, step).Columns);
        Assert.Equal(before, states[0]!.ToJsonString());
    }

    [Fact]
    public void Hashing_learns_nothing_and_puts_a_term_into_the_same_column_everywhere()
    {
        var states = new List<JsonObject?>();
        VectorizeStep step = new("text", "hashing", 16, Keep: true);
        var rows = RecipeRows.Fitted(folder, Texts, states, step);
        Assert.Equal(18, rows.Columns.Count);
        Assert.Null(states[0]);
        Assert.Equal(rows.Rows, RecipeRows.Applied(folder, Texts, states, step).Rows);
        var word = RecipeRows.Applied(folder, "id,text\n1,dress\n", states, step);
        Assert.Equal(word.Rows[0].Skip(2), rows.Rows[3].Skip(2));
        Assert.Equal(1, rows.Columns.Skip(2).Sum(column => Math.Pow(rows.Numbers(column)[0], 2)), 1e-12);
        Assert.All(rows.Columns.Skip(2), column => Assert.Equal(0, rows.Numbers(column)[2]));
    }

    [Fact]
    public void Texts_without_any_term_leave_no_column()
    {
        var rows = RecipeRows.Fitted(folder, "id,text\n1,a\n2,b c\n", [], new VectorizeStep("text"));
        Assert.Equal(["id"], rows.Columns);
        Assert.Equal(2, rows.Rows.Count);
    }

    [Fact]
    public void Mistakes_name_the_step_and_the_column()
    {
        var problems = RecipeRows.Mistakes(folder, Texts, new VectorizeStep("txt") { Place = "line 3" }, new VectorizeStep("id") { Place = "line 4" }, new VectorizeStep("text", MaxFeatures: 5000) { Place = "line 5" });
        Assert.Equal(["line 3 (vectorize)", "line 4 (vectorize)", "line 5 (vectorize)"], problems.Select(problem => problem.Where));
        Assert.Contains("'txt'", problems[0].Found, StringComparison.Ordinal);
        Assert.Contains("'id' holds no text", problems[1].Found, StringComparison.Ordinal);
        Assert.Contains("5000", problems[2].Found, StringComparison.Ordinal);
        var error = Assert.Throws<UserException>(() => RecipeRows.Fitted(folder, "text,text=good\ngood one,1\n", [], new VectorizeStep("text")));
        Assert.Contains("'text=good'", error.Problems[0].Found, StringComparison.Ordinal);
    }
}
