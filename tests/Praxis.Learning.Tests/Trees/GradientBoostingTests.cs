using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Tests.Tabular;
using Praxis.Learning.Trees;
using static Praxis.Learning.Tests.Tabular.MixedColumns;

namespace Praxis.Learning.Tests.Trees;

public sealed class GradientBoostingTests
{
    private static readonly Dictionary<string, string> Quick = new() { ["rounds"] = "20", ["min_leaf"] = "5", ["components"] = "8" };

    public GradientBoostingTests() => Assert.SkipUnless(LightGbmLibrary.IsThere, "LightGBM needs libgomp here: apt-get install libgomp1");

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Our_evaluation_of_the_trees_is_the_librarys_to_the_bit(int classCount)
    {
        var (rows, classes) = Table(900, classCount, 3);
        var settings = BoostingSettings.Parse(Quick) with { Patience = 0 };
        var parameters = Boosting.Parameters(settings, [2], classCount, 5, 2);
        using var turn = LightGbmLibrary.OneAtATime.EnterScope();
        using var data = LightGbmDataset.Create(rows, classes, [], parameters, null);
        using var booster = LightGbmBooster.Create(data, parameters, null);
        for (var i = 0; i < 20; i++)
            booster.Update();
        var text = booster.Text(-1);
        var trees = LightGbmText.Parse(text, classCount, rows.ColumnCount);
        Assert.Equal(20, trees.Iterations);
        using var theirs = LightGbmBooster.FromText(text);
        var perRow = classCount == 2 ? 1 : classCount;
        var others = Odd(rows);
        foreach (var table in new[] { rows, others })
        {
            var expected = theirs.RawScores(table, perRow);
            var own = new double[perRow];
            for (var row = 0; row < table.RowCount; row++)
            {
                trees.RawScores(table.Row(row), own);
                Assert.True(expected.AsSpan(row * perRow, perRow).SequenceEqual(own), $"{string.Join(' ', table.Row(row).ToArray())}: {string.Join(' ', own)} is not {string.Join(' ', expected.AsSpan(row * perRow, perRow).ToArray())}");
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_any_number_of_threads_and_another_seed_others()
    {
        var one = Train(Mixed(400), Columns, Quick, 1, 1);
        foreach (var threads in (int[])[1, 2, 3])
            Assert.Equal(one, Train(Mixed(400), Columns, Quick, 1, threads));
        Assert.NotEqual(one, Train(Mixed(400), Columns, Quick, 2, 1));
    }

    [Fact]
    public void Trainings_at_once_do_not_disturb_each_other()
    {
        var one = Train(Mixed(300), Columns, Quick, 1, 1);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => Assert.Equal(one, Train(Mixed(300), Columns, Quick, 1, 1 + (i % 3))));
    }

    [Fact]
    public void Texts_categories_and_numbers_are_learned_together()
    {
        var model = Load(Train(Mixed(600), Columns, new(Quick) { ["components"] = "30", ["rounds"] = "100" }, 1, 2));
        Assert.Equal(Columns, model.Columns);
        Assert.InRange(Accuracy(model, Mixed(900).Skip(600)), 0.95, 1);
        Assert.NotEmpty(model.TellingFeatures(5)[0]);
    }

    [Fact]
    public void Missing_values_and_categories_never_seen_are_taken_alike()
    {
        var model = Load(Train(Mixed(600), Columns, Quick, 1, 2));
        Assert.Equal(Ask(model, new Instance("a plain dress", [null, "Dresses", null])), Ask(model, new Instance("a plain dress", ["", "Dresses", ""])));
        Assert.Equal(Ask(model, new Instance("a plain dress", ["", null, "1"])), Ask(model, new Instance("a plain dress", ["", "Spaceships", "1"])));
    }

    [Fact]
    public void A_missing_column_and_a_number_that_is_none_are_told()
    {
        var model = Load(Train(Mixed(200), Columns, Quick, 1, 1));
        Assert.Equal("wrong-columns", Assert.Throws<UserException>(() => model.Predict("only a text", new double[3])).Problems[0].Type);
        var error = Assert.Throws<UserException>(() => model.Predict(new Instance("text", ["title", "Dresses", "many"]), new double[3]));
        Assert.Equal(("not-numeric", "column 'Age'"), (error.Problems[0].Type, error.Problems[0].Where));
    }

    [Fact]
    public void Balanced_class_weights_find_more_of_a_rare_class()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 2000).Select(i => i % 20 == 0).Select(isRare => new LabeledText(random.NextDouble() < (isRare ? 0.6 : 0.25) ? "broken" : "fine", isRare ? "rare" : "common")).ToList();
        var settings = new Dictionary<string, string>(Quick) { ["patience"] = "0", ["min_df"] = "1" };
        var plain = Load(Train(rows, FeatureColumn.OneText, settings, 1, 1));
        var balanced = Load(Train(rows, FeatureColumn.OneText, new Dictionary<string, string>(settings) { ["class_weight"] = "balanced" }, 1, 1));
        Assert.True(Ask(plain, new Instance("broken"))[1] < 0.5);
        Assert.True(Ask(balanced, new Instance("broken"))[1] > 0.5);
    }

