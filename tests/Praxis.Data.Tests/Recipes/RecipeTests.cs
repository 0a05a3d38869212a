using System.Text;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;
using Praxis.Data.Recipes.Steps;
using Praxis.Data.Tables;
using Praxis.Testing;

namespace Praxis.Data.Tests.Recipes;

public sealed class RecipeTests : IDisposable
{
    private const string Shop = "id,shop,age,stars,text\n1,a,20,5,Good\n2,b,30,1,bad\n3,a,40,3, \n4,c,,4,<b>OK</b> http://x.y now\n5,a,200,5,Good\n";
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Columns_are_renamed_kept_dropped_and_derived()
    {
        var rows = Run(Shop, new RenameStep(new Dictionary<string, string> { ["stars"] = "rating" }), new DeriveStep("twice", "rating * 2"), new DropStep(["text"]), new KeepStep(["twice", "shop"]));
        Assert.Equal(["twice", "shop"], rows.Columns);
        Assert.Equal(["10", "a"], rows.Rows[0]);
    }

    [Fact]
    public void Rows_are_filtered_sorted_and_deduplicated()
    {
        var rows = Run(Shop, new FilterStep("stars > 1"), new DeduplicateStep(["shop", "text", "stars"]), new SortStep(["-stars", "shop"]));
        Assert.Equal(["1", "4", "3"], rows.Rows.Select(row => row[0]));
    }

    [Fact]
    public void Values_are_mapped_and_missing_ones_filled()
    {
        var rows = Run(
            Shop,
            new MapStep("stars", new Dictionary<string, string> { ["1"] = "-1", ["2"] = "-1", ["3"] = "0", ["4"] = "1", ["5"] = "1" }, "sentiment", "error"),
            new MissingStep(["age"], "median", Indicator: true),
            new MissingStep(["text"], "constant", "none"));
        Assert.Equal(["1", "-1", "0", "1", "1"], rows.Rows.Select(row => row[rows.Columns.IndexOf("sentiment")]));
        Assert.Equal("35.0", rows.Rows[3][rows.Columns.IndexOf("age")]);
        Assert.Equal(["0", "0", "0", "1", "0"], rows.Rows.Select(row => row[rows.Columns.IndexOf("age_missing")]));
        Assert.Equal("none", rows.Rows[2][rows.Columns.IndexOf("text")]);
    }

    [Fact]
    public void What_steps_learn_on_some_rows_is_used_as_it_is_on_others()
    {
        RecipeStep[] steps = [new MissingStep(["age"], "mean"), new OutlierStep(["age"], "quantile", "clip", Lower: 0, Upper: 0.5), new ScaleStep(["age"], "min-max"), new EncodeStep("shop", "ordinal", Unknown: "last"), new BinStep("stars", [], 2)];
        var states = new List<JsonObject?>();
        var fitted = Run(Shop, steps, states, isFitting: true);
        var again = Run(Shop, steps, states, isFitting: false);
        Assert.Equal(fitted.Rows, again.Rows);
        var other = Run("id,shop,age,stars,text\n1,zz,1000,5,x\n", steps, states, isFitting: false);
        Assert.Equal(["1", "3", "1.0", "1", "x"], other.Rows[0]);
    }

    [Fact]
    public void One_hot_columns_are_those_that_were_learned()
    {
        var states = new List<JsonObject?>();
        var fitted = Run(Shop, [new EncodeStep("shop")], states, isFitting: true);
        Assert.Equal(["id", "age", "stars", "text", "shop=a", "shop=b", "shop=c"], fitted.Columns);
        var other = Run("id,shop,age,stars,text\n1,new,1,5,x\n", [new EncodeStep("shop")], states, isFitting: false);
        Assert.Equal(["0", "0", "0"], other.Rows[0].Skip(4));
    }

