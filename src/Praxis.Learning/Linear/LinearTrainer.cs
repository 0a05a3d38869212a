using Praxis.Contracts.Train;

namespace Praxis.Learning.Linear;

/// <summary>
/// Linear models on n-grams behind the trainer contract: logistic regression, support vectors, NB-SVM, naive Bayes, ridge and ordinal regression by the hyper-parameter <c>model</c>. The same rows, settings
/// and seed give the same bytes on any number of threads; there is no checkpoint, since a fit takes seconds: an interrupted one begins anew.
/// </summary>
public sealed class LinearTrainer : ITrainer
{
    internal const string Name = "linear";

    /// <inheritdoc/>
    public string Algorithm => Name;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Defaults => LinearHyperparameters.Defaults;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters => LinearHyperparameters.All;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Check(IReadOnlyDictionary<string, string> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        LinearHyperparameters.Parse(given, 0, 1);
        return given;
    }

    /// <inheritdoc/>
    public void Train(TrainingContext context, Stream model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(model);
        var settings = LinearHyperparameters.Parse(context.Hyperparameters, context.Seed, context.Threads);
        var steps = 0;
        var fitted = LinearTextClassifier.FitTold(new RereadRows(context.Train), settings, null, (step, loss) =>
        {
            steps = step;
            context.Report?.Invoke("train:loss", loss, step);
        }, cancellationToken);
        fitted.Save(model);
        if (context is { Validation: not null, Report: not null })
            Validate(fitted, context, steps, cancellationToken);
    }

    /// <inheritdoc/>
    public ITextClassifier Load(Stream model) => LinearTextClassifier.Load(model);

    private static void Validate(LinearTextClassifier model, TrainingContext context, int step, CancellationToken cancellationToken)
    {
        long count = 0;
        long right = 0;
        var loss = 0.0;
        var probabilities = new double[model.Labels.Count];
        var places = model.Labels.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        foreach (var row in context.Validation!())
        {
            cancellationToken.ThrowIfCancellationRequested();
            model.Predict(row.Text, probabilities);
            var truth = places.GetValueOrDefault(row.Label, -1);
            count++;
            right += Array.IndexOf(probabilities, probabilities.Max()) == truth ? 1 : 0;
            loss -= Math.Log(truth < 0 ? 1e-15 : Math.Max(probabilities[truth], 1e-15));
        }

        if (count == 0)
            return;
        context.Report!("validation:accuracy", (double)right / count, step);
        context.Report("validation:log_loss", loss / count, step);
    }

    /// <summary>Rows that are opened anew whenever they are read.</summary>
    private sealed class RereadRows(Func<IEnumerable<LabeledText>> open) : IEnumerable<LabeledText>
    {
        public IEnumerator<LabeledText> GetEnumerator() => open().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
