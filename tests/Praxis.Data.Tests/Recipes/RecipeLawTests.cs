using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using DuckDB.NET.Data;
using Praxis.Data.Recipes;
using Praxis.Data.Recipes.Steps;
using Praxis.Data.Tables;
using Praxis.Testing;

namespace Praxis.Data.Tests.Recipes;

/// <summary>What holds for every recipe and every table.</summary>
public sealed class RecipeLawTests : IDisposable
{
    private static readonly Gen<string> table = Gen.Select(Gen.Int[0, 9], Gen.Int[-100_000, 100_000].Select(quarters => quarters / 4.0), Gen.Int[0, 3], OneOf("good <b>one</b>", "bad  thing", " ", "www.x.y z", "é…")).List[1, 60]
        .Select(rows => "id,shop,age,label,text\n1000,s5,1.5,1,first\n" + string.Concat(rows.Select((row, i) => string.Create(CultureInfo.InvariantCulture, $"{i},s{row.Item1},{(row.Item1 == 0 ? "" : row.Item2)},{row.Item3},\"{row.Item4}\"\n"))));

    // Steps that give the same on the rows that they were fitted on: all but those for training, and target encoding, which hides a row's own answer.
    private static readonly Gen<RecipeStep> step = OneOf<RecipeStep>(
        new MissingStep(["age"], "mean"),
        new MissingStep(["age"], "median", Indicator: true),
        new MissingStep(["text"], "mode"),
        new MissingStep(["text"]),
        new OutlierStep(["age"]),
        new OutlierStep(["age"], "standard", "invalidate", 1),
        new OutlierStep(["age"], "quantile", "remove", Lower: 0.1, Upper: 0.9),
        new ScaleStep(["age"]),
        new ScaleStep(["age"], "robust"),
        new BinStep("id", [], 3),
        new BinStep("id", [], 3, "quantile"),
        new FilterStep("label > 0"),
        new DeriveStep("age", "age * 2 + id"),
        new CleanTextStep("text") { Html = true, Urls = true, Lower = true, Punctuation = true, StopWords = ["bad"], Whitespace = true },
        new MapStep("label", new Dictionary<string, string> { ["1"] = "7" }),
        new SortStep(["-age", "text"]));

    private readonly ScratchFolder folder = new();

