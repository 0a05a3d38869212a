using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Ensembles;
using Praxis.Learning.Tabular;
using Praxis.Learning.Tests.Tabular;
using static Praxis.Learning.Tests.Tabular.MixedColumns;

namespace Praxis.Learning.Tests.Ensembles;

public sealed class EnsembleTests
{
    private static readonly FeatureColumn[] Columns = MixedColumns.All;
    private static readonly Dictionary<string, string> Quick = new() { ["models"] = "naive-bayes,support-vectors,ordinal,gradient-boosting,fasttext", ["folds"] = "3", ["boosting_rounds"] = "5", ["boosting_components"] = "4" };

    public EnsembleTests() => Assert.SkipUnless(Learning.Trees.LightGbmLibrary.IsThere, "LightGBM needs libgomp here: apt-get install libgomp1");

    [Fact]
    public void No_answer_out_of_fold_was_learned_from_its_own_row()
    {
        var rows = Read(Mixed(120));
        var settings = EnsembleSettings.Parse(new Dictionary<string, string> { ["folds"] = "4" });
        MemberRecipe[] recipes = [MemberRecipe.All.First(recipe => recipe.Name == "naive-bayes"), MemberRecipe.All.First(recipe => recipe.Name == "gradient-boosting")];
        settings = settings with { Boosting = settings.Boosting with { Rounds = 5, Patience = 0, Components = 4 } };
        var before = EnsembleTrainer.OutOfFold(recipes, rows, settings, 3, 1, CancellationToken.None);
        var fold = Numerics.StratifiedFolds.Deal(rows.Classes, rows.Labels.Length, 4, 3);
        var width = recipes.Length * rows.Labels.Length;
        foreach (var changed in (int[])[0, 17, 90])
        {
            // Another text in a row may move the answers of rows in other folds, and of no other row in its own.
            var others = (Instance[])rows.Instances.Clone();
            others[changed] = new Instance("terrible terrible middling lovely words that stand nowhere else", ["good", "Knits", "3"]);
            var after = EnsembleTrainer.OutOfFold(recipes, rows with { Instances = others }, settings, 3, 1, CancellationToken.None);
            var moved = 0;
            for (var row = 0; row < rows.Classes.Length; row++)
            {
                var isSame = before.AsSpan(row * width, width).SequenceEqual(after.AsSpan(row * width, width));
                if (row != changed && fold[row] == fold[changed])
                    Assert.True(isSame, $"row {row}");
                else if (!isSame)
                    moved++;
            }

            Assert.True(moved > 10);
        }
    }