    [Fact]
    public void Target_encoding_leaves_a_rows_own_answer_out()
    {
        var text = "shop,y\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"s{i},{i % 2}\n"));
        var states = new List<JsonObject?>();
        var fitted = Run(text, [new EncodeStep("shop", "target", "y", Weight: 1)], states, isFitting: true);
        Assert.Single(fitted.Rows.Select(row => row[0]).Distinct());
        Assert.Equal(2, Run(text, [new EncodeStep("shop", "target", "y", Weight: 1)], states, isFitting: false).Rows.Select(row => row[0]).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Splits_are_exact_repeat_by_seed_and_lose_no_row(int seed)
    {
        var text = "id,label\n" + string.Concat(Enumerable.Range(0, 997).Select(i => $"{i},{i % 7 % 3}\n"));
        SplitStep split = new([new("train", 0.9), new("validation", 0.05), new("test", 0.05)], "label");
        var (one, two) = (Parts(text, seed, split), Parts(text, seed, split));
        Assert.Equal(one, two);
        Assert.Equal(997, one.Values.Sum(rows => rows.Count));
        Assert.Equal(997, one.Values.SelectMany(rows => rows).Distinct().Count());
        foreach (var (part, share) in split.Parts)
            for (var label = 0; label < 3; label++)
                Assert.InRange(one[part].Count(row => row.EndsWith($",{label}", StringComparison.Ordinal)) - share * Enumerable.Range(0, 997).Count(i => i % 7 % 3 == label), -1.0, 1.0);
        Assert.NotEqual(one["test"], Parts(text, seed + 10, split)["test"]);
    }

    [Fact]
    public void The_labs_sizes_come_out()
    {
        Assert.Equal([5537, 307, 309], SplitSizes.Totals(6153, [0.9, 0.05, 0.05]));
        Assert.Equal([6399, 355, 356], SplitSizes.Totals(7110, [0.9, 0.05, 0.05]));
        Assert.Equal([6399, 711], SplitSizes.Totals(7110, [0.9, 0.1]));
    }

    [Fact]
    public void No_key_comes_into_two_parts()
    {
        var text = "id,customer\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"{i},c{i % 60}\n"));
        var parts = Parts(text, 1, new SplitStep([new("a", 0.5), new("b", 0.5)], Key: "customer"));
        Assert.Empty(parts["a"].Select(row => row.Split(',')[1]).Intersect(parts["b"].Select(row => row.Split(',')[1])));
        Assert.All(parts.Values, rows => Assert.NotEmpty(rows));
    }

    [Fact]
    public void Balancing_draws_down_or_repeats_up()
    {
        var text = "id,label\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},{(i < 10 ? "rare" : i < 40 ? "some" : "many")}\n"));
        Assert.Equal([10, 10, 10], Run(text, new BalanceStep("label")).Rows.GroupBy(row => row[1]).Select(group => group.Count()));
        var up = Run(text, new BalanceStep("label", "up"));
        Assert.Equal([60, 60, 60], up.Rows.GroupBy(row => row[1]).Select(group => group.Count()));
        Assert.Equal(100, up.Rows.Select(row => row[0]).Distinct().Count());
        Assert.All(up.Rows.Where(row => row[1] == "rare").GroupBy(row => row[0]), group => Assert.Equal(6, group.Count()));
    }

    [Fact]
    public void Tables_are_joined_and_put_behind_each_other()
    {
        var other = Table("shop,city\na,Berlin\nb,Bonn\n");
        var joined = Run(Shop, [new JoinStep("shops", ["shop"])], [], true, new Dictionary<string, StoredTable> { ["shops"] = other });
        Assert.Equal(["Berlin", "Bonn", "Berlin", null, "Berlin"], joined.Rows.Select(row => row[^1]));
        Assert.Equal(["4"], Run(Shop, [new JoinStep("shops", ["shop"], "anti")], [], true, new Dictionary<string, StoredTable> { ["shops"] = other }).Rows.Select(row => row[0]));
        var both = Run(Shop, [new ConcatenateStep("shops", "origin")], [], true, new Dictionary<string, StoredTable> { ["shops"] = other });
        Assert.Equal(7, both.Rows.Count);
        Assert.Equal("shops", both.Rows[6][both.Columns.IndexOf("origin")]);
    }

    [Fact]
    public void Text_is_cleaned_in_the_order_that_is_told()
    {
        var rows = Run(Shop, new CleanTextStep("text") { Html = true, Urls = true, Lower = true, Punctuation = true, StopWords = ["now"], Whitespace = true });
        Assert.Equal(["good", "bad", "", "ok", "good"], rows.Rows.Select(row => row[^1]));
    }

