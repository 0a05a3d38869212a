using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Train;
using Praxis.Learning.Metrics;

namespace Praxis.Platform.Evaluate;

/// <summary>Scores a classifier on held-out rows.</summary>
public static class Evaluator
{
    /// <summary>Predicts every row and computes the evaluation; also gives the predicted label of each row. Of a row with several labels, the predicted one counts as the truth where it is among them, else the first.</summary>
    public static (Evaluation Evaluation, IReadOnlyList<string> Predicted) Evaluate(ITextClassifier classifier, IEnumerable<LabeledText> rows, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(rows);
        var labels = classifier.Labels.ToList();
        var index = labels.Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i, StringComparer.Ordinal);
        var truth = new List<int>();
        var rowsOfProbabilities = new List<double[]>();
        var predicted = new List<string>();
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var probabilities = new double[classifier.Labels.Count];
            classifier.Predict(row.Instance, probabilities);
            var best = labels[Array.IndexOf(probabilities, probabilities.Max())];
            var label = row.Has(best) ? best : row.Label;
            if (!index.TryGetValue(label, out var place))
            {
                index.Add(label, place = labels.Count);
                labels.Add(label);
            }

            truth.Add(place);
            rowsOfProbabilities.Add(probabilities);
            predicted.Add(best);
        }

        // A label that the model never saw has the probability 0.
        var all = new double[rowsOfProbabilities.Count * labels.Count];
        for (var i = 0; i < rowsOfProbabilities.Count; i++)
            rowsOfProbabilities[i].CopyTo(all, i * labels.Count);
        return (ClassificationMetrics.Evaluate(labels, truth.ToArray(), all, seed), predicted);
    }
}