    private static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(place => choices[place]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Applied_to_the_rows_that_it_was_fitted_on_a_recipe_gives_the_same() => Gen.Select(table, step.List[1, 6], Gen.Bool).Sample(
        (text, steps, isEncoded) =>
        {
            var recipe = new Recipe("r", isEncoded ? [.. steps, new EncodeStep("shop")] : steps);
            var (stored, states) = (Stored(text), new List<JsonObject?>());
            var fitted = Rows(stored, recipe, states, isFitting: true);
            Assert.Equal(fitted, Rows(stored, recipe, states, isFitting: false));
        },
        iter: 40,
        seed: "0000KOIXg8I5",
        threads: 1);

    [Fact]
    public void The_seed_decides_what_is_drawn_and_nothing_else_does() => Gen.Select(table, Gen.Int[1, 1000]).Sample(
        (text, seed) =>
        {
            var recipe = new Recipe("r", [new BalanceStep("label", "up"), new SampleStep(Fraction: 0.7), new EncodeStep("shop", "target", "id"), new SplitStep([new("a", 0.5), new("b", 0.5)])], seed);
            var stored = Stored(text);
            var (one, two) = (new List<JsonObject?>(), new List<JsonObject?>());
            Assert.Equal(Rows(stored, recipe, one, isFitting: true), Rows(stored, recipe, two, isFitting: true));
            Assert.Equal(one.Select(state => state?.ToJsonString()), two.Select(state => state?.ToJsonString()));
        },
        iter: 25,
        seed: "0000KOIXg8I5",
        threads: 1);

    [Fact]
    public void Parts_are_right_within_one_row_of_their_share_per_class() => Gen.Select(table, Gen.Int[1, 98], Gen.Int[1, 1000]).Sample(
        (text, percent, seed) =>
        {
            var split = new SplitStep([new("a", percent / 100.0), new("b", (99 - percent) / 100.0), new("c", 0.01)], "label");
            var stored = Stored(text);
            using var run = RecipeRun.Open(stored, new Recipe("r", [split], seed), new RecipeRunOptions { OutputFolder = folder.Path });
            run.Run([], isFitting: true, isCounting: false, TestContext.Current.CancellationToken);
            var all = Labels(text);
            foreach (var (part, _) in split.Parts)
            {
                run.Write(part, folder["part.csv"], "csv");
                var own = Labels(File.ReadAllText(folder["part.csv"]));
                var share = (double)own.Values.Sum() / all.Values.Sum();
                foreach (var label in all.Keys)
                    Assert.InRange(own.GetValueOrDefault(label) - share * all[label], -0.9999999, 0.9999999);
            }
        },
        iter: 25,
        seed: "0000KOIXg8I5",
        threads: 1);

    [Fact]
    public void Tables_of_shares_are_rounded_within_one_and_keep_their_sums() => Gen.Select(Gen.Long[0, 50].Array[1, 12], Gen.Int[1, 20].Array[2, 5]).Sample(
        (strata, weights) =>
        {
            double[] shares = [.. weights.Select(weight => (double)weight / weights.Sum())];
            var (parts, all) = (SplitSizes.Totals(strata.Sum(), shares), Math.Max(1, strata.Sum()));
            foreach (var sizes in (long[][][])[SplitSizes.Of(strata, shares), ControlledRounding.Of(strata, parts)])
            {
                Assert.Equal(strata, sizes.Select(row => row.Sum()));
                Assert.Equal(parts, parts.Select((_, j) => sizes.Sum(row => row[j])));
                Assert.All(sizes.Index(), row => Assert.All(row.Item.Index(), cell => Assert.InRange(cell.Item - (double)strata[row.Index] * parts[cell.Index] / all, -0.9999999, 0.9999999)));
            }
        },
        iter: 3000,
        seed: "0000KOIXg8I5",
        threads: 1);

    /// <summary>Two threads share these rows; a sum of doubles in the database then ends otherwise from run to run.</summary>
    [Fact]
    public void Many_rows_on_two_threads_are_learned_the_same_to_the_last_bit()
    {
        var path = folder["many.parquet"];
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            Sql.Run(connection, $"COPY (SELECT i + 1 AS __row, (hash(i) % 1000000) / 7.0 AS x, (hash(i * 3) % 1000) / 3.0 AS y, 's' || hash(i * 5) % 9 AS shop FROM range(700000) r(i)) TO {Sql.Text(path)} (FORMAT parquet, ROW_GROUP_SIZE 50000)");
        }

        var stored = StoredTable.Of(path);
        var recipe = new Recipe("r", [new ScaleStep(["x"]), new OutlierStep(["y"], "standard", Deviations: 1), new EncodeStep("shop", "target", "y"), new MissingStep(["x"], "mean"), new AggregateStep(["shop"], new Dictionary<string, string> { ["sum"] = "sum(x * y)", ["first"] = "first(x)" })]);
        var runs = Enumerable.Range(0, 4).Select(_ =>
        {
            var states = new List<JsonObject?>();
            var rows = Rows(stored, recipe, states, isFitting: true);
            return string.Join("\n", states.Select(state => state?.ToJsonString()).Concat(rows));
        }).ToList();
        Assert.Single(runs.Distinct());
        var mean = JsonNode.Parse(runs[0].Split('\n')[0])!["x"]![0]!.GetValue<double>();
        Assert.Equal(Sum(), mean * 700_000, 1e-13 * mean * 700_000);
    }

    private static double Sum()
    {
        using var connection = Sql.OpenMemory();
        return (double)Sql.Query(connection, "SELECT CAST(sum(hash(i) % 1000000) AS BIGINT) FROM range(700000) r(i)", reader => reader.GetInt64(0)).First() / 7;
    }

    private static Dictionary<string, int> Labels(string csv) => csv.Split('\n').Skip(1).Where(line => line.Length > 0).GroupBy(line => line.Split(',')[3]).ToDictionary(group => group.Key, group => group.Count());

    private static List<string> Rows(StoredTable stored, Recipe recipe, List<JsonObject?> states, bool isFitting)
    {
        using var run = RecipeRun.Open(stored, recipe, new RecipeRunOptions());
        var results = run.Run(states, isFitting, isCounting: false, TestContext.Current.CancellationToken);
        return [string.Join(",", run.Columns.Select(column => column.Name)), .. run.Rows(results.Count, 10_000).Select(row => string.Join("|", row.Select(cell => cell ?? "∅")))];
    }

    private StoredTable Stored(string text)
    {
        var name = Guid.NewGuid().ToString("N");
        return StoredTable.Of(Praxis.Data.Files.TableReader.Import(folder.Write(name + ".csv", Encoding.UTF8.GetBytes(text)), new Praxis.Data.Files.ReadOptions(), folder[name], TestContext.Current.CancellationToken).TablePath);
    }
}