    [Fact]
    public void Rows_that_only_memory_could_know_are_answered_by_chance_out_of_fold()
    {
        var random = new Random(5);
        var rows = Read([.. Enumerable.Range(0, 400).Select(i => new LabeledText($"token{i} token{i}", random.Next(2) == 0 ? "a" : "b"))], FeatureColumn.OneText);
        var told = new Dictionary<string, double>();
        using var stream = new MemoryStream();
        new EnsembleTrainer().Train(
            new TrainingContext { Train = () => rows.Instances.Select((row, i) => new LabeledText(row.Text, rows.Labels[rows.Classes[i]])), Hyperparameters = new Dictionary<string, string> { ["models"] = "naive-bayes" }, Report = (name, value, _) => told[name] = value },
            stream,
            CancellationToken.None);
        Assert.InRange(told["out-of-fold:naive-bayes:accuracy"], 0.3, 0.65);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_any_number_of_threads_and_another_seed_others()
    {
        var one = Train(Mixed(150), Columns, Quick, 1, 1);
        foreach (var threads in (int[])[1, 2, 3])
            Assert.Equal(one, Train(Mixed(150), Columns, Quick, 1, threads));
        Assert.NotEqual(one, Train(Mixed(150), Columns, Quick, 2, 1));
    }

    [Theory]
    [InlineData("stacking")]
    [InlineData("voting")]
    public void Texts_categories_and_numbers_are_learned_together(string method)
    {
        var model = Load(Train(Mixed(400), Columns, new() { ["models"] = "naive-bayes,support-vectors,ridge,nb-support-vectors,complement-naive-bayes,logistic-regression", ["method"] = method }, 1, 2));
        Assert.Equal(Columns, model.Columns);
        Assert.InRange(Accuracy(model, Mixed(600).Skip(400)), 0.9, 1);
        Assert.Contains(model.TellingFeatures(10)[0], feature => feature.Feature == "Review Text: terrible");
        Assert.Equal(1, Ask(model, new Instance("terrible", ["", "Dresses", "1"])).Sum(), 1e-12);
    }

    [Fact]
    public void A_category_never_seen_counts_as_missing_and_a_missing_column_is_told()
    {
        var model = Load(Train(Mixed(150), Columns, Quick, 1, 1));
        var models = new Dictionary<string, string>(Quick) { ["models"] = "naive-bayes,gradient-boosting" };
        var plain = Load(Train(Mixed(150), Columns, models, 1, 1));
        Assert.Equal(Ask(plain, new Instance("a shirt", ["", null, "1"])), Ask(plain, new Instance("a shirt", [null, "Spaceships", "1"])));
        Assert.Equal("wrong-columns", Assert.Throws<UserException>(() => model.Predict("only a text", new double[3])).Problems[0].Type);
        Assert.Equal("not-numeric", Assert.Throws<UserException>(() => model.Predict(new Instance("x", ["", "", "many"]), new double[3])).Problems[0].Type);
    }

    [Fact]
    public void Degenerate_rows_are_refused_or_learned()
    {
        Dictionary<string, string> models = new() { ["models"] = "naive-bayes,support-vectors,gradient-boosting,fasttext", ["folds"] = "3" };
        Assert.Equal("too-few-labels", Refusal([]));
        Assert.Equal("too-few-labels", Refusal([new("a text", "a")]));
        Assert.Equal("too-few-labels", Refusal([.. Enumerable.Range(0, 20).Select(i => new LabeledText($"text {i}", "a"))]));
        Assert.Equal("too-few-rows", Refusal([new("one text", "a"), new("other text", "b")]));
        var copies = Load(Train([.. Enumerable.Range(0, 40).Select(i => new LabeledText("the same text", i % 4 == 0 ? "a" : "b"))], FeatureColumn.OneText, models, 1, 1));
        Assert.InRange(Ask(copies, new Instance("the same text"))[0], 0, 0.45);
        var told = Load(Train([.. Enumerable.Range(0, 60).Select(i => new LabeledText($"label{i % 3} is label{i % 3}", $"label{i % 3}"))], FeatureColumn.OneText, models, 1, 1));
        Assert.InRange(Ask(told, new Instance("label2 is label2"))[2], 0.5, 1);
        var rare = Load(Train([new("a rare one", "rare"), .. Enumerable.Range(0, 60).Select(i => new LabeledText($"word{i % 2} is word{i % 2}", $"label{i % 2}"))], FeatureColumn.OneText, models, 1, 2));
        Assert.Equal(3, rare.Labels.Count);
        Assert.Equal(1, Ask(rare, new Instance("word1 is")).Sum(), 1e-9);
        var constant = Load(Train([.. Enumerable.Range(0, 60).Select(i => new LabeledText($"good{i % 2} text", $"{i % 2}") { More = ["", "c", "7"] })], Columns, models, 1, 1));
        Assert.InRange(Ask(constant, new Instance("good1 text", ["", "c", "7"]))[1], 0.5, 1);

        string Refusal(List<LabeledText> rows) => Assert.Throws<UserException>(() => Train(rows, FeatureColumn.OneText, models, 1, 1)).Problems[0].Type;
    }

    [Fact]
    public void Many_labels_are_taken()
    {
        var rows = Enumerable.Range(0, 600).Select(i => new LabeledText($"word{i % 120} and word{i % 120} again", $"label{i % 120}")).ToList();
        var model = Load(Train(rows, FeatureColumn.OneText, new() { ["models"] = "naive-bayes,complement-naive-bayes", ["folds"] = "2", ["method"] = "voting" }, 1, 2));
        Assert.InRange(Accuracy(model, rows.Take(120)), 0.95, 1);
    }

    [Fact]
    public void Hyperparameters_that_are_wrong_are_told_at_once()
    {
        var error = Assert.Throws<UserException>(() => Train(Mixed(30), Columns, new() { ["models"] = "naive-bayes,forest", ["folds"] = "1", ["fold"] = "3" }, 1, 1));
        Assert.Equal(["unknown-hyperparameter", "bad-hyperparameter", "bad-hyperparameter"], error.Problems.Select(problem => problem.Type));
        error = Assert.Throws<UserException>(() => Train([.. Enumerable.Range(0, 30).Select(i => new LabeledText($"text {i}", i % 2 == 0 ? "a" : "b"))], FeatureColumn.OneText, new() { ["models"] = "ordinal" }, 1, 1));
        Assert.Equal("no-order", error.Problems[0].Type);
    }

    [Theory]
    [InlineData("-1 0 1", "0 1 2")]
    [InlineData("10 2 3", "2 0 1")]
    [InlineData("a b c", null)]
    [InlineData("0 1", null)]
    [InlineData("1 1.0 2", null)]
    public void Labels_that_are_numbers_have_an_order(string labels, string? expected) =>
        Assert.Equal(expected?.Split(' ').Select(int.Parse), LabelOrder.Of(labels.Split(' ')));

    [Fact]
    public void A_temperature_undoes_a_scale()
    {
        var random = new Random(1);
        var (scores, classes) = (new double[6000], new int[3000]);
        for (var row = 0; row < 3000; row++)
        {
            var probability = 0.05 + (0.9 * random.NextDouble());
            classes[row] = random.NextDouble() < probability ? 1 : 0;
            (scores[row * 2], scores[(row * 2) + 1]) = (40 * Math.Log(1 - probability), 40 * Math.Log(probability));
        }

        Assert.Equal(1 / 40.0, Temperature.Fit(scores, classes, 2), 0.003);
    }

    [Fact]
    public void A_stack_trusts_the_member_that_is_right_and_without_evidence_all_alike()
    {
        var random = new Random(2);
        var (inputs, classes) = (new double[1000 * 6], new int[1000]);
        for (var row = 0; row < 1000; row++)
        {
            classes[row] = random.Next(3);
            for (var k = 0; k < 3; k++)
            {
                inputs[(row * 6) + k] = Math.Log(k == classes[row] ? 0.6 : 0.2);
                inputs[(row * 6) + 3 + k] = Math.Log(k == row % 3 ? 0.9 : 0.05);
            }
        }

        var weights = StackingWeights.Fit(inputs, classes, 3, 1, CancellationToken.None);
        var probabilities = new double[3];
        for (var row = 0; row < 1000; row++)
        {
            weights.Predict(inputs.AsSpan(row * 6, 6), probabilities);
            Assert.Equal(classes[row], Array.IndexOf(probabilities, probabilities.Max()));
        }

        var none = new StackingWeights { ClassCount = 3, Values = new double[7 * 3] };
        none.Predict([Math.Log(0.5), Math.Log(0.25), Math.Log(0.25), Math.Log(0.25), Math.Log(0.5), Math.Log(0.25)], probabilities);
        var geometric = Math.Sqrt(0.125) / ((2 * Math.Sqrt(0.125)) + 0.25);
        Assert.Equal([geometric, geometric, 0.25 / ((2 * Math.Sqrt(0.125)) + 0.25)], probabilities, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_damaged_model_is_refused_and_never_crashes()
    {
        var bytes = Train(Mixed(90), Columns, new() { ["models"] = "naive-bayes,ordinal,gradient-boosting", ["folds"] = "2", ["boosting_rounds"] = "2", ["boosting_components"] = "2" }, 1, 1);
        ModelMutations.AreRefusedOrHarmless(bytes, 10_000, stream => new EnsembleTrainer().Load(stream), model => Ask(model, new Instance("a nice dress fits", ["good", "Knits", "44"])));
    }

    private static LabeledRows Read(List<LabeledText> rows, IReadOnlyList<FeatureColumn>? columns = null) =>
        LabeledRows.Read(new TrainingContext { Train = () => rows, Columns = columns ?? Columns }, CancellationToken.None);

    private static List<LabeledText> Mixed(int count)
    {
        var random = new Random(11);
        string[] words = ["dress", "shirt", "fits", "colour", "nice", "soft", "small", "big"];
        string[] categories = ["Dresses", "Knits", "Pants", "Skirts"];
        string[] inText = ["terrible", "middling", "lovely"], inTitle = ["bad", "so so", "good"];
        var rows = new List<LabeledText>();
        for (var i = 0; i < count; i++)
        {
            var (label, hint) = (random.Next(3), random.Next(3));
            var text = string.Join(' ', Enumerable.Range(0, 6).Select(_ => words[random.Next(words.Length)])) + (hint == 0 ? " " + inText[label] : "");
            var age = hint == 2 ? $"{(label * 30) + random.Next(10)}" : null;
            rows.Add(new LabeledText(text, $"{label - 1}") { More = [hint == 1 ? inTitle[label] : null, categories[random.Next(4)], age] });
        }

        return rows;
    }

    private static byte[] Train(List<LabeledText> rows, IReadOnlyList<FeatureColumn> columns, Dictionary<string, string> settings, ulong seed, int threads) =>
        MixedColumns.Train(new EnsembleTrainer(), rows, columns, settings, seed, threads);

    private static ITextClassifier Load(byte[] bytes) => new EnsembleTrainer().Load(new MemoryStream(bytes));
}
