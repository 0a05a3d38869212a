using Praxis.Learning.FastText.Autotune;
using Praxis.Learning.FastText.Prediction;

namespace Praxis.Learning.FastText.Lines;

/// <summary>Counts how the best labels of each line compare to those that it names; lines without a known label or feature do not count.</summary>
internal sealed class TestedLines(FastTextModel model, LinePredictor predictor, LabelQuestion question) : ILineTaker
{
    private readonly long[] predicted = new long[model.Dictionary.Labels];
    private readonly long[] right = new long[model.Dictionary.Labels];
    private readonly long[] gold = new long[model.Dictionary.Labels];
    private long examples;

    /// <summary>Gathers every answer where it is set.</summary>
    public List<ScoredAnswer>? Answers { get; init; }

    public void TakeLine()
    {
        var labels = predictor.Features.Labels;
        if (labels.Count == 0 || predictor.Features.Count == 0)
            return;
        examples++;
        foreach (var label in labels)
            gold[label]++;
        foreach (var (score, label) in predictor.Best(question.MostLabels(model), question.Threshold))
        {
            var isRight = labels.Contains(label);
            predicted[label]++;
            right[label] += isRight ? 1 : 0;
            Answers?.Add(new ScoredAnswer(Math.Min(MathF.Exp(score), 1), label, isRight));
        }
    }

    public void Flush()
    {
    }

    public FastTextTest Result()
    {
        var results = new LabelTest[gold.Length];
        for (var label = 0; label < results.Length; label++)
            results[label] = new LabelTest(model.Labels[label], model.Dictionary.Text(model.Dictionary.Words + label).ToArray(), predicted[label], right[label], gold[label]);
        return new FastTextTest { Examples = examples, Labels = results };
    }
}
