using System.Globalization;
using System.Security.Cryptography;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Linear;
using Praxis.Testing;

namespace Praxis.Learning.Tests.Linear;

public sealed class TfidfLogisticRegressionTrainerTests
{
    private static readonly TfidfLogisticRegressionTrainer Trainer = new();

    [Fact]
    public void A_loaded_model_knows_what_it_was_taught()
    {
        var model = Trainer.Load(new MemoryStream(Fit(Rows())));
        Assert.Equal(["bad", "fine", "good"], model.Labels);
        var probabilities = new double[3];
        model.Predict("what a lovely thing", probabilities);
        Assert.Equal(1.0, probabilities.Sum(), 12);
        Assert.True(probabilities[2] > 0.5);
        var telling = model.TellingFeatures(2);
        Assert.Equal(2, telling[0].Count);
        Assert.Equal("awful", telling[0][0].Feature);
        Assert.True(telling[0][0].Weight >= telling[0][1].Weight);
        model.Predict("", probabilities);
        Assert.All(probabilities, p => Assert.InRange(p, 0.0, 1.0));
    }

    [Fact]
    public void Threads_do_not_change_a_byte() => Assert.Equal(Fit(Rows()), Fit(Rows(), threads: 2));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(14)]
    public void A_resumed_training_ends_in_the_same_bytes(int stopAfter)
    {
        var whole = Fit(Rows());
        var checkpoints = new MemoryCheckpoints(stopAfter);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Fit(Rows(), 1, checkpoints, (_, _, step) =>
        {
            if (step > stopAfter)
                stop.Cancel();
        }, stop));
        long first = 0;
        var resumed = Fit(Rows(), 2, checkpoints, (_, _, step) => first = first == 0 ? step : first);
        Assert.Equal(stopAfter + 1, first);
        Assert.Equal(whole, resumed);
    }

    [Fact]
    public void A_checkpoint_of_other_rows_is_not_taken_up()
    {
        var checkpoints = new MemoryCheckpoints(3);
        Fit(Rows(), 1, checkpoints);
        var other = Rows().Skip(1).ToList();
        Assert.Equal(Fit(other), Fit(other, 1, checkpoints));
    }

    [Fact]
    public void A_cut_model_is_refused_wherever_it_is_cut()
    {
        var bytes = Fit(Rows());
        for (var length = 0; length < bytes.Length; length += length < 200 ? 1 : 997)
            Damaged(bytes[..length]);
        bytes[bytes.Length / 2] ^= 1;
        Damaged(bytes);
    }

    [Fact]
    public void A_huge_size_or_a_weight_that_is_no_number_is_refused_under_a_right_hash()
    {
        var bytes = Fit(Rows());
        var labels = 4 + 4 + 4 + Trainer.Algorithm.Length + 20;
        var huge = (byte[])bytes.Clone();
        BitConverter.TryWriteBytes(huge.AsSpan(labels), int.MaxValue);
        Damaged(Rehash(huge));
        var nan = (byte[])bytes.Clone();
        BitConverter.TryWriteBytes(nan.AsSpan(nan.Length - 36), float.NaN);
        Damaged(Rehash(nan));
    }

    [Fact]
    public void All_wrong_hyperparameters_are_told_at_once()
    {
        var given = new Dictionary<string, string> { ["C"] = "NaN", ["min_df"] = "0", ["depth"] = "3", ["tokenizer"] = "sentence" };
        var exception = Assert.Throws<UserException>(() => Fit(Rows(), hyperparameters: given));
        Assert.Equal(4, exception.Problems.Count);
    }

    [Fact]
    public void Rows_of_one_label_are_refused()
    {
        var exception = Assert.Throws<UserException>(() => Fit([new("aa bb", "x"), new("aa bb", "x")]));
        Assert.Equal("too-few-labels", exception.Problems[0].Type);
        Assert.Throws<UserException>(() => Fit([]));
    }

    [Fact]
    public void More_labels_than_a_vector_holds_are_learned()
    {
        var rows = Enumerable.Range(0, 140).Select(i => new LabeledText($"word{i % 7} common", $"label{i % 7}")).ToList();
        var model = Trainer.Load(new MemoryStream(Fit(rows)));
        var probabilities = new double[7];
        for (var k = 0; k < 7; k++)
        {
            model.Predict($"word{k}", probabilities);
            Assert.Equal(k, Array.IndexOf(probabilities, probabilities.Max()));
        }
    }

    [Fact]
    public void It_agrees_with_scikit_learn()
    {
        var table = File.ReadAllLines(SharedFolder.File("oracles/search_table_tfidf_lr.csv"));
        var train = Reviews(SharedFolder.File("data/reviews/blazingtext_train.txt"));
        var validation = Reviews(SharedFolder.File("data/reviews/blazingtext_validation.txt"));
        Assert.Equal("ngram_max,min_df,sublinear_tf,use_idf,C,n_features,val_accuracy,val_log_loss", string.Join(',', table[0].Split(',')[..8]));
        var failures = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            var cells = table[1 + (i * (table.Length - 2) / 19)].Split(',');
            var metrics = new Dictionary<string, double>();
            using var stream = new MemoryStream();
            Trainer.Train(
                new TrainingContext
                {
                    Train = () => train,
                    Validation = () => validation,
                    Threads = 2,
                    Report = (name, value, _) => metrics[name] = value,
                    Hyperparameters = new Dictionary<string, string>
                    {
                        ["tokenizer"] = "whitespace",
                        ["ngram_max"] = cells[0],
                        ["min_df"] = cells[1],
                        ["sublinear_tf"] = cells[2],
                        ["use_idf"] = cells[3],
                        ["C"] = cells[4],
                    },
                },
                stream,
                TestContext.Current.CancellationToken);
            stream.Position = 0;
            var features = Trainer.Load(stream).TellingFeatures(0).Count == 3 ? FeatureCount(stream.ToArray()) : 0;
            var accuracy = metrics["validation:accuracy"] - double.Parse(cells[6], CultureInfo.InvariantCulture);
            var loss = metrics["validation:log_loss"] - double.Parse(cells[7], CultureInfo.InvariantCulture);
            if (!(Math.Abs(accuracy) <= 0.005) || !(Math.Abs(loss) <= 0.005) || features.ToString(CultureInfo.InvariantCulture) != cells[5])
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', cells[..6])}: accuracy {accuracy}, log loss {loss}, features {features}"));
        }

        Assert.Empty(failures);
    }

    // Magic, version, algorithm, five options, then the labels and the number of features.
    private static int FeatureCount(byte[] model)
    {
        var at = 8 + 4 + Trainer.Algorithm.Length + 20;
        var labels = BitConverter.ToInt32(model, at);
        at += 4;
        for (var i = 0; i < labels; i++)
            at += 4 + BitConverter.ToInt32(model, at);
        return BitConverter.ToInt32(model, at);
    }

    private static List<LabeledText> Reviews(string path)
    {
        var rows = new List<LabeledText>();
        foreach (var line in File.ReadLines(path))
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            var text = line[(blank + 1)..];
            if (text.Length >= 2 && text[0] == '"' && text[^1] == '"')
                text = text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
            rows.Add(new LabeledText(text, line["__label__".Length..blank]));
        }

        return rows;
    }

    private static List<LabeledText> Rows()
    {
        string[][] words = [["awful", "poor", "broke"], ["okay", "average", "usual"], ["lovely", "great", "perfect"]];
        string[] labels = ["bad", "fine", "good"];
        var rows = new List<LabeledText>();
        uint state = 1;
        for (var i = 0; i < 1500; i++)
        {
            var kind = Next(3);
            var text = $"what {words[Next(5) == 0 ? Next(3) : kind][kind == 0 && Next(2) == 0 ? 0 : Next(3)]} thing number{Next(400)} colour{Next(40)}";
            rows.Add(new LabeledText(text, labels[kind]));
        }

        return rows;

        int Next(int below)
        {
            state = (state * 1664525) + 1013904223;
            return (int)((state >> 8) % (uint)below);
        }
    }

    private static byte[] Fit(
        IReadOnlyList<LabeledText> rows,
        int threads = 1,
        ICheckpoints? checkpoints = null,
        Action<string, double, long>? report = null,
        CancellationTokenSource? stop = null,
        Dictionary<string, string>? hyperparameters = null)
    {
        using var stream = new MemoryStream();
        var context = new TrainingContext
        {
            Train = () => rows,
            Threads = threads,
            Checkpoints = checkpoints,
            Report = report,
            Hyperparameters = hyperparameters ?? [],
        };
        Trainer.Train(context, stream, stop?.Token ?? TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    private static byte[] Rehash(byte[] model)
    {
        SHA256.HashData(model.AsSpan(0, model.Length - 32), model.AsSpan(model.Length - 32));
        return model;
    }

    private static void Damaged(byte[] model) =>
        Assert.Equal("damaged-model", Assert.Throws<UserException>(() => Trainer.Load(new MemoryStream(model))).Problems[0].Type);
}
