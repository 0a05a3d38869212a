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
