using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Praxis.Cli.Tests;

/// <summary>A training on record, without the rest of a run.</summary>
public sealed class TrainTests
{
    private static readonly string[] Fast = ["--algorithm", "fasttext", "--set", "buckets=1000", "--set", "vector_dim=8"];

    [Fact]
    public void Labelled_lines_become_a_model_with_metrics_lineage_and_a_version()
    {
        using var praxis = new PraxisProgram();
        var (train, validation) = (praxis.Write("train.txt", Lines(80)), praxis.Write("validation.txt", Lines(20)));
        var ended = praxis.Run(["train", train, "--validation", validation, "--name", "shop", .. Fast]);
        Assert.True(ended.Code == 0, ended.Error);
        Assert.Contains("train:accuracy       1.0000", ended.Output);
        Assert.Contains("validation:accuracy  1.0000", ended.Output);
        Assert.Contains("shop:1, Approved", ended.Output);
        var metrics = praxis.Run("jobs", "metrics", "shop", "--metric", "validation:accuracy", "--json");
        using var told = JsonDocument.Parse(metrics.Output);
        Assert.Equal(1.0, told.RootElement[0].GetProperty("value").GetDouble());
        Assert.Contains("#validation_accuracy: 1", praxis.Run("jobs", "logs", "shop").Output);
        var lineage = praxis.Run("lineage", "show", "shop").Output;
        Assert.Contains("shop-train:1", lineage);
        Assert.Contains("shop-validation:1", lineage);
        Assert.Equal(0, praxis.Run("workspace", "check").Code);
        Assert.StartsWith("good\t", praxis.Run("predict", "shop", "lovely and soft").Output);
    }

