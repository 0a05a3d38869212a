using System.Globalization;
using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Train;

/// <summary>What the child process of a training job does. It knows only its folder and the contract's environment, no database.</summary>
public sealed class TrainingWorker(Trainers trainers, TimeProvider time, TextWriter output)
{
    // Bytes at the peak of TF-IDF and linear fits a byte of text: IMDB 12, 10 MB of words at random, whose pairs hardly repeat, 30 and 45.
    private const int LeastPerByte = 12;
    private const int MostPerByte = 45;
    private const string MemoryRemedy = "Give it more memory, train on fewer rows, or choose fasttext with smaller vector_dim and buckets, which needs about the size of the rows and of the model";
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private long lastStep;

    /// <summary>Whether to measure and tell <c>train:accuracy</c> and <c>validation:accuracy</c> at the end, where the trainer has not told them itself.</summary>
    public bool MeasuresAccuracy { get; init; }

    /// <summary>Trains and writes <c>output/model/model.bin</c>; on what a user can mend writes <c>failure</c> and returns 1, or 2 where the machine refused.</summary>
    /// <param name="folder">The job's folder, <c>jobs/ID/</c>.</param>
    /// <param name="algorithm">The algorithm's name.</param>
    /// <param name="cancellationToken">Set by SIGTERM or by the end of the owner.</param>
    public int Run(string folder, string algorithm, CancellationToken cancellationToken)
    {
        try
        {
            Train(folder, trainers[algorithm], cancellationToken);
            return 0;
        }
        catch (UserException error)
        {
            return Fail(folder, error.Message, error.Fault);
        }
        catch (Exception error) when (MemoryShortage.Is(error))
        {
            var problem = MemoryShortage.Problem(error, MemoryRemedy);
            return Fail(folder, $"{problem.Found}. {SizeOf(Path.Combine(folder, "input", "train"))}. {problem.Remedy}", Fault.Environment);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            return Fail(folder, $"the job's folder cannot be written: {SafeText.Line(error.Message, 300)}; check free space and permissions", Fault.Environment);
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    private static string SizeOf(string channel)
    {
        var bytes = Directory.EnumerateFiles(channel).Sum(path => (new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? new FileInfo(path)).Length);
        return $"The training rows are {MemoryShortage.Megabytes(bytes)}; algorithms that hold all features in memory take {LeastPerByte} to {MostPerByte} times that, {MemoryShortage.Megabytes(LeastPerByte * bytes)} to {MemoryShortage.Megabytes(MostPerByte * bytes)}";
    }

    private static int Fail(string folder, string reason, Fault fault)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, "failure"), reason);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            Console.Error.WriteLine(reason); // the last lines of the log are the reason then
        }

        return (int)fault;
    }

    private void Train(string folder, ITrainer trainer, CancellationToken cancellationToken)
    {
        var hyperparameters = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, "config", "hyperparameters.json")))!;
        var validation = Path.Combine(folder, "input", "validation");
        var card = ModelManifest.Find(Path.Combine(folder, "config"));
        Func<IEnumerable<LabeledText>> Rows(string channel) => card is null ? Channel(channel) : new RawChannel(channel, card, Path.Combine(folder, "tables", Path.GetFileName(channel))).Read;
        var output = Directory.CreateDirectory(Path.Combine(folder, "output", "model")).FullName;
        var context = new TrainingContext
        {
            Train = Rows(Path.Combine(folder, "input", "train")),
            Columns = card?.Columns() ?? Directory.EnumerateFiles(Path.Combine(folder, "input", "train")).Order(StringComparer.Ordinal).Select(ChannelReader.Columns).FirstOrDefault(FeatureColumn.OneText),
            Validation = Directory.Exists(validation) ? Rows(validation) : null,
            Hyperparameters = hyperparameters,
            Seed = ulong.Parse(Environment.GetEnvironmentVariable("PRAXIS_SEED") ?? "1", CultureInfo.InvariantCulture),
            Threads = int.Parse(Environment.GetEnvironmentVariable("PRAXIS_CPUS") ?? "1", CultureInfo.InvariantCulture),
            Checkpoints = new FileCheckpoints(Path.Combine(folder, "checkpoints"), time),
            CreateFile = name => new FileStream(Path.Combine(output, ResourceName.Check(Path.GetFileNameWithoutExtension(name), "file") + Path.GetExtension(name)), FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20),
            Report = Tell,
        };
        var path = Path.Combine(output, TrainingJobs.ModelFile);
        using (var model = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20))
            trainer.Train(context, model, cancellationToken);
        if (MeasuresAccuracy && !trainer.LearnsWithoutLabels(hyperparameters))
            Measure(context, trainer, path, cancellationToken);
        if (card is null)
            return;
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["algorithm"] = trainer.Algorithm, ["seed"] = context.Seed.ToString(CultureInfo.InvariantCulture) };
        foreach (var (name, value) in trainer.Defaults)
            settings[name] = hyperparameters.GetValueOrDefault(name, value);
        (card with { Settings = settings, Sample = context.Train().Take(1000).Select(row => row.Text).FirstOrDefault(text => text.Length is >= 20 and <= 400) }).Write(output);
    }

    private void Measure(TrainingContext context, ITrainer trainer, string path, CancellationToken cancellationToken)
    {
        ITextClassifier? classifier = null;
        foreach (var (name, rows) in new[] { ("train", context.Train), ("validation", context.Validation) })
        {
            if (rows is null || told.Contains(name + ":accuracy"))
                continue;
            if (classifier is null)
            {
                using var model = File.OpenRead(path);
                classifier = trainer.Load(model);
            }

            Tell(name + ":accuracy", Accuracy.Of(classifier, rows(), context.Threads, cancellationToken), lastStep);
        }
    }

    private void Tell(string name, double value, long step)
    {
        lock (told)
        {
            told.Add(name);
            lastStep = step;
            output.WriteLine(double.IsFinite(value)
                ? string.Create(CultureInfo.InvariantCulture, $"{{\"metric\":\"{name}\",\"value\":{value:R},\"step\":{step}}}")
                : string.Create(CultureInfo.InvariantCulture, $"{name} is {value} at step {step}"));
            if (name is "train:accuracy" or "validation:accuracy")
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"#{name.Replace(':', '_')}: {value:0.####}")); // as BlazingText writes it
            if (name == "train:kept_epoch")
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Early stopping: the weights of epoch {value:0}, the best on the validation rows, are kept"));
        }
    }

    private static Func<IEnumerable<LabeledText>> Channel(string folder) =>
        () => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).SelectMany(ChannelReader.Read);
}
