using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.FastText;

namespace Praxis.Learning.Tests.FastText;

public sealed class FastTextClassifierTests
{
    [Fact]
    public void Rows_sorted_by_class_are_learned_and_the_labels_keep_their_names()
    {
        var classifier = Load(Fit(Rows()));
        Assert.Equal(["bad one\n", "good, very"], classifier.Labels);
        var probabilities = new double[2];
        classifier.Predict("soft and perfect", probabilities);
        Assert.True(probabilities[1] > 0.9, string.Join(' ', probabilities));
        Assert.Equal(1, probabilities.Sum(), 1e-9);
        classifier.Predict("torn, awful\nindeed", probabilities);
        Assert.True(probabilities[0] > 0.9, string.Join(' ', probabilities));
        Assert.Contains("perfect", classifier.TellingFeatures(3)[1].Select(feature => feature.Feature));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_any_number_of_threads_and_another_seed_others()
    {
        Assert.Equal(Fit(Rows()), Fit(Rows(), threads: 2));
        Assert.NotEqual(Fit(Rows()), Fit(Rows(), seed: 2));
    }

    [Fact]
    public void A_text_cannot_pass_for_a_label_or_end_the_line()
    {
        var rows = Rows();
        rows[0] = new LabeledText("__label__1 </s> __label__0 soft", rows[0].Label);
        Assert.Equal(2, Load(Fit(rows)).Labels.Count);
    }

    [Fact]
    public void Wrong_hyperparameters_are_told_at_once_and_a_damaged_model_is_refused()
    {
        var error = Assert.Throws<UserException>(() => Fit(Rows(), new Dictionary<string, string> { ["epoc"] = "3", ["vector_dim"] = "0", ["loss"] = "hinge" }));
        Assert.Equal(3, error.Problems.Count);
        var bytes = Fit(Rows());
        for (var length = 0; length < bytes.Length; length += bytes.Length / 50)
            Assert.Equal("damaged-model", Assert.Throws<UserException>(() => Load(bytes[..length])).Problems[0].Type);
    }

    [Fact]
    public void Early_stopping_ends_after_its_patience_and_keeps_the_best_epoch()
    {
        var rows = Rows();
        var told = new List<(string Name, double Value, long Step)>();
        byte[] Early(Dictionary<string, string> more, List<LabeledText>? validation = null)
        {
            using var model = new MemoryStream();
            told.Clear();
            var hyperparameters = new Dictionary<string, string>(more) { ["buckets"] = "1000", ["early_stopping"] = "True", ["patience"] = "2", ["min_epochs"] = "3", ["epochs"] = "40" };
            new FastTextClassifierTrainer().Train(
                new TrainingContext { Train = () => rows, Validation = () => validation ?? rows, Hyperparameters = hyperparameters, Seed = 1, Report = (name, value, step) => told.Add((name, value, step)) }, model, TestContext.Current.CancellationToken);
            return model.ToArray();
        }

        var bytes = Early([]);
        var accuracies = told.Where(one => one.Name == "validation:accuracy").ToList();
        var kept = (int)told.Single(one => one.Name == "train:kept_epoch").Value;
        var best = accuracies.SkipLast(1).MaxBy(one => one.Value);
        Assert.Equal((best.Value, kept), (accuracies[^1].Value, (int)accuracies[^1].Step));
        Assert.Equal(best.Step, kept);
        Assert.Equal(Math.Max(3, kept + 2), accuracies.Count - 1); // stopped two epochs after the best, long before forty
        Assert.Equal(best.Value, Share(Load(bytes), rows), 1e-12);
        Assert.Equal(bytes, Early([]));

        // Rows whose labels nobody knows never get better: the first epoch is kept, and the planned rate is that of forty.
        Early([], [new LabeledText("soft", "unknown")]);
        Assert.Equal(1, told.Single(one => one.Name == "train:kept_epoch").Value);
        Assert.Equal(4, told.Count(one => one.Name == "validation:accuracy"));
    }

    [Fact]
    public void Early_stopping_without_validation_rows_is_an_error()
    {
        var error = Assert.Throws<UserException>(() => Fit(Rows(), new Dictionary<string, string> { ["early_stopping"] = "true" }));
        Assert.Equal("no-validation", error.Problems[0].Type);
    }

    [Fact]
    public void Names_of_the_original_program_are_understood_and_both_at_once_are_refused()
    {
        var own = new FastTextClassifierTrainer().Check(new Dictionary<string, string> { ["lr"] = "0.2", ["wordNgrams"] = "3", ["minn"] = "2", ["maxn"] = "4", ["epoch"] = "7", ["dim"] = "9", ["neg"] = "3", ["minCount"] = "1", ["bucket"] = "10" });
        Assert.Equal("0.2", own["learning_rate"]);
        Assert.Equal(["buckets", "epochs", "learning_rate", "max_char", "min_char", "min_count", "negative_samples", "vector_dim", "word_ngrams"], own.Keys.Order());
        Assert.Equal("hyperparameter-twice", Assert.Throws<UserException>(() => new FastTextClassifierTrainer().Check(new Dictionary<string, string> { ["lr"] = "0.2", ["learning_rate"] = "0.2" })).Problems[0].Type);
        Assert.Throws<UserException>(() => new FastTextClassifierTrainer().Check(new Dictionary<string, string> { ["minn"] = "5", ["maxn"] = "4" }));
    }

    [Theory]
    [InlineData("epochs", "5", "5 to 15")]
    [InlineData("learning_rate", "0.05", "0.005 to 0.01")]
    [InlineData("min_count", "5", "0 to 100")]
    [InlineData("vector_dim", "100", "32 to 300")]
    [InlineData("word_ngrams", "2", "1 to 3")]
    [InlineData("buckets", "2000000", "1000000 to 10000000")]
    [InlineData("early_stopping", "false", null)]
    [InlineData("patience", "4", null)]
    [InlineData("min_epochs", "5", null)]
    public void BlazingText_has_the_services_defaults_and_ranges(string name, string value, string? search)
    {
        var parameter = FastTextClassifierTrainer.BlazingText().Hyperparameters.Single(one => one.Name == name);
        Assert.Equal((value, search), (parameter.Default, parameter.TuningRange));
        Assert.True(parameter.Fits(parameter.Default));
    }

    [Theory]
    [InlineData("epochs", "0")]
    [InlineData("epochs", "1.5")]
    [InlineData("epochs", "many")]
    [InlineData("learning_rate", "0")]
    [InlineData("learning_rate", "NaN")]
    [InlineData("learning_rate", "-1")]
    [InlineData("min_count", "-1")]
    [InlineData("early_stopping", "yes")]
    [InlineData("mode", "skipgramm")]
    [InlineData("loss", "hinge")]
    public void Values_out_of_range_are_refused(string name, string value) =>
        Assert.Equal("bad-hyperparameter", Assert.Throws<UserException>(() => new FastTextClassifierTrainer().Check(new Dictionary<string, string> { [name] = value })).Problems[0].Type);

    [Fact]
    public void Rows_with_several_labels_are_learned()
    {
        var rows = Enumerable.Range(0, 200).Select(i => (i % 3) switch { 0 => new LabeledText("soft", "a"), 1 => new LabeledText("torn", "b") { OtherLabels = ["c"] }, _ => new LabeledText("blue", "c") }).ToList();
        var classifier = Load(Fit(rows, new Dictionary<string, string> { ["loss"] = "ova", ["buckets"] = "100" }));
        Assert.Equal(["a", "b", "c"], classifier.Labels);
        var probabilities = new double[3];
        classifier.Predict("torn", probabilities);
        Assert.True(probabilities[1] > 0.3 && probabilities[2] > 0.3 && probabilities[0] < 0.2, string.Join(' ', probabilities));
    }

    private static double Share(ITextClassifier classifier, List<LabeledText> rows)
    {
        var probabilities = new double[classifier.Labels.Count];
        return rows.Count(row =>
        {
            classifier.Predict(row.Text, probabilities);
            return row.Has(classifier.Labels[Array.IndexOf(probabilities, probabilities.Max())]);
        }) / (double)rows.Count;
    }

    private static List<LabeledText> Rows()
    {
        string[] good = ["lovely", "perfect", "soft", "great"], bad = ["awful", "torn", "cheap", "itchy"];
        return [.. Enumerable.Range(0, 200).Select(i => i < 100
            ? new LabeledText($"a {good[i % 4]} and {good[i / 4 % 4]} thing", "good, very")
            : new LabeledText($"a {bad[i % 4]} and {bad[i / 4 % 4]} thing", "bad one\n"))];
    }

    private static byte[] Fit(List<LabeledText> rows, Dictionary<string, string>? hyperparameters = null, int threads = 1, ulong seed = 1)
    {
        using var model = new MemoryStream();
        var context = new TrainingContext { Train = () => rows, Hyperparameters = hyperparameters ?? new Dictionary<string, string> { ["buckets"] = "1000" }, Threads = threads, Seed = seed };
        new FastTextClassifierTrainer().Train(context, model, TestContext.Current.CancellationToken);
        return model.ToArray();
    }

    private static ITextClassifier Load(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return new FastTextClassifierTrainer().Load(stream);
    }
}
