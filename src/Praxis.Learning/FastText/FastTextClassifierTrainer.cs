using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Learning.FastText;

/// <summary>
/// fastText behind the trainer contract, with BlazingText's names of the hyper-parameters. The rows are shuffled once by the seed, so that a file sorted by class
/// trains well; one thread updates, so the same rows and settings give the same bytes on any number of cores. There is no checkpoint: an interrupted training begins anew.
/// </summary>
public sealed class FastTextClassifierTrainer : ITrainer
{
    /// <inheritdoc/>
    public string Algorithm => "fasttext";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Defaults { get; } = new Dictionary<string, string>
    {
        ["epochs"] = "10",
        ["learning_rate"] = "0.5",
        ["vector_dim"] = "50",
        ["word_ngrams"] = "2",
        ["min_count"] = "2",
        ["buckets"] = "200000",
        ["min_char"] = "0",
        ["max_char"] = "0",
        ["loss"] = "softmax",
    };

    /// <inheritdoc/>
    public void Train(TrainingContext context, Stream model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(model);
        var options = Options(context);
        var rows = new List<LabeledText>();
        foreach (var row in context.Train())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(row);
        }

        string[] labels = [.. rows.Select(row => row.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (labels.Length < 2)
            throw new UserException(new Problem { Type = "too-few-labels", Found = $"the {rows.Count} training rows have {labels.Length} label", Expected = "rows of at least two labels" });
        using var text = Text(rows, labels, context.Seed);
        var fitted = FastTextModel.Train(text, options, progress => context.Report?.Invoke("train:progress", progress.Fraction, (long)(progress.Fraction * options.Epochs)), cancellationToken);
        new FastTextClassifier(fitted, labels).Save(model);
    }

    /// <inheritdoc/>
    public ITextClassifier Load(Stream model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return FastTextClassifier.Load(model);
    }

    private static MemoryStream Text(List<LabeledText> rows, string[] labels, ulong seed)
    {
        var random = new Numerics.SplitMix64(seed);
        for (var i = rows.Count - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (rows[i], rows[other]) = (rows[other], rows[i]);
        }

        var text = new MemoryStream();
        foreach (var row in rows)
            text.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"__label__{Array.BinarySearch(labels, row.Label, StringComparer.Ordinal)} {FastTextClassifier.Line(row.Text)}\n")));
        text.Position = 0;
        return text;
    }

    private FastTextOptions Options(TrainingContext context)
    {
        var problems = new List<Problem>();
        foreach (var name in context.Hyperparameters.Keys.Where(name => !Defaults.ContainsKey(name)).Order(StringComparer.Ordinal))
            problems.Add(new Problem { Type = "unknown-hyperparameter", Found = $"{SafeText.Line(name)} is no hyper-parameter of {Algorithm}", Expected = string.Join(", ", Defaults.Keys), Remedy = NearestName.Suggestion(name, Defaults.Keys) });
        T Take<T>(string name, string expected, Func<string, T?> parse)
            where T : struct
        {
            var text = context.Hyperparameters.GetValueOrDefault(name) ?? Defaults[name];
            if (parse(text) is { } value)
                return value;
            problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"{name} is {SafeText.Line(text)}", Expected = expected });
            return default;
        }

        int Whole(string name, int least, int most) => Take<int>(name, $"a whole number from {least} to {most}", text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null);
        var options = new FastTextOptions
        {
            Epochs = Whole("epochs", 1, 10_000),
            LearningRate = Take<double>("learning_rate", "a number above 0, at most 100", text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 100 ? value : null),
            Dimension = Whole("vector_dim", 1, 10_000),
            WordNgrams = Whole("word_ngrams", 1, 10),
            MinCount = Whole("min_count", 0, 1_000_000),
            Buckets = Whole("buckets", 1, 100_000_000),
            MinCharacters = Whole("min_char", 0, 100),
            MaxCharacters = Whole("max_char", 0, 100),
            Loss = Take<FastTextLoss>("loss", "softmax, hs, ns or ova", text => text switch
            {
                "softmax" => FastTextLoss.Softmax,
                "hs" => FastTextLoss.HierarchicalSoftmax,
                "ns" => FastTextLoss.NegativeSampling,
                "ova" or "one-vs-all" => FastTextLoss.OneVersusAll,
                _ => null,
            }),
            Seed = (int)(context.Seed % int.MaxValue),
        };
        return problems.Count == 0 ? options : throw new UserException(Fault.Input, problems);
    }
}
