using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Train;
using Praxis.Learning.Explain;

namespace Praxis.Platform.Evaluate;

/// <summary>Explains what a classifier says about texts.</summary>
public static class Explainer
{
    /// <summary>The most units of a label that Clarify keeps over all texts, as Clarify's <c>max_top_tokens</c> has it.</summary>
    public const int MostTopUnits = 50;

    /// <summary>Explains the texts, several at a time; the same texts and seed give the same values on any number of threads.</summary>
    /// <param name="model">The model's id and algorithm.</param>
    /// <param name="classifier">The model.</param>
    /// <param name="texts">Texts, with their true labels where these are known.</param>
    /// <param name="options">How; the seed of the second text is one more than that of the first, and so on.</param>
    /// <param name="aggregation">How values of equal units become one.</param>
    /// <param name="mostTop">How many units of a label stand in <c>analysis.json</c>.</param>
    /// <param name="progress">Told the texts done.</param>
    /// <param name="cancellationToken">Stops between two questions to the model.</param>
    public static ExplanationReport Explain(
        (string Id, string Algorithm) model, ITextClassifier classifier, IReadOnlyList<(string Text, string? Label)> texts, TextExplanationOptions options, ShapAggregation aggregation, int mostTop, Action<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(options);
        var labels = classifier.Labels;
        var attributions = new TextAttribution[texts.Count];
        var done = 0;
        try
        {
            Parallel.For(0, texts.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            {
                attributions[i] = TextExplainer.Explain(classifier.Predict, labels.Count, texts[i].Text, options with { Seed = options.Seed + (ulong)i }, cancellationToken);
                progress?.Invoke(Interlocked.Increment(ref done));
            });
        }
        catch (AggregateException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        return new ExplanationReport
        {
            Model = model.Id,
            Algorithm = model.Algorithm,
            Options = options,
            Labels = labels,
            Texts = [.. attributions.Select((own, i) => Explanation(own, texts[i].Label, labels))],
            Top = [.. labels.Select((_, k) => GlobalImportance.TopText(attributions, k, int.MaxValue, aggregation))],
            MostTop = mostTop,
            Aggregation = aggregation,
        };
    }

    private static TextExplanation Explanation(TextAttribution own, string? label, IReadOnlyList<string> labels)
    {
        var full = own.Attribution.Full;
        var best = 0;
        for (var k = 1; k < full.Count; k++)
            if (full[k] > full[best])
                best = k;
        return new TextExplanation
        {
            Text = own.Text,
            Label = label,
            Labels = labels,
            Predicted = labels[best],
            Base = own.Attribution.Base,
            Full = full,
            Units = [.. own.Units.Select((unit, i) => new UnitAttribution(unit.Of(own.Text), unit.Start, own.Attribution.Values[i]))],
            IsExact = own.Attribution.IsExact,
            IsJoined = own.IsJoined,
        };
    }
}