    [Fact]
    public void Boosting_stops_where_the_loss_on_rows_set_aside_grows_again()
    {
        var losses = new List<double>();
        var random = new Random(2);
        var rows = Enumerable.Range(0, 300).Select(i => new LabeledText("", random.Next(2) == 0 ? "a" : "b") { More = [random.NextDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture)] }).ToList();
        using var stream = new MemoryStream();
        new GradientBoostingTrainer().Train(
            new TrainingContext
            {
                Train = () => rows,
                Columns = [new("text", FeatureKind.Text), new("x", FeatureKind.Numeric)],
                Hyperparameters = new Dictionary<string, string> { ["patience"] = "10", ["min_leaf"] = "5" },
                Report = (_, loss, _) => losses.Add(loss),
            },
            stream,
            CancellationToken.None);
        Assert.InRange(losses.Count, 11, 100);
    }

    [Fact]
    public void Hyperparameters_that_are_wrong_are_told_at_once()
    {
        var error = Assert.Throws<UserException>(() => Train(Mixed(50), Columns, new() { ["leafs"] = "3", ["rounds"] = "0", ["class_weight"] = "heavy" }, 1, 1));
        Assert.Equal(["unknown-hyperparameter", "bad-hyperparameter", "bad-hyperparameter"], error.Problems.Select(problem => problem.Type));
        Assert.Equal("Did you mean 'leaves'?", error.Problems[0].Remedy);
    }

    [Fact]
    public void Rows_of_one_label_or_none_are_refused()
    {
        Assert.Equal("too-few-labels", Assert.Throws<UserException>(() => Train([], FeatureColumn.OneText, Quick, 1, 1)).Problems[0].Type);
        Assert.Equal("too-few-labels", Assert.Throws<UserException>(() => Train([new("a b", "x")], FeatureColumn.OneText, Quick, 1, 1)).Problems[0].Type);
        Assert.Equal("too-many-labels", Assert.Throws<UserException>(() => Train([.. Enumerable.Range(0, 5000).Select(i => new LabeledText("a b", $"{i}"))], FeatureColumn.OneText, Quick, 1, 1)).Problems[0].Type);
    }

    [Fact]
    public void Constant_columns_repeated_rows_and_single_rows_give_the_classes_shares()
    {
        var model = Load(Train([.. Enumerable.Range(0, 40).Select(i => new LabeledText("the same", i % 4 == 0 ? "a" : "b") { More = ["t", "c", "1"] })], Columns, Quick, 1, 1));
        Assert.Equal(0.25, Ask(model, new Instance("the same", ["t", "c", "1"]))[0], 0.05);
        model = Load(Train([new("one", "a"), new("two", "b"), new("three", "c")], FeatureColumn.OneText, Quick, 1, 1));
        Assert.Equal(1.0, Ask(model, new Instance("one")).Sum(), 1e-12);
    }

    [Fact]
    public void The_label_as_the_text_is_learned_perfectly_and_many_labels_are_taken()
    {
        var rows = Enumerable.Range(0, 3000).Select(i => new LabeledText($"label{i % 60} label{i % 60}", $"label{i % 60}")).ToList();
        var model = Load(Train(rows, FeatureColumn.OneText, new() { ["rounds"] = "5", ["min_leaf"] = "5", ["components"] = "60", ["patience"] = "0", ["learning_rate"] = "0.3" }, 1, 2));
        Assert.True(Accuracy(model, rows.Take(300)) > 0.95);
    }

    [Fact]
    public void A_damaged_model_is_refused_and_never_crashes()
    {
        var bytes = Train(Mixed(150), Columns, new() { ["rounds"] = "4", ["min_leaf"] = "5", ["components"] = "3", ["min_df"] = "8" }, 1, 1);
        ModelMutations.AreRefusedOrHarmless(bytes, 10_000, stream => new GradientBoostingTrainer().Load(stream), model => Ask(model, new Instance("a nice dress fits", ["good", "Knits", "44"])));
    }

    private static readonly FeatureColumn[] Columns = MixedColumns.All;

    private static List<LabeledText> Mixed(int count)
    {
        var random = new Random(11);
        string[] words = ["dress", "shirt", "fits", "colour", "nice", "soft", "small", "big"];
        string[] categories = ["Dresses", "Knits", "Pants", "Skirts"];
        var rows = new List<LabeledText>();
        for (var i = 0; i < count; i++)
        {
            var label = random.Next(3);
            var category = random.Next(4);
            var hint = random.Next(3);
            var text = string.Join(' ', Enumerable.Range(0, 6).Select(_ => words[random.Next(words.Length)])) + (hint == 0 && label == 0 ? " terrible" : hint == 0 && label == 1 ? " middling" : "");
            var title = hint == 1 ? label switch { 0 => "bad", 1 => "so so", _ => "good" } : "";
            var age = hint == 2 ? (label * 30) + random.Next(10) : (double?)null;
            rows.Add(new LabeledText(hint == 0 && label == 2 ? text + " lovely" : text, $"class {label}") { More = [title.Length == 0 ? null : title, categories[category], age?.ToString(System.Globalization.CultureInfo.InvariantCulture)] });
        }

        return rows;
    }

    private static byte[] Train(List<LabeledText> rows, IReadOnlyList<FeatureColumn> columns, Dictionary<string, string> settings, ulong seed, int threads) =>
        MixedColumns.Train(new GradientBoostingTrainer(), rows, columns, settings, seed, threads);

    private static ITextClassifier Load(byte[] bytes) => new GradientBoostingTrainer().Load(new MemoryStream(bytes));

    // Two numbers, a category, a number that is mostly missing, and one that is mostly zero.
    private static (DenseRows Rows, int[] Classes) Table(int count, int classCount, int seed)
    {
        var random = new Random(seed);
        var (values, classes) = (new float[count * 5], new int[count]);
        for (var i = 0; i < count; i++)
        {
            classes[i] = random.Next(classCount);
            values[i * 5] = random.NextSingle() + (0.3f * classes[i]);
            values[(i * 5) + 1] = MathF.Round(random.NextSingle() * 10);
            values[(i * 5) + 2] = (random.Next(40) + (classes[i] * 7)) % 40;
            values[(i * 5) + 3] = random.Next(3) == 0 ? classes[i] + random.NextSingle() : float.NaN;
            values[(i * 5) + 4] = random.Next(2) == 0 ? 0 : -classes[i] + random.NextSingle();
        }

        return (new DenseRows(count, 5, values), classes);
    }

    // Values that training never saw.
    private static DenseRows Odd(DenseRows like)
    {
        float[] odd = [float.NaN, 0, -0f, 1e-36f, -1e-36f, -1, 1e9f, 41, 31, 32, 33, 39.5f, float.MaxValue, -5.5f];
        var random = new Random(4);
        return new DenseRows(500, like.ColumnCount, [.. Enumerable.Range(0, 500 * like.ColumnCount).Select(_ => odd[random.Next(odd.Length)])]);
    }
}
