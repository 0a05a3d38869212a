using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Lines;
using Praxis.Learning.FastText.Prediction;

namespace Praxis.Learning.FastText.Autotune;

/// <summary>Scores a model on the validation text.</summary>
internal static class TrialScore
{
    public static double Of(FastTextModel model, Stream validation, AutotuneMetric metric, int k, CancellationToken cancellationToken)
    {
        var answers = metric.Measure == AutotuneMeasure.F1 ? null : new List<ScoredAnswer>();
        using var predictor = new LinePredictor(model);
        var lines = new TestedLines(model, predictor, new LabelQuestion(k, 0)) { Answers = answers };
        TextLines.Read(validation, predictor.Features, lines, cancellationToken);
        var (test, label) = (lines.Result(), LabelOf(model, metric));
        var counts = label < 0 ? test.All : test.Labels[label];
        return answers is null ? counts.F1 : Best(answers, label, counts.Gold, metric);
    }

    private static int LabelOf(FastTextModel model, AutotuneMetric metric)
    {
        if (metric.Label is null)
            return -1;
        var id = model.Dictionary.Find(Encoding.UTF8.GetBytes(metric.Label));
        return id >= model.Dictionary.Words
            ? id - model.Dictionary.Words
            : throw new UserException(new Problem { Type = "unknown-label", Found = "Unknown autotune metric label", Where = SafeText.Line(metric.Label), Expected = "a label of the training text, with its prefix" });
    }

    // Walks down the scores: what lies at or above a threshold is an answer. Equal scores are one threshold. Beyond full recall nothing is looked at, as in the original.
    private static double Best(List<ScoredAnswer> answers, int label, long gold, AutotuneMetric metric)
    {
        if (gold == 0)
            return double.NaN;
        ScoredAnswer[] own = [.. answers.Where(answer => label < 0 || answer.Label == label).OrderByDescending(answer => answer.Score)];
        var (right, best) = (0L, 0.0);
        for (var i = 0; i < own.Length; i++)
        {
            right += own[i].IsRight ? 1 : 0;
            if (i + 1 < own.Length && own[i + 1].Score == own[i].Score)
                continue;
            var (precision, recall) = (right / (i + 1.0), right / (double)gold);
            if (metric.Measure == AutotuneMeasure.PrecisionAtRecall && recall >= metric.Least)
                best = Math.Max(best, precision);
            else if (metric.Measure == AutotuneMeasure.RecallAtPrecision && precision >= metric.Least)
                best = Math.Max(best, recall);
            if (right == gold)
                break;
        }

        return metric is { Measure: AutotuneMeasure.PrecisionAtRecall, Least: <= 0 } ? 1 : best;
    }
}
