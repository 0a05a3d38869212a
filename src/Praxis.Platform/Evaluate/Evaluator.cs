using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Train;
using Praxis.Learning.Metrics;

namespace Praxis.Platform.Evaluate;

/// <summary>Scores a classifier on held-out rows.</summary>
public static class Evaluator
{
    /// <summary>Predicts every row and computes the evaluation; also gives the predicted label of each row.</summary>
    public static (Evaluation Evaluation, IReadOnlyList<string> Predicted) Evaluate(ITextClassifier classifier, IEnumerable<LabeledText> rows, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(rows);
        var labels = classifier.Labels;
        var index = labels.Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i, StringComparer.Ordinal);
        var truth = new List<int>();
        var probabilities = new List<double>();
        var row = new double[labels.Count];
        var predicted = new List<string>();
        foreach (var labeled in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            classifier.Predict(labeled.Instance, row);
            truth.Add(index[labeled.Label]);
            probabilities.AddRange(row);
            predicted.Add(labels[Array.IndexOf(row, row.Max())]);
        }

        return (ClassificationMetrics.Evaluate(labels, truth.ToArray(), probabilities.ToArray(), seed), predicted);
    }
}