    [Fact]
    public void A_table_and_a_dataset_of_it_train_the_same_model()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews();
        var fromFile = praxis.Run("train", file, "--text", "text", "--label", "label", "--algorithm", "tfidf-logistic-regression", "--json");
        Assert.True(fromFile.Code == 0, fromFile.Error);
        var fromDataset = praxis.Run("train", "reviews:1", "--text", "text", "--label", "label", "--algorithm", "tfidf-logistic-regression", "--json");
        Assert.True(fromDataset.Code == 0, fromDataset.Error);
        using var one = JsonDocument.Parse(fromFile.Output);
        using var two = JsonDocument.Parse(fromDataset.Output);
        var model = one.RootElement.GetProperty("model");
        Assert.Equal(model.GetProperty("artifact").GetString(), two.RootElement.GetProperty("model").GetProperty("artifact").GetString());
        Assert.Equal("reviews:1", model.GetProperty("dataset").GetString());
        Assert.Equal("PendingManualApproval", model.GetProperty("status").GetString());
        Assert.Contains("–", praxis.Run("models", "list").Output);
    }

    [Fact]
    public void An_augmented_manifest_with_several_labels_a_row_is_learned()
    {
        using var praxis = new PraxisProgram();
        var manifest = new StringBuilder();
        for (var i = 0; i < 60; i++)
            manifest.Append((i % 3) switch { 0 => "{\"source\": \"soft and lovely\", \"label\": 1, \"label-metadata\": {\"x\": 1}}\n", 1 => "{\"source\": \"torn and cheap\", \"label\": [2, \"__label__3\"]}\n", _ => "{\"source\": \"blue\", \"label\": \"3\"}\n" });
        var ended = praxis.Run(["train", praxis.Write("topics.manifest", manifest.ToString()), .. Fast, "--set", "loss=ova"]);
        Assert.True(ended.Code == 0, ended.Error);
        Assert.Contains("60 rows, 3 labels, augmented manifest", ended.Error);
        Assert.StartsWith("1\t", praxis.Run("predict", "topics", "soft").Output);
        Assert.StartsWith("{\"prob\":[", praxis.Run("predict", "topics", "blue", "--format", "json").Output);
    }

    [Fact]
    public void Every_wrong_hyperparameter_is_told_at_once_and_nothing_is_left()
    {
        using var praxis = new PraxisProgram();
        var ended = praxis.Run("train", praxis.Write("train.txt", Lines(20)), "--algorithm", "fasttext", "--set", "epoc=1", "--set", "learning_rat=3");
        Assert.Equal(1, ended.Code);
        Assert.Contains("Did you mean 'epochs'?", ended.Error);
        Assert.Contains("Did you mean 'learning_rate'?", ended.Error);
        Assert.DoesNotContain("train", praxis.Run("jobs", "list").Output);
    }

    [Theory]
    [InlineData("tfidf-logistic-regression", "C=0", "tokenizer=letters", "ngram_max=4", "use_idf=maybe")]
    [InlineData("linear", "model=lasso", "class_weight=heavy", "tol=none", "hash_bits=29", "char_max=-1")]
    [InlineData("gradient-boosting", "leaves=1", "learning_rate=x", "class_weight=some")]
    [InlineData("ensemble", "models=oracle", "folds=1", "method=luck")]
    public void Values_out_of_range_are_told_at_once_before_a_job(string algorithm, params string[] wrong)
    {
        using var praxis = new PraxisProgram();
        var ended = praxis.Run(["train", praxis.Write("train.txt", Lines(20)), "--algorithm", algorithm, "--set", "no_such=1", .. wrong.SelectMany(one => new[] { "--set", one })]);
        Assert.Equal(1, ended.Code);
        Assert.Contains("'no_such' is no hyper-parameter of " + algorithm, ended.Error);
        foreach (var one in wrong)
            Assert.Contains(one.Split('=')[0], ended.Error);
        Assert.True(ended.Error.Split('\n').Count(line => line.StartsWith("  expected:", StringComparison.Ordinal)) > wrong.Length, ended.Error);
        Assert.DoesNotContain("training", praxis.Run("jobs", "list").Output);
        Assert.False(Directory.Exists(praxis[".praxis/tmp"]) && Directory.EnumerateFileSystemEntries(praxis[".praxis/tmp"]).Any());
        var list = praxis.Run("train", "algorithms", algorithm).Output;
        Assert.Contains("range", list);
        Assert.All(wrong, one => Assert.Contains(one.Split('=')[0], list));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("train", "train.txt")]
    [InlineData("train", "train.txt", "--algorithm", "fastext")]
    [InlineData("train", "missing.txt", "--algorithm", "fasttext")]
    [InlineData("train", "nodataset", "--algorithm", "fasttext", "--text", "a", "--label", "b")]
    [InlineData("train", ".", "--algorithm", "fasttext")]
    [InlineData("train", "train.txt", "--algorithm", "fasttext", "--name", "no/name")]
    [InlineData("train", "train.txt", "--algorithm", "fasttext", "--set", "epochs")]
    [InlineData("train", "train.txt", "--algorithm", "fasttext", "--attribute-names", "source,topic")]
    [InlineData("train", "train.txt", "--algorithm", "fasttext", "--validation", "missing.txt")]
    [InlineData("train", "reviews.csv", "--algorithm", "fasttext")]
    [InlineData("train", "reviews.csv", "--algorithm", "fasttext", "--text", "txt", "--label", "label")]
    public void A_wrong_command_is_told_with_what_to_do(params string[] arguments)
    {
        using var praxis = new PraxisProgram();
        praxis.Write("train.txt", Lines(20));
        praxis.WriteReviews();
        var ended = praxis.Run(arguments);
        Assert.True(ended.Code == 1, $"{ended.Code} {ended.Error}");
        Assert.Matches("do this:|expected:", ended.Error);
        Assert.Equal("", ended.Output);
    }

    [Theory]
    [InlineData("", "none of the 0 rows")]
    [InlineData("\n\n", "none of the 2 rows")]
    [InlineData("just words without a mark __label__\n__label__a b", "a label has no name")]
    [InlineData("__label__a one\n__label__a two\n", "same label")]
    [InlineData("__label__a only\n", "same label")]
    public void Rows_that_cannot_be_learned_from_are_refused_before_a_job(string lines, string told)
    {
        using var praxis = new PraxisProgram();
        var ended = praxis.Run(["train", praxis.Write("train.txt", lines), "--format", "labeled-lines", .. Fast]);
        Assert.Equal(1, ended.Code);
        Assert.Contains(told, ended.Error);
        Assert.DoesNotContain("training", praxis.Run("jobs", "list").Output);
    }

    [Theory]
    [InlineData("fasttext")]
    [InlineData("tfidf-logistic-regression")]
    public void Odd_rows_end_well_or_are_told(string algorithm)
    {
        using var praxis = new PraxisProgram();
        var rows = new (string Name, string Text)[]
        {
            ("duplicates", "text,label\n" + string.Concat(Enumerable.Repeat("same words here,a\nsame words here,b\n", 20))),
            ("text-is-label", "text,label\n" + string.Concat(Enumerable.Repeat("good,good\nbad,bad\n", 20))),
            ("label-in-text", "text,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? "__label__bad it is good,good\n" : "__label__good it is bad,bad\n"))),
            ("two-rows", "text,label\nfine words fine,a\npoor words poor,b\n"),
        };
        foreach (var (name, text) in rows)
        {
            var ended = praxis.Run("train", praxis.Write(name + ".csv", text), "--text", "text", "--label", "label", "--algorithm", algorithm);
            Assert.True(ended.Code is 0 or 1, $"{name}: {ended.Code} {ended.Error}");
            Assert.True(ended.Code == 0 || ended.Error.Contains("expected:", StringComparison.Ordinal) || ended.Error.Contains("do this:", StringComparison.Ordinal), $"{name}: {ended.Error}");
            if (name == "text-is-label")
                Assert.Contains("the text is the label itself", ended.Output);
        }

        var many = new StringBuilder("text,label\n");
        for (var i = 0; i < 3000; i++)
            many.Append($"words {i},label{i}\n");
        var refused = praxis.Run("train", praxis.Write("many.csv", many.ToString()), "--text", "text", "--label", "label", "--algorithm", algorithm);
        Assert.Equal(1, refused.Code);
        Assert.Contains("3,000 different labels", refused.Error);
    }

    [Fact]
    public void Labels_that_only_the_validation_rows_have_count_as_wrong()
    {
        using var praxis = new PraxisProgram();
        var (train, validation) = (praxis.Write("train.txt", Lines(40)), praxis.Write("validation.txt", Lines(20) + "__label__new lovely\n"));
        var ended = praxis.Run(["train", train, "--validation", validation, "--min-accuracy", "0.99", "--json", .. Fast]);
        Assert.Equal(2, ended.Code);
        using var result = JsonDocument.Parse(ended.Output);
        Assert.Equal("Rejected", result.RootElement.GetProperty("model").GetProperty("status").GetString());
        Assert.Equal(20 / 21.0, result.RootElement.GetProperty("model").GetProperty("evaluation").GetProperty("accuracy").GetDouble(), 12);
        Assert.Contains("the gate was not met", ended.Error);
    }

    [Fact]
    public void Several_labels_are_refused_by_an_algorithm_that_learns_one()
    {
        using var praxis = new PraxisProgram();
        var ended = praxis.Run("train", praxis.Write("train.txt", Lines(20) + "__label__good __label__bad both\n"), "--algorithm", "tfidf-logistic-regression");
        Assert.Equal(1, ended.Code);
        Assert.Contains("1 rows have more than one label", ended.Error);
    }

    [Fact]
    public async Task Interrupted_it_says_how_to_go_on_and_leaves_nothing_half_made()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews(rows: 40_000);
        using var train = praxis.Start("train", file, "--text", "text", "--label", "label", "--algorithm", "tfidf-logistic-regression", "--set", "tol=1e-12", "--set", "max_iter=100000");
        var error = train.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var patience = Stopwatch.StartNew();
        while (!praxis.Run("jobs", "list").Output.Contains("InProgress", StringComparison.Ordinal) && !train.HasExited && patience.Elapsed < TimeSpan.FromMinutes(2))
            Thread.Yield();
        Signals.Interrupt(train);
        train.WaitForExit();
        Assert.Equal(130, train.ExitCode);
        Assert.Contains("Interrupted", await error);
        Assert.Contains("Stopped", praxis.Run("jobs", "list").Output);
        Assert.DoesNotContain("reviews:1", praxis.Run("models", "list").Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(praxis[".praxis/tmp"]));
    }

    [Fact]
    public void The_algorithms_are_listed_with_their_hyperparameters()
    {
        using var praxis = new PraxisProgram();
        var list = praxis.Run("train", "--list");
        Assert.Equal(0, list.Code);
        Assert.Contains("fasttext", list.Output);
        Assert.Contains("a whole number from 1 to 1000000", list.Output);
        Assert.Contains("blazingtext", list.Output);
        Assert.Equal(list.Output, praxis.Run("train", "algorithms").Output);
        using var json = JsonDocument.Parse(praxis.Run("train", "algorithms", "fasttext", "--json").Output);
        Assert.Equal("fasttext", json.RootElement[0].GetProperty("algorithm").GetString());
        Assert.Contains(json.RootElement[0].GetProperty("hyperparameters").EnumerateArray(), one => one.GetProperty("name").GetString() == "epochs");
    }

    [Theory]
    [InlineData("tfidf-logistic-regression")]
    [InlineData("linear")]
    [InlineData("fasttext")]
    public async Task More_rows_than_memory_are_told_with_what_is_needed(string algorithm)
    {
        using var praxis = new PraxisProgram();
        var text = new StringBuilder();
        for (var i = 0; text.Length < 48_000_000; i++)
            text.Append(i % 2 == 0 ? "__label__good" : "__label__bad").Append(CultureInfo.InvariantCulture, $" a{i} b{i} c{i} d{i} e{i} the same again and again\n");
        using var train = praxis.Start(new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x2000000" }, "train", praxis.Write("train.txt", text.ToString()), "--algorithm", algorithm); // 32 MB
        var output = train.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await train.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await train.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(train.ExitCode == 2, $"{train.ExitCode} {error}");
        Assert.Contains("there is not enough memory: 32 MB may be used", error);
        Assert.Matches("The training rows are [0-9]+ MB", error);
        Assert.Contains("Give it more memory", error);
        Assert.DoesNotContain("   at ", error);
        Assert.Equal("", await output);
        Assert.Contains("EnvironmentRefused", praxis.Run("jobs", "list").Output + praxis.Run("jobs", "list", "--json").Output);
        Assert.Equal(0, praxis.Run("train", praxis.Write("train.txt", Lines(20)), "--algorithm", algorithm).Code);
    }

    [Fact]
    public async Task Rows_are_not_held_while_fasttext_trains()
    {
        using var praxis = new PraxisProgram();
        var (text, filler) = (new StringBuilder(), new string('x', 400));
        for (var i = 0; text.Length < 48_000_000; i++)
            text.Append(i % 2 == 0 ? "__label__good lovely " : "__label__bad torn ").Append(filler).Append('\n');
        using var train = praxis.Start(new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x2000000" }, ["train", praxis.Write("train.txt", text.ToString()), .. Fast, "--set", "epochs=1"]); // 32 MB
        var output = train.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await train.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await train.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(train.ExitCode == 0, error);
        Assert.Contains("train:accuracy       1.0000", await output);
    }

    [Theory]
    [InlineData("skipgram")]
    [InlineData("cbow")]
    [InlineData("batch_skipgram")]
    public void Word_vectors_are_a_model_with_its_files_and_no_classifier(string mode)
    {
        using var praxis = new PraxisProgram();
        var text = praxis.Write("text.txt", string.Concat(Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? "the cat and the Dog eat meat\n" : "a ship or a boat sails water\n")));
        var pairs = praxis.Write("pairs.tsv", "cat\tDog\t9\ncat\tship\t1\nship\tboat\t9\nmeat\twater\t2\nnone\tcat\t5\n");
        string[] settings = ["--algorithm", "blazingtext", "--set", "mode=" + mode, "--set", "vector_dim=8", "--set", "sampling_threshold=1"];
        var ended = praxis.Run(["train", text, "--validation", pairs, "--name", "words", "--json", .. settings]);
        Assert.True(ended.Code == 0, ended.Error);
        using var told = JsonDocument.Parse(ended.Output);
        Assert.InRange(told.RootElement.GetProperty("metrics").GetProperty("train:mean_rho").GetDouble(), -1, 1);
        var model = told.RootElement.GetProperty("model");
        Assert.Equal("PendingManualApproval", model.GetProperty("status").GetString());
        Assert.Equal("0.05", model.GetProperty("settings").GetProperty("learning_rate").GetString());
        Assert.Equal(model.GetProperty("artifact").GetString(), model.GetProperty("files").GetProperty("vectors.bin").GetString());
        Assert.True(model.GetProperty("files").TryGetProperty("eval.json", out _));

        Assert.Equal(0, praxis.Run("models", "export", "words", "--fasttext", praxis["words.bin"]).Code);
        Assert.Equal(0, praxis.Run("models", "export", "words", "--vectors", praxis["words.vec"]).Code);
        Assert.Equal("13 8", File.ReadLines(praxis["words.vec"]).First()); // 12 words and the end of a line
        Assert.Contains(File.ReadLines(praxis["words.vec"]), line => line.StartsWith("Dog ", StringComparison.Ordinal));
        Assert.Contains("dim 8", praxis.Run("fasttext", "dump", praxis["words.bin"], "args").Output);
        foreach (var refused in new[] { praxis.Run("predict", "words", "cat"), praxis.Run("explain", "words", "cat"), praxis.Run("models", "export", "words", "--onnx", praxis["words.onnx"]) })
        {
            Assert.Equal(1, refused.Code);
            Assert.Contains("word vectors", refused.Error);
        }

        Assert.Equal(0, praxis.Run("workspace", "check").Code);
        var again = praxis.Run(["train", text, "--name", "words", "--json", .. settings]);
        using var second = JsonDocument.Parse(again.Output);
        Assert.Equal(model.GetProperty("artifact").GetString(), second.RootElement.GetProperty("model").GetProperty("artifact").GetString());
        Assert.False(second.RootElement.GetProperty("metrics").TryGetProperty("train:mean_rho", out _));
    }

    [Fact]
    public void Word_vectors_are_learned_from_a_column_and_wrong_settings_are_told()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews();
        var ended = praxis.Run("train", file, "--text", "text", "--algorithm", "fasttext", "--set", "mode=skipgram", "--set", "subwords=true", "--set", "buckets=100", "--set", "dim=4", "--json");
        Assert.True(ended.Code == 0, ended.Error);
        using var told = JsonDocument.Parse(ended.Output);
        var settings = told.RootElement.GetProperty("model").GetProperty("settings");
        Assert.Equal(("3", "6", "ns", "5"), (settings.GetProperty("min_char").GetString(), settings.GetProperty("max_char").GetString(), settings.GetProperty("loss").GetString(), settings.GetProperty("epochs").GetString()));
        string[] wrong = ["train", file, "--text", "text", "--algorithm", "blazingtext", "--set", "mode=batch_skipgram"];
        foreach (var (more, found) in new[] { ("early_stopping=true", "early_stopping"), ("loss=hs", "loss is hs"), ("window_size=0", "window_size"), ("sampling_threshold=0", "sampling_threshold"), ("batch_size=x", "batch_size") })
        {
            var refused = praxis.Run([.. wrong, "--set", more]);
            Assert.Equal(1, refused.Code);
            Assert.Contains(found, refused.Error);
        }

        Assert.Equal(1, praxis.Run([.. wrong, "--min-accuracy", "0.5"]).Code);
        Assert.Equal(1, praxis.RunJob(file, "--algorithm", "blazingtext", "--set", "mode=cbow").Code);
        Assert.Contains("line 2", praxis.Run([.. wrong, "--validation", praxis.Write("pairs.tsv", "a b 1\nnone\n")]).Error);
    }

    internal static string Lines(int rows)
    {
        string[] good = ["lovely", "perfect", "soft", "great"], bad = ["awful", "torn", "cheap", "itchy"];
        var text = new StringBuilder();
        for (var i = 0; i < rows; i++)
            text.Append(i % 2 == 0 ? $"__label__good a {good[i / 2 % 4]} and {good[i / 8 % 4]} thing\n" : $"\"a {bad[i / 2 % 4]} and {bad[i / 8 % 4]} thing\" __label__bad\n");
        return text.ToString();
    }
}
