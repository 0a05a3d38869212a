using System.Security.Cryptography;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Linear;
using Praxis.Learning.Numerics;
using Praxis.Learning.Text;

namespace Praxis.Learning.Tests.Linear;

public sealed class LinearTrainerTests
{
    private static readonly LinearTrainer Trainer = new();

    public static TheoryData<string> Models => ["logistic-regression", "svm", "nbsvm", "naive-bayes", "complement-naive-bayes", "ridge", "ordinal"];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_loaded_model_says_what_the_fitted_one_said_on_any_number_of_threads(string name)
    {
        var settings = new Dictionary<string, string> { ["model"] = name, ["label_order"] = name == "ordinal" ? "bad;fine;good" : "", ["char_max"] = "3", ["min_df"] = "2" };
        var bytes = Fit(Rows(600), settings, 1);
        Assert.Equal(bytes, Fit(Rows(600), settings, 3));
        var model = Trainer.Load(new MemoryStream(bytes));
        Assert.Equal(["bad", "fine", "good"], model.Labels);
        using var again = new MemoryStream();
        ((LinearTextClassifier)model).Save(again);
        Assert.Equal(bytes, again.ToArray());
        var direct = LinearTextClassifier.Fit(Rows(600), LinearHyperparameters.Parse(settings, 0, 2));
        var (said, saidToo) = (new double[3], new double[3]);
        foreach (var text in (string[])["what a lovely thing", "awful", "", "  ", "unheard-of \ud800 words", new string('x', 5000)])
        {
            model.Predict(text, said);
            direct.Predict(text, saidToo);
            Assert.Equal(saidToo, said);
            Assert.Equal(1.0, said.Sum(), 9);
        }

        model.Predict("a lovely great thing", said);
        Assert.Equal(2, Array.IndexOf(said, said.Max()));
        Assert.Contains(model.TellingFeatures(5)[2], feature => feature.Feature is "lovely" or "great" or "perfect" || name != "logistic-regression");
    }

    [Theory]
    [InlineData("temperature")]
    [InlineData("sigmoid")]
    [InlineData("isotonic")]
    public void Calibrated_probabilities_are_as_often_right_as_they_say(string method)
    {
        var rows = Rows(3000);
        var model = Trainer.Load(new MemoryStream(Fit(rows, new() { ["model"] = "svm", ["calibration"] = method, ["C"] = "5" }, 2)));
        var plain = Trainer.Load(new MemoryStream(Fit(rows, new() { ["model"] = "svm", ["calibration"] = "none", ["C"] = "5" }, 2)));
        var test = Rows(6000).Skip(3000).ToList();
        Assert.True(LogLoss(model, test) < LogLoss(plain, test));
        var (sum, right) = (0.0, 0);
        var said = new double[3];
        foreach (var (text, label) in test)
        {
            model.Predict(text, said);
            sum += said.Max();
            right += model.Labels[Array.IndexOf(said, said.Max())] == label ? 1 : 0;
        }

        Assert.Equal(right / (double)test.Count, sum / test.Count, 0.05);
    }

    [Fact]
    public void A_streaming_fit_keeps_up_with_one_that_holds_all_rows()
    {
        var (rows, test) = (Rows(4000), Rows(5000).Skip(4000).ToList());
        foreach (var model in (string[])["logistic-regression", "svm"])
        {
            var hashed = new Dictionary<string, string> { ["model"] = model, ["hash_bits"] = "16", ["calibration"] = "none" };
            var held = Accuracy(Trainer.Load(new MemoryStream(Fit(rows, hashed, 1))), test);
            hashed["streaming"] = "true";
            var streamed = Fit(rows, hashed, 1);
            Assert.Equal(streamed, Fit(rows, hashed, 2));
            Assert.InRange(Accuracy(Trainer.Load(new MemoryStream(streamed)), test), held - 0.02, 1.0);
            var sorted = rows.OrderBy(row => row.Label, StringComparer.Ordinal).ToList();
            Assert.InRange(Accuracy(Trainer.Load(new MemoryStream(Fit(sorted, hashed, 1))), test), held - 0.03, 1.0);
        }

        Assert.Equal(2, Assert.Throws<UserException>(() => Fit(rows, new() { ["streaming"] = "true", ["model"] = "ridge" }, 1)).Problems.Count);
        Assert.Equal("too-few-labels", Assert.Throws<UserException>(() => Fit([new("a", "x")], new() { ["streaming"] = "true", ["hash_bits"] = "8" }, 1)).Problems[0].Type);
    }

    [Fact]
    public void Saga_finds_what_lbfgs_finds()
    {
        foreach (var classes in (int[])[2, 4])
        {
            var sample = new SparseSample(400, classes, 11);
            var settings = new LinearSettings { Tolerance = 1e-6, MaxIterations = 5000 };
            var whole = LinearModel.Fit(sample.Rows, sample.Classes, classes, settings);
            var stepped = LinearModel.Fit(sample.Rows, sample.Classes, classes, settings with { Solver = LogisticSolver.Saga });
            for (var i = 0; i < sample.Rows.ColumnCount * (classes == 2 ? 1 : classes); i++)
                Assert.Equal(whole.Weights[i], stepped.Weights[i], 1e-4);
        }
    }

