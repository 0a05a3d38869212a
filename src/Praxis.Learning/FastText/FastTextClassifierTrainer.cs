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
        return FastTextClassifierSettings.WithDefaults(own);
    }

    /// <inheritdoc/>
    public bool LearnsWithoutLabels(IReadOnlyDictionary<string, string> hyperparameters)
    {
        ArgumentNullException.ThrowIfNull(hyperparameters);
        return FastTextClassifierSettings.IsVectors(hyperparameters);
    }

    /// <inheritdoc/>
    public void Train(TrainingContext context, Stream model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(model);
        var settings = FastTextClassifierSettings.Read(Algorithm, Hyperparameters, context.Hyperparameters, context.Seed);
        if (settings.Options.Mode != FastTextMode.Supervised)
        {
            WordVectorJob.Train(context, settings, model, cancellationToken);
            return;
        }

        if (settings.Stopping is not null && context.Validation is null)
            throw new UserException(new Problem { Type = "no-validation", Found = "early_stopping is true and there are no validation rows", Remedy = "Give them with --validation, or leave early_stopping out" });
        var (labels, rows) = Labels(context.Train(), cancellationToken);
        if (labels.Length < 2)
            throw new UserException(new Problem { Type = "too-few-labels", Found = $"the {rows} training rows have {labels.Length} label", Expected = "rows of at least two labels" });
        using var text = new RowText(context.Train(), row => Line(row, labels));
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

    private static (string[] Labels, long Rows) Labels(IEnumerable<LabeledText> rows, CancellationToken cancellationToken)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        long count = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            labels.Add(row.Label);
            labels.UnionWith(row.OtherLabels ?? []);
            count++;
        }

        return ([.. labels.Order(StringComparer.Ordinal)], count);
    }

    private static string Line(LabeledText row, string[] labels)
    {
        var line = new StringBuilder();
        foreach (var label in row.OtherLabels?.Prepend(row.Label) ?? [row.Label])
            line.Append(CultureInfo.InvariantCulture, $"__label__{Array.BinarySearch(labels, label, StringComparer.Ordinal)} ");
        return line.Append(FastTextClassifier.Line(row.Text)).ToString();
    }
}
