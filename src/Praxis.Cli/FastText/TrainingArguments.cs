using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;

namespace Praxis.Cli.FastText;

/// <summary>The options of the four commands that take options, with the defaults of the command.</summary>
internal sealed class TrainingArguments
{
    private readonly HashSet<string> given = [];

    private TrainingArguments(string command) => Options = command switch
    {
        "supervised" => new FastTextOptions(),
        "cbow" => FastTextOptions.ForVectors(FastTextMode.Cbow),
        _ => FastTextOptions.ForVectors(FastTextMode.Skipgram),
    };

    public FastTextOptions Options { get; private set; }

    public string Input { get; private set; } = "";

    public string Output { get; private set; } = "";

    public string PretrainedVectors { get; private set; } = "";

    public int Verbose { get; private set; } = 2;

    public bool SavesOutput { get; private set; }

    public int Cutoff { get; private set; }

    public bool Retrains { get; private set; }

    public bool QuantizesNorms { get; private set; }

    public bool QuantizesOutput { get; private set; }

    public int SubvectorSize { get; private set; } = 2;

    public string Validation { get; private set; } = "";

    public string Metric { get; private set; } = "f1";

    public int Predictions { get; private set; } = 1;

    public int Duration { get; private set; } = 300;

    public string ModelSize { get; private set; } = "";

    /// <summary>Whether an option was given by hand; its name without the dash.</summary>
    public bool IsGiven(string name) => given.Contains(name);

    /// <summary>Reads the options behind the command.</summary>
    /// <exception cref="UsageException">One is unknown or lacks its value, or input or output are missing; the text has the help with the values so far.</exception>
    /// <exception cref="UserException">A value is no number.</exception>
    public static TrainingArguments Parse(ReadOnlySpan<string> arguments)
    {
        var parsed = new TrainingArguments(arguments[0]);
        for (var i = 1; i < arguments.Length; i++)
        {
            var name = arguments[i];
            if (!name.StartsWith('-'))
                throw parsed.Refuse("Provided argument without a dash! Usage:");
            parsed.given.Add(name[1..]);
            if (name == "-h")
                throw parsed.Refuse("Here is the help! Usage:");
            if (parsed.TryFlag(name))
                continue;
            if (!IsOption(name))
                throw parsed.Refuse($"Unknown argument: {SafeText.Line(name)}");
            if (++i == arguments.Length)
                throw parsed.Refuse($"{name} is missing an argument");
            parsed.Set(name, arguments[i]);
        }

        if (parsed.Input.Length == 0 || parsed.Output.Length == 0)
            throw parsed.Refuse("Empty input or output path.");
        return parsed;
    }

    /// <summary>The help of a command whose options were not even read.</summary>
    public static byte[] Help(string command, ReadOnlySpan<byte> before)
    {
        using var text = new MemoryStream();
        text.Write(before);
        OptionHelp.Write(new TrainingArguments(command), text);
        return text.ToArray();
    }

    private UsageException Refuse(string message)
    {
        using var text = new MemoryStream();
        text.Write(System.Text.Encoding.UTF8.GetBytes(message));
        text.WriteByte((byte)'\n');
        OptionHelp.Write(this, text);
        return new UsageException(text.ToArray());
    }

    private bool TryFlag(string name)
    {
        switch (name)
        {
            case "-saveOutput": SavesOutput = true; return true;
            case "-retrain": Retrains = true; return true;
            case "-qnorm": QuantizesNorms = true; return true;
            case "-qout": QuantizesOutput = true; return true;
            case "-shuffle": Options = Options with { Shuffle = true }; return true;
            default: return false;
        }
    }

    private static bool IsOption(string name) => name is "-input" or "-output" or "-lr" or "-lrUpdateRate" or "-dim" or "-ws" or "-epoch" or "-minCount" or "-minCountLabel"
        or "-neg" or "-wordNgrams" or "-loss" or "-bucket" or "-minn" or "-maxn" or "-thread" or "-t" or "-label" or "-verbose" or "-pretrainedVectors" or "-seed"
        or "-cutoff" or "-dsub" or "-autotune-validation" or "-autotune-metric" or "-autotune-predictions" or "-autotune-duration" or "-autotune-modelsize";

    private void Set(string name, string value)
    {
        int Whole() => LeadingNumber.Whole(name, value);
        switch (name)
        {
            case "-input": Input = value; break;
            case "-output": Output = value; break;
            case "-lr": Options = Options with { LearningRate = LeadingNumber.Real(name, value) }; break;
            case "-lrUpdateRate": Options = Options with { LearningRateUpdate = Whole() }; break;
            case "-dim": Options = Options with { Dimension = Whole() }; break;
            case "-ws": Options = Options with { Window = Whole() }; break;
            case "-epoch": Options = Options with { Epochs = Whole() }; break;
            case "-minCount": Options = Options with { MinCount = Whole() }; break;
            case "-minCountLabel": Options = Options with { MinCountLabel = Whole() }; break;
            case "-neg": Options = Options with { Negatives = Whole() }; break;
            case "-wordNgrams": Options = Options with { WordNgrams = Whole() }; break;
            case "-loss": Options = Options with { Loss = Loss(value) }; break;
            case "-bucket": Options = Options with { Buckets = Whole() }; break;
            case "-minn": Options = Options with { MinCharacters = Whole() }; break;
            case "-maxn": Options = Options with { MaxCharacters = Whole() }; break;
            case "-thread": Options = Options with { Threads = Whole() }; break;
            case "-t": Options = Options with { SamplingThreshold = LeadingNumber.Real(name, value) }; break;
            case "-label": Options = Options with { LabelPrefix = value }; break;
            case "-verbose": Verbose = Whole(); break;
            case "-pretrainedVectors": PretrainedVectors = value; break;
            case "-seed": Options = Options with { Seed = Whole() }; break;
            case "-cutoff": Cutoff = Whole(); break;
            case "-dsub": SubvectorSize = Whole(); break;
            case "-autotune-validation": Validation = value; break;
            case "-autotune-metric": Metric = value; break;
            case "-autotune-predictions": Predictions = Whole(); break;
            case "-autotune-duration": Duration = Whole(); break;
            default: ModelSize = value; break;
        }
    }

    private FastTextLoss Loss(string value) => value switch
    {
        "hs" => FastTextLoss.HierarchicalSoftmax,
        "ns" => FastTextLoss.NegativeSampling,
        "softmax" => FastTextLoss.Softmax,
        "one-vs-all" or "ova" => FastTextLoss.OneVersusAll,
        _ => throw Refuse($"Unknown loss: {SafeText.Line(value)}"),
    };
}
