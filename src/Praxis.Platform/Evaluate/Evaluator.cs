using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Train;
using Praxis.Learning.Metrics;

namespace Praxis.Platform.Evaluate;

/// <summary>Scores a classifier on held-out rows.</summary>
public static class Evaluator
{
    /// <summary>Predicts every row and computes the evaluation; also says, row by row, whether the prediction was right.</summary>
    public static (Evaluation Evaluation, bool[] IsRight) Evaluate(ITextClassifier classifier, IEnumerable<LabeledText> rows, ulong seed, CancellationToken cancellationToken)
    {
        var labels = classifier.Labels;
        var index = labels.Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i, StringComparer.Ordinal);
        var truth = new List<int>();
        var probabilities = new List<double>();
        var row = new double[labels.Count];
        var isRight = new List<bool>();
        foreach (var (text, label) in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            classifier.Predict(text, row);
            truth.Add(index[label]);
            probabilities.AddRange(row);
            isRight.Add(Array.IndexOf(row, row.Max()) == index[label]);
        }

        return (ClassificationMetrics.Evaluate(labels, truth.ToArray(), probabilities.ToArray(), seed), [.. isRight]);
    }
}