    [Fact]
    public void A_check_that_fails_names_its_rows_and_stops_or_warns()
    {
        ExpectStep check = new() { NotMissing = ["age"], Range = new Dictionary<string, (double?, double?)> { ["age"] = (0, 120) }, Values = new Dictionary<string, IReadOnlyList<string>> { ["shop"] = ["a", "b"] }, Unique = ["shop, text"], LeastRows = 10, Where = ["stars < 5"] };
        var error = Assert.Throws<UserException>(() => Run(Shop, check));
        Assert.Equal(Fault.Environment, error.Fault);
        Assert.Equal(["rows 4", "rows 5", "rows 4", "rows 5", "rows 1, 5", "(expect)"], error.Problems.Select(problem => problem.Where!.Contains("data ", StringComparison.Ordinal) ? problem.Where[(problem.Where.IndexOf("data ", StringComparison.Ordinal) + 5)..] : "(expect)"));
        Assert.Equal(5, Run(Shop, check with { WarnsOnly = true }).Rows.Count);
    }

    [Theory]
    [InlineData("1); DROP TABLE s0; SELECT (1")]
    [InlineData("1) FROM s0; COPY s0 TO '/tmp/x' --")]
    [InlineData("(SELECT max(c) FROM read_text('/etc/passwd') x(c))")]
    [InlineData("(SELECT count(*) FROM '/etc/passwd')")]
    [InlineData("getenv('HOME')")]
    [InlineData("x /* ")]
    public void A_formula_can_only_be_a_formula(string formula)
    {
        using var run = RecipeRun.Open(Table(Shop), new Recipe("r", [new DeriveStep("x", formula)]), new RecipeRunOptions());
        Assert.NotEmpty(run.Validate());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"values\": {\"a\": \"b\"}}")]
    [InlineData("{\"values\": [1, {}]}")]
    public void A_damaged_state_is_told(string state)
    {
        using var run = RecipeRun.Open(Table(Shop), new Recipe("r", [new EncodeStep("shop", "ordinal")]), new RecipeRunOptions());
        var error = Assert.Throws<UserException>(() => run.Run([JsonNode.Parse(state) as JsonObject], isFitting: false, isCounting: false, TestContext.Current.CancellationToken));
        Assert.Equal("invalid-fitted-recipe", error.Problems[0].Type);
    }

    [Fact]
    public void Every_mistake_is_told_before_anything_runs()
    {
        using var run = RecipeRun.Open(Table(Shop), new Recipe("r", [new DropStep(["titel"]), new ScaleStep(["text"]), new FilterStep("stras > 1"), new SplitStep([new("a", 0.5), new("b", 0.6)]), new SortStep(["id"])]), new RecipeRunOptions());
        Assert.Equal(["step drop", "step scale", "step filter", "step split", "step sort"], run.Validate().Select(problem => problem.Where));
    }

    private StoredTable Table(string text)
    {
        var name = Guid.NewGuid().ToString("N");
        return StoredTable.Of(Praxis.Data.Files.TableReader.Import(folder.Write(name + ".csv", Encoding.UTF8.GetBytes(text)), new Praxis.Data.Files.ReadOptions(), folder[name], TestContext.Current.CancellationToken).TablePath);
    }

    private sealed record Result(List<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows);

    private Result Run(string text, params RecipeStep[] steps) => Run(text, steps, [], isFitting: true);

    private Result Run(string text, RecipeStep[] steps, List<JsonObject?> states, bool isFitting, IReadOnlyDictionary<string, StoredTable>? tables = null)
    {
        using var run = RecipeRun.Open(Table(text), new Recipe("r", steps), new RecipeRunOptions { Tables = tables ?? new Dictionary<string, StoredTable>() });
        Assert.Empty(run.Validate());
        var results = run.Run(states, isFitting, isCounting: false, TestContext.Current.CancellationToken);
        return new Result([.. run.Columns.Select(column => column.Name)], run.Rows(results.Count, 10_000));
    }

    private Dictionary<string, List<string>> Parts(string text, int seed, SplitStep split)
    {
        var output = Directory.CreateDirectory(folder[Guid.NewGuid().ToString("N")]).FullName;
        using var run = RecipeRun.Open(Table(text), new Recipe("r", [split], seed), new RecipeRunOptions { OutputFolder = output });
        run.Run([], isFitting: true, isCounting: false, TestContext.Current.CancellationToken);
        return run.Parts.ToDictionary(part => part!, part =>
        {
            var path = Path.Combine(output, part + ".csv");
            run.Write(part, path, "csv");
            return File.ReadAllLines(path).Skip(1).ToList();
        });
    }
}
