using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Tabular;

namespace Praxis.Learning.Trees;

/// <summary>
/// Boosted trees on texts, categories and numbers together: each text is reduced to the greatest components of its tf-idf weights. Missing values and categories never seen
/// take their own branch. There is no checkpoint: an interrupted training begins anew.
/// </summary>
public sealed class GradientBoostingTrainer : ITrainer
{
    internal const string Name = "gradient-boosting";

    /// <inheritdoc/>
    public string Algorithm => Name;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Defaults => BoostingSettings.Defaults;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters => BoostingSettings.Hyperparameters;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Check(IReadOnlyDictionary<string, string> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        BoostingSettings.Parse(given);
        return given;
    }

    /// <inheritdoc/>
    public bool ReadsColumns => true;

    /// <inheritdoc/>
    public void Train(TrainingContext context, Stream model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(model);
        var settings = BoostingSettings.Parse(context.Hyperparameters);
        var rows = LabeledRows.Read(context, cancellationToken);
        Fit(rows, settings, context.Seed, context.Threads, (loss, step) => context.Report?.Invoke("validation:log_loss", loss, step), cancellationToken).Save(model);
    }

    /// <inheritdoc/>
    public ITextClassifier Load(Stream model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return GradientBoostingModel.Load(model);
    }

    internal static GradientBoostingModel Fit(LabeledRows rows, BoostingSettings settings, ulong seed, int threads, Action<double, long>? report, CancellationToken cancellationToken)
    {
        var encoder = DenseEncoder.Fit(rows.Columns, rows.Instances, settings.Text, settings.Components, seed, threads, cancellationToken);
        if ((long)rows.Instances.Length * Math.Max(encoder.Width, rows.Labels.Length) > 400_000_000)
            throw new UserException(new Problem
            {
                Type = "too-many-values",
                Found = $"{rows.Instances.Length:N0} rows of {encoder.Width:N0} features and {rows.Labels.Length:N0} labels are more than fits",
                Remedy = "Lower components, or choose a linear algorithm",
            });
        var trees = Boosting.Fit(encoder.Encode(rows.Instances, threads), encoder.Categorical, rows.Classes, rows.Labels.Length, settings, seed, threads, report, cancellationToken);
        return new GradientBoostingModel(rows.Labels, encoder, trees);
    }
}
