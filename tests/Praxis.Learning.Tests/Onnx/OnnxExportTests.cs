using System.IO.Compression;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.FastText;
using Praxis.Learning.Linear;
using Praxis.Learning.Onnx;
using Praxis.Testing;

namespace Praxis.Learning.Tests.Onnx;

/// <summary>ONNX Runtime scores an exported model as Praxis does.</summary>
public sealed class OnnxExportTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData("ngram_max=1")]
    [InlineData("ngram_max=2")]
    [InlineData("ngram_max=3", "sublinear_tf=false", "use_idf=false")]
    [InlineData("tokenizer=whitespace", "min_df=1")]
    public void A_linear_model_scores_the_same(params string[] settings) => Same(new TfidfLogisticRegressionTrainer(), Rows(), settings, Asked());

    [Theory]
    [InlineData("calibration=none")]
    [InlineData("calibration=temperature", "char_max=4")]
    [InlineData("calibration=sigmoid", "model=svm")]
    [InlineData("model=ridge", "hash_bits=12")]
    [InlineData("model=naive-bayes", "ngram_max=1")]
    [InlineData("model=complement-naive-bayes")]
    [InlineData("model=ordinal", "label_order=bad;fine, \"so\";good")]
    [InlineData("model=nbsvm")]
    public void A_linear_model_of_words_and_characters_scores_the_same(params string[] settings) => Same(new LinearTrainer(), Rows(), settings, Asked());

    [Fact]
    public void Isotonic_curves_are_refused()
    {
        var curved = Fit(new LinearTrainer(), Rows(), ["calibration=isotonic"]);
        Assert.Equal("not-exported", Assert.Throws<UserException>(() => OnnxExport.Write(curved, Stream.Null)).Problems[0].Type);
    }

    [Theory]
    [InlineData("word_ngrams=1")]
    [InlineData("word_ngrams=3", "buckets=5000")]
    [InlineData("loss=hs", "buckets=2000")]
    [InlineData("loss=ova", "buckets=2000")]
    [InlineData("loss=ns", "buckets=2000", "min_char=2", "max_char=4")]
    [InlineData("min_count_label=200", "buckets=2000")]
    public void A_fastText_model_scores_the_same(params string[] settings) => Same(new FastTextClassifierTrainer(), Rows(), settings, Asked());

    [Theory]
    [InlineData("tfidf-logistic-regression")]
    [InlineData("fasttext", "buckets=20000", "epochs=3")]
    public void Real_questions_score_the_same(string algorithm, params string[] settings)
    {
        var train = Lines("data/text/trec6.train.txt.gz").ToList();
        var test = Lines("data/text/trec6.test.txt.gz").Select(row => row.Text).ToList();
        Same(algorithm == "fasttext" ? new FastTextClassifierTrainer() : new TfidfLogisticRegressionTrainer(), train, settings, [.. test, ""]);
    }

    [Fact]
    public void A_batch_of_unequal_texts_scores_as_each_alone()
    {
        foreach (var trainer in new ITrainer[] { new TfidfLogisticRegressionTrainer(), new FastTextClassifierTrainer() })
        {
            var classifier = Fit(trainer, Rows(), trainer.Algorithm == "fasttext" ? ["buckets=1000"] : []);
            using var session = Session(classifier);
            var asked = Asked();
            var together = Ask(session, [.. asked.Select(text => OnnxExport.InputOf(classifier, text))]);
            for (var i = 0; i < asked.Count; i++)
                Assert.Equal(Ask(session, [OnnxExport.InputOf(classifier, asked[i])])[0].Probabilities, together[i].Probabilities, (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }

    [Fact]
    public void The_file_says_how_texts_become_its_input()
    {
        using var session = Session(Fit(new FastTextClassifierTrainer(), Rows(), ["buckets=1000"]));
        var metadata = session.ModelMetadata.CustomMetadataMap;
        Assert.Equal("1000", metadata["praxis.buckets"]);
        Assert.Contains("perfect", metadata["praxis.vocabulary"].Split('\n'));
        Assert.Equal("[\"bad\",\"fine, \\u0022so\\u0022\",\"good\"]", metadata["praxis.labels"]);
    }

    [Fact]
    public void Other_models_are_refused()
    {
        var plain = Praxis.Learning.Text.NaiveBayesClassifier.Fit(Rows(), TestContext.Current.CancellationToken);
        Assert.Equal("not-exported", Assert.Throws<UserException>(() => OnnxExport.Write(plain, Stream.Null)).Problems[0].Type);
    }

    private static void Same(ITrainer trainer, List<LabeledText> rows, string[] settings, List<string> asked)
    {
        var classifier = Fit(trainer, rows, settings);
        using var session = Session(classifier);
        var own = new double[classifier.Labels.Count];
        foreach (var text in asked)
        {
            classifier.Predict(text, own);
            var (label, probabilities) = Ask(session, [OnnxExport.InputOf(classifier, text)])[0];
            Assert.Equal(own, probabilities.Select(value => (double)value), (a, b) => Math.Abs(a - b) < Tolerance);
            var ordered = own.OrderDescending().ToArray();
            if (ordered[0] - ordered[1] > 2 * Tolerance)
                Assert.Equal(classifier.Labels[Array.IndexOf(own, ordered[0])], label);
        }
    }

    private static ITextClassifier Fit(ITrainer trainer, List<LabeledText> rows, string[] settings)
    {
        using var model = new MemoryStream();
        var hyperparameters = settings.Select(one => one.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        trainer.Train(new TrainingContext { Train = () => rows, Hyperparameters = hyperparameters, Seed = 1 }, model, TestContext.Current.CancellationToken);
        model.Position = 0;
        return trainer.Load(model);
    }

    private static InferenceSession Session(ITextClassifier classifier)
    {
        using var stream = new MemoryStream();
        OnnxExport.Write(classifier, stream);
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        return new InferenceSession(stream.ToArray(), options);
    }

    private static List<(string Label, float[] Probabilities)> Ask(InferenceSession session, List<OnnxInput> batch)
    {
        var inputs = new List<NamedOnnxValue>();
        if (batch[0].Tokens is not null)
            inputs.Add(NamedOnnxValue.CreateFromTensor("tokens", Tensor(batch, one => one.Tokens!, "")));
        else
        {
            inputs.Add(NamedOnnxValue.CreateFromTensor("features", Tensor(batch, one => one.Features!, 0L)));
            inputs.Add(NamedOnnxValue.CreateFromTensor("values", Tensor(batch, one => one.Values!, 0f)));
        }

        using var results = session.Run(inputs);
        var probabilities = results.First(value => value.Name == "probabilities").AsTensor<float>();
        var labels = results.First(value => value.Name == "label").AsTensor<string>().ToArray();
        return [.. labels.Select((label, row) => (label, Enumerable.Range(0, probabilities.Dimensions[1]).Select(k => probabilities[row, k]).ToArray()))];
    }

    private static DenseTensor<T> Tensor<T>(List<OnnxInput> batch, Func<OnnxInput, IReadOnlyList<T>> take, T filler)
    {
        var width = batch.Max(one => take(one).Count);
        return new DenseTensor<T>(batch.SelectMany(one => take(one).Concat(Enumerable.Repeat(filler, width - take(one).Count))).ToArray(), [batch.Count, width]);
    }

    private static List<string> Asked() => ["a soft and perfect thing", "torn", "", "   ", "words that nobody knows", "Lovely lovely LOVELY thing, torn & cheap!", "schön \U0001F600 perfect"];

    private static List<LabeledText> Rows()
    {
        string[] good = ["lovely", "perfect", "soft", "great"], bad = ["awful", "torn", "cheap", "itchy"];
        return [.. Enumerable.Range(0, 600).Select(i => i % 5 == 0
            ? new LabeledText($"plain {good[i % 4]} {bad[i / 4 % 4]} thing", "fine, \"so\"")
            : i % 2 == 0 ? new LabeledText($"a {good[i % 4]} and {good[i / 4 % 4]} thing", "good") : new LabeledText($"a {bad[i % 4]} and {bad[i / 4 % 4]} thing", "bad"))];
    }

    private static IEnumerable<LabeledText> Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(SharedFolder.File(file)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            yield return new LabeledText(line[(blank + 1)..], line["__label__".Length..blank]);
        }
    }
}
