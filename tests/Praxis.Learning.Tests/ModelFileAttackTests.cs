using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Ensembles;
using Praxis.Learning.FastText;
using Praxis.Learning.Linear;
using Praxis.Learning.Tabular;
using Praxis.Learning.Trees;

namespace Praxis.Learning.Tests;

/// <summary>A model file is data of a stranger: whatever stands in it, reading ends in a model or in a clear error, before much memory is taken.</summary>
public sealed class ModelFileAttackTests
{
    private const long MostBytes = 4 << 20;

    public static TheoryData<string> Algorithms => [.. Trainers().Select(trainer => trainer.Algorithm)];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Files_of_other_kinds_are_refused(string algorithm)
    {
        var trainer = Trainer(algorithm);
        foreach (var (name, bytes) in Strangers())
            Refuses(trainer, bytes, name);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_file_that_ends_too_early_is_refused(string algorithm)
    {
        var (trainer, bytes) = (Trainer(algorithm), Model(algorithm));
        for (var length = 0; length < bytes.Length; length += Math.Max(1, bytes.Length / 300))
            Refuses(trainer, bytes[..length], $"the first {length} bytes");
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Huge_sizes_are_refused_before_memory_is_taken(string algorithm)
    {
        var (trainer, bytes) = (Trainer(algorithm), Model(algorithm));
        for (var at = 0; at + 4 <= Math.Min(bytes.Length, 400); at++)
        {
            var evil = bytes[..];
            byte[] most = [0xFF, 0xFF, 0xFF, 0x7F];
            most.CopyTo(evil, at);
            ReadsOrRefuses(trainer, evil, $"2^31 - 1 at byte {at}");
            ReadsOrRefuses(trainer, Sealed(evil), $"2^31 - 1 at byte {at}, sealed anew");
        }
    }

    [Fact]
    public void Huge_sizes_in_the_fasttext_model_of_an_ensemble_are_refused_before_memory_is_taken()
    {
        var (trainer, bytes) = (Trainer("ensemble"), Model("ensemble"));
        var begin = bytes.AsSpan().IndexOf("PFT1"u8);
        Assert.True(begin > 0, "no fastText model is in it");
        for (var at = begin - 8; at < begin + 400; at++)
        {
            foreach (var most in (int[])[int.MaxValue, 1 << 28, -1, 0])
            {
                var evil = bytes[..];
                BitConverter.GetBytes(most).CopyTo(evil, at);
                ReadsOrRefuses(trainer, Sealed(evil), $"{most} at byte {at}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Flipped_bits_give_a_clear_error_or_a_model_that_answers(string algorithm)
    {
        var (trainer, bytes) = (Trainer(algorithm), Model(algorithm));
        var random = new Random(20261125);
        for (var i = 0; i < 2_000; i++)
        {
            var evil = bytes[..];
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                evil[i % 2 == 0 ? random.Next(Math.Min(600, evil.Length)) : random.Next(evil.Length)] ^= (byte)(1 << random.Next(8));
            evil = evil[..(i % 7 == 0 ? random.Next(evil.Length) : evil.Length)];
            ReadsOrRefuses(trainer, i % 3 == 0 ? evil : Sealed(evil), $"mutation {i}");
        }
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_refused()
    {
        var bytes = Model("fasttext");
        BitConverter.GetBytes(float.NaN).CopyTo(bytes, bytes.Length - 4);
        var error = Refuses(Trainer("fasttext"), bytes, "NaN at the end");
        Assert.Contains("a weight is no number", error.Message);
    }

    // As an attacker would: the SHA-256 at the end is that of what stands before it. A format without one has other bytes there.
    private static byte[] Sealed(byte[] bytes)
    {
        if (bytes.Length >= SHA256.HashSizeInBytes)
            SHA256.HashData(bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes)).CopyTo(bytes, bytes.Length - SHA256.HashSizeInBytes);
        return bytes;
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Strangers()
    {
        yield return ("nothing", []);
        yield return ("a pickle", [0x80, 0x04, 0x95, 0x1D, 0, 0, 0, 0, 0, 0, 0, .. "\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x02id\x94\x85\x94R\x94."u8]);
        using (var zip = new MemoryStream())
        {
            using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            using (var entry = new StreamWriter(archive.CreateEntry("model/type.txt").Open()))
                entry.Write("System.Diagnostics.Process, System.Diagnostics.Process");
            yield return ("a ZIP with type names", zip.ToArray());
        }

        // ModelProto { graph { initializer { external_data { location: ../../etc/passwd } data_location: EXTERNAL } } }
        byte[] location = [0x0A, 8, .. "location"u8, 0x12, 16, .. "../../etc/passwd"u8];
        byte[] tensor = [0x6A, (byte)location.Length, .. location, 0x70, 1];
        byte[] graph = [0x2A, (byte)tensor.Length, .. tensor];
        yield return ("ONNX with external data", [0x08, 0x07, 0x3A, (byte)graph.Length, .. graph]);
        yield return ("text", Encoding.UTF8.GetBytes("{\"$type\": \"System.IO.FileInfo, System.IO\"}"));
        yield return ("zeros", new byte[4096]);
        yield return ("ones", [.. Enumerable.Repeat((byte)0xFF, 4096)]);
        foreach (var (algorithm, bytes) in Trainers().Select(trainer => (trainer.Algorithm, Model(trainer.Algorithm))))
            yield return ("the model of " + algorithm, bytes);
    }

    private static UserException Refuses(ITrainer trainer, byte[] bytes, string what)
    {
        if (what == "the model of " + trainer.Algorithm)
            return new UserException(new Problem { Type = "", Found = "" });
        var error = Record.Exception(() => Load(trainer, bytes));
        Assert.True(error is UserException, $"{what}: {error?.ToString() ?? "it was read"}");
        Assert.Equal("damaged-model", ((UserException)error!).Problems[0].Type);
        return (UserException)error!;
    }

    private static void ReadsOrRefuses(ITrainer trainer, byte[] bytes, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var classifier = Load(trainer, bytes);
            var probabilities = new double[classifier.Labels.Count];
            classifier.Predict("a soft and torn thing that nobody knows", probabilities);
            (classifier as IDisposable)?.Dispose();
        }
        catch (UserException)
        {
            // Told.
        }
        catch (Exception error)
        {
            Assert.Fail($"{what}: {error}");
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes + 40L * bytes.Length, $"{what}: {GC.GetAllocatedBytesForCurrentThread() - before:N0} bytes for a file of {bytes.Length:N0}");
    }

    private static ITextClassifier Load(ITrainer trainer, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return trainer.Load(stream);
    }

    private static ITrainer[] Trainers() => [new TfidfLogisticRegressionTrainer(), new FastTextClassifierTrainer(), new GradientBoostingTrainer(), new LinearTrainer(), new EnsembleTrainer()];

    private static ITrainer Trainer(string algorithm) => Trainers().Single(trainer => trainer.Algorithm == algorithm);

    private static byte[] Model(string algorithm)
    {
        string[] good = ["lovely", "perfect", "soft", "great"], bad = ["awful", "torn", "cheap", "itchy"];
        var rows = Enumerable.Range(0, 80).Select(i => i % 2 == 0
            ? new LabeledText($"a {good[i / 2 % 4]} and {good[i / 8 % 4]} thing", "good") : new LabeledText($"a {bad[i / 2 % 4]} and {bad[i / 8 % 4]} thing", "bad")).ToList();
        using var model = new MemoryStream();
        var small = algorithm switch
        {
            "fasttext" => new Dictionary<string, string> { ["buckets"] = "50", ["vector_dim"] = "4" },
            "gradient-boosting" => new Dictionary<string, string> { ["components"] = "4" },
            _ => [],
        };
        var context = new TrainingContext { Train = () => rows, Hyperparameters = small, Seed = 1 };
        if (algorithm == "ensemble")
            SmallEnsemble(context).Save(model);
        else
            Trainer(algorithm).Train(context, model, TestContext.Current.CancellationToken);
        return model.ToArray();
    }

    // The trainer's own fastText member has 200,000 buckets, too many to damage thousands of times.
    private static EnsembleModel SmallEnsemble(TrainingContext context)
    {
        var settings = EnsembleSettings.Parse(new Dictionary<string, string>()) with { FastText = new Dictionary<string, string> { ["buckets"] = "50", ["vector_dim"] = "4" } };
        MemberRecipe[] recipes = [.. MemberRecipe.All.Where(recipe => recipe.Name is "naive-bayes" or "ridge" or "fasttext")];
        var rows = LabeledRows.Read(context, TestContext.Current.CancellationToken);
        return new EnsembleModel(MemberSet.Fit(recipes, rows, settings, 1, 1, TestContext.Current.CancellationToken), [1, 1, 1], null);
    }
}
