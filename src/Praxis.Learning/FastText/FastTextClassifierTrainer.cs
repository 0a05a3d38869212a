using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Learning.FastText;

/// <summary>
/// fastText behind the trainer contract, with BlazingText's names of the hyper-parameters. Each epoch takes the rows in another order, drawn by the seed, so that a file
/// sorted by class trains well; one thread updates, so the same rows and settings give the same bytes on any number of cores. There is no checkpoint: an interrupted training
/// begins anew.
/// </summary>
public sealed class FastTextClassifierTrainer : ITrainer
{
    /// <summary>The trainer <c>fasttext</c>.</summary>
    public FastTextClassifierTrainer()
        : this("fasttext", FastTextParameters.Own)
    {
    }

    private FastTextClassifierTrainer(string algorithm, IReadOnlyList<Hyperparameter> hyperparameters)
    {
        (Algorithm, Hyperparameters) = (algorithm, hyperparameters);
        Defaults = hyperparameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Default, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public string Algorithm { get; }

    /// <inheritdoc/>
    public string Description => Algorithm == "fasttext"
        ? "Averages of word and n-gram vectors with a linear layer: the fastest there is on a CPU, for much data or many labels."
        : "The same with BlazingText's defaults, so that its jobs run unchanged.";

    /// <inheritdoc/>
    public bool AllowsSeveralLabels => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Defaults { get; }

    /// <summary>The trainer <c>blazingtext</c>: the same with the service's defaults.</summary>
    public static FastTextClassifierTrainer BlazingText() => new("blazingtext", FastTextParameters.BlazingText);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Check(IReadOnlyDictionary<string, string> given)
    {
        var own = HyperparameterValues.Check(this, given);
        FastTextClassifierSettings.Read(Algorithm, Hyperparameters, own, 0);
        return own;
    }

    /// <inheritdoc/>
    public void Train(TrainingContext context, Stream model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(model);
        var settings = FastTextClassifierSettings.Read(Algorithm, Hyperparameters, context.Hyperparameters, context.Seed);
        if (settings.Stopping is not null && context.Validation is null)
            throw new UserException(new Problem { Type = "no-validation", Found = "early_stopping is true and there are no validation rows", Remedy = "Give them with --validation, or leave early_stopping out" });
        var rows = Read(context, cancellationToken);
        string[] labels = [.. rows.SelectMany(row => row.OtherLabels?.Prepend(row.Label) ?? [row.Label]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (labels.Length < 2)
            throw new UserException(new Problem { Type = "too-few-labels", Found = $"the {rows.Count} training rows have {labels.Length} label", Expected = "rows of at least two labels" });
        using var text = Text(rows, labels);
        var watch = settings.Stopping is { } stopping ? new EpochWatch(context.Validation!(), labels, stopping, settings.Options.Epochs, context.Report) : null;
        using var fitted = FastTextTrainer.Train(text, settings.Options, progress => context.Report?.Invoke("train:progress", progress.Fraction, (long)(progress.Fraction * settings.Options.Epochs)), cancellationToken, watch);
        new FastTextClassifier(fitted, labels).Save(model);
    }

    /// <inheritdoc/>
    public ITextClassifier Load(Stream model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return FastTextClassifier.Load(model);
    }

    private static List<LabeledText> Read(TrainingContext context, CancellationToken cancellationToken)
    {
        var rows = new List<LabeledText>();
        foreach (var row in context.Train())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(row);
        }

        return rows;
    }

    private static MemoryStream Text(List<LabeledText> rows, string[] labels)
    {
        var text = new MemoryStream();
        foreach (var row in rows)
        {
            foreach (var label in row.OtherLabels?.Prepend(row.Label) ?? [row.Label])
                text.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"__label__{Array.BinarySearch(labels, label, StringComparer.Ordinal)} ")));
            text.Write(Encoding.UTF8.GetBytes(FastTextClassifier.Line(row.Text)));
            text.WriteByte((byte)'\n');
        }

        text.Position = 0;
        return text;
    }
}