    [Fact]
    public void Ten_thousand_damaged_models_are_refused_or_answer()
    {
        var models = new[]
        {
            Fit(Rows(60), new() { ["char_max"] = "3" }, 1),
            Fit(Rows(60), new() { ["model"] = "ordinal", ["label_order"] = "bad;fine;good" }, 1),
            Fit(Rows(60), new() { ["model"] = "svm", ["calibration"] = "isotonic", ["hash_bits"] = "6" }, 1),
            Fit(Rows(60), new() { ["model"] = "naive-bayes", ["calibration"] = "sigmoid", ["ngram_max"] = "3" }, 1),
        };
        var random = new SplitMix64(5);
        var answers = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = (byte[])models[i % models.Length].Clone();
            if (i % 5 == 0)
                bytes = bytes[..random.Below(bytes.Length)];
            else
                for (var flips = 1 + random.Below(3); flips > 0; flips--)
                    bytes[random.Below(i % 5 == 1 ? 120 : bytes.Length)] ^= (byte)(1 << random.Below(8));
            // Every second one is sealed anew, so that the checks behind the seal are reached.
            if (i % 2 == 0 && bytes.Length > 40)
                SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
            try
            {
                var model = Trainer.Load(new MemoryStream(bytes));
                var said = new double[model.Labels.Count];
                model.Predict("a lovely thing that broke", said);
                answers++;
            }
            catch (UserException e)
            {
                Assert.Equal("damaged-model", e.Problems[0].Type);
            }
        }

        Assert.InRange(answers, 100, 5000);
    }

    [Fact]
    public void Wrong_settings_are_told_at_once()
    {
        var given = new Dictionary<string, string> { ["modl"] = "svm", ["C"] = "0", ["class_weight"] = "good", ["tokenizer"] = "bytes", ["char_min"] = "5", ["char_max"] = "3" };
        var exception = Assert.Throws<UserException>(() => Fit(Rows(9), given, 1));
        Assert.Equal(4, exception.Problems.Count);
        Assert.Contains("model", exception.Problems[0].Remedy!, StringComparison.Ordinal);
        Assert.Equal("unknown-label", Told(new() { ["class_weight"] = "goood=2" }));
        Assert.Equal("no-label-order", Told(new() { ["model"] = "ordinal" }));
        Assert.Equal("bad-label-order", Told(new() { ["model"] = "ordinal", ["label_order"] = "bad;good" }));
        Assert.Equal("no-features", Told(new() { ["min_df"] = "100000" }));
        Assert.Equal("bad-hyperparameter", Told(new() { ["ngram_max"] = "0" }));

        static string Told(Dictionary<string, string> settings) => Assert.Throws<UserException>(() => Fit(Rows(30), settings, 1)).Problems[0].Type;
    }

    [Fact]
    public void Labels_that_are_numbers_are_ordered_as_numbers()
    {
        var rows = Rows(300).Select(row => row with { Label = row.Label switch { "bad" => "-1", "fine" => "2", _ => "10" } });
        Assert.Equal(["-1", "2", "10"], Trainer.Load(new MemoryStream(Fit(rows, new() { ["model"] = "ordinal" }, 1))).Labels);
    }

    [Fact]
    public void A_label_s_weight_is_its_rows_more_often()
    {
        var rows = Rows(200);
        var weighted = LinearTextClassifier.Fit(rows, new LinearTextSettings { LabelWeights = new Dictionary<string, double> { ["good"] = 2 }, Ngrams = new NgramOptions { UseIdf = false } });
        var more = LinearTextClassifier.Fit(rows.Concat(rows.Where(row => row.Label == "good")), new LinearTextSettings { Ngrams = new NgramOptions { UseIdf = false } });
        var (said, saidToo) = (new double[3], new double[3]);
        weighted.Predict("lovely thing", said);
        more.Predict("lovely thing", saidToo);
        for (var k = 0; k < 3; k++)
            Assert.Equal(saidToo[k], said[k], 1e-4);
    }

    private static double Accuracy(ITextClassifier model, List<LabeledText> rows)
    {
        var said = new double[model.Labels.Count];
        return rows.Count(row =>
        {
            model.Predict(row.Text, said);
            return model.Labels[Array.IndexOf(said, said.Max())] == row.Label;
        }) / (double)rows.Count;
    }

    private static double LogLoss(ITextClassifier model, List<LabeledText> rows)
    {
        var said = new double[model.Labels.Count];
        return rows.Average(row =>
        {
            model.Predict(row.Text, said);
            return -Math.Log(Math.Max(1e-6, said[model.Labels.ToList().IndexOf(row.Label)]));
        });
    }

    private static List<LabeledText> Rows(int count)
    {
        string[][] words = [["awful", "poor", "broke"], ["okay", "average", "usual"], ["lovely", "great", "perfect"]];
        string[] labels = ["bad", "fine", "good"];
        var random = new SplitMix64(1);
        var rows = new List<LabeledText>();
        for (var i = 0; i < count; i++)
        {
            var kind = random.Below(3);
            rows.Add(new LabeledText($"What {words[random.Below(5) == 0 ? random.Below(3) : kind][random.Below(3)]} thing number{random.Below(400)} colour{random.Below(40)}", labels[kind]));
        }

        return rows;
    }

    private static byte[] Fit(IEnumerable<LabeledText> rows, Dictionary<string, string> settings, int threads)
    {
        using var stream = new MemoryStream();
        Trainer.Train(new TrainingContext { Train = () => rows, Threads = threads, Hyperparameters = settings }, stream, CancellationToken.None);
        return stream.ToArray();
    }
}
