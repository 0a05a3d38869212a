using Praxis.Contracts.Evaluate;

namespace Praxis.Learning.Bias;

/// <summary>How good predictions are on all rows, with the names, texts and division rule of Amazon's library smclarify 0.5: 0/0 is 0, x/0 infinite.</summary>
internal static class BinaryPerformances
{
    public static BinaryPerformance Of(BiasColumn label, bool isContinuous, BiasColumn predicted, bool[] observed, bool[] said)
    {
        double tp = 0, fp = 0, fn = 0, tn = 0;
        for (var i = 0; i < observed.Length; i++)
        {
            if (said[i])
                _ = observed[i] ? tp++ : fp++;
            else
                _ = observed[i] ? fn++ : tn++;
        }

        var n = tp + fp + fn + tn;
        double precision = Divide(tp, tp + fp), recall = Divide(tp, tp + fn);
        return new BinaryPerformance
        {
            Label = label.Name,
            Metrics =
            [
                new("Accuracy", "Proportion of inputs assigned the correct predicted label by the model.", Divide(tp + tn, n)),
                new("Proportion of Positive Predictions in Labels", "Proportion of input assigned in positive predicted label.", Divide(tp + fp, n)),
                new("Proportion of Negative Predictions in Labels", "Proportion of input assigned the negative predicted label.", Divide(tn + fn, n)),
                new("True Positive Rate / Recall", "Proportion of inputs with positive observed label correctly assigned the positive predicted label.", recall),
                new("True Negative Rate / Specificity", "Proportion of inputs with negative observed label correctly assigned the negative predicted label.", Divide(tn, tn + fp)),
                new("Acceptance Rate / Precision", "Proportion of inputs with positive predicted label that actually have a positive observed label.", precision),
                new("Rejection Rate", "Proportion of inputs with negative predicted label that actually have a negative observed label.", Divide(tn, tn + fn)),
                new("Conditional Acceptance", "Ratio between the positive observed labels and positive predicted labels.", Divide(tp + fn, tp + fp)),
                new("Conditional Rejection", "Ratio between the negative observed labels and negative predicted labels.", Divide(tn + fp, tn + fn)),
                new("F1 Score", "Harmonic mean of precision and recall.", 2 * Divide(precision * recall, precision + recall)),
            ],
            BinaryConfusionMatrix = [Divide(tp, n), Divide(fp, n), Divide(fn, n), Divide(tn, n)],
            ConfusionMatrix = isContinuous || label.Values.Contains(null) || predicted.Values.Contains(null) ? null : Classes(label, predicted),
        };
    }

    // Over the values that occur as labels: a class that is only predicted is left out, as the library does.
    private static Dictionary<string, IReadOnlyDictionary<string, long>> Classes(BiasColumn label, BiasColumn predicted)
    {
        var counts = label.Values.Zip(predicted.Values).CountBy(pair => (pair.First!.Value, pair.Second!.Value)).ToDictionary();
        var values = label.Distinct();
        return values.ToDictionary(
            own => own.ToString(),
            own => (IReadOnlyDictionary<string, long>)values.ToDictionary(other => other.ToString(), other => (long)counts.GetValueOrDefault((own, other)), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    private static double Divide(double x, double y) => y != 0 ? x / y : x == 0 ? 0 : double.PositiveInfinity;
}
