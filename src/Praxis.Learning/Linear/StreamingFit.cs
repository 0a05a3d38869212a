using System.Runtime.InteropServices;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Numerics;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>
/// Fits rows that are read again and again and never kept: hashed n-grams, and stochastic gradients with a step length a weight (J. Duchi et al., 2011, AdaGrad, figure 1, its diagonal form).
/// A first reading finds the labels and the document frequencies. Rows pass through a bounded buffer that mixes them; a file sorted by label and larger than it should be shuffled first.
/// </summary>
internal static class StreamingFit
{
    private const int BufferRows = 1 << 14;
    private const double StepLength = 0.5;

    public static LinearTextClassifier Fit(IEnumerable<LabeledText> rows, LinearTextSettings settings, Action<int, double>? report, CancellationToken cancellationToken)
    {
        var linear = settings.Linear;
        Refuse(settings);
        var vectorizer = Read(rows, settings, out var counts, cancellationToken);
        var labels = LabelClasses.Order(counts.Keys, settings);
        var total = counts.Values.Sum();
        if (labels.Length < 2)
            throw new UserException(new Problem { Type = "too-few-labels", Found = $"The {total} training rows have {labels.Length} label", Expected = "rows of at least two labels" });
        var classOf = labels.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var factors = labels.Select(label => settings.LabelWeights.GetValueOrDefault(label, 1.0) * (linear.BalancedClasses ? (double)total / (labels.Length * counts[label]) : 1.0)).ToArray();
        var learner = new AdaptiveGradient(vectorizer.ColumnCount, labels.Length, linear, total, StepLength);
        var random = new SplitMix64(linear.Seed);
        for (var epoch = 1; epoch <= settings.Epochs; epoch++)
        {
            foreach (var (indices, values, own) in Mixed(rows, vectorizer, classOf, random, cancellationToken))
                learner.Learn(indices, values, own, factors[own]);
            report?.Invoke(epoch, learner.TakeLoss());
        }

        return new LinearTextClassifier(vectorizer, learner.Model(), ScoreCalibration.None, labels);
    }

    private static void Refuse(LinearTextSettings settings)
    {
        var problems = new List<Problem>();
        if (settings.Ngrams.HashBits == 0)
            problems.Add(new Problem { Type = "bad-hyperparameter", Found = "hash_bits is 0 while streaming is on", Expected = "1 to 28, since a vocabulary can outgrow the memory", Remedy = "Give hash_bits=20" });
        if (settings.Linear.Algorithm is not (LinearAlgorithm.LogisticRegression or LinearAlgorithm.SupportVectorMachine) || settings.Linear.NaiveBayesWeighting)
            problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"{settings.Linear.Algorithm}{(settings.Linear.NaiveBayesWeighting ? " with naive Bayes weighting" : "")} cannot be fitted while streaming", Expected = "model=logistic-regression or model=svm" });
        if (settings.Calibration is not (CalibrationMethod.Automatic or CalibrationMethod.None))
            problems.Add(new Problem { Type = "bad-hyperparameter", Found = "calibration needs rows that are kept", Expected = "calibration=none while streaming is on" });
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
    }

    private static NgramVectorizer Read(IEnumerable<LabeledText> rows, LinearTextSettings settings, out Dictionary<string, long> counts, CancellationToken cancellationToken)
    {
        counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var columns = 1 << settings.Ngrams.HashBits;
        var (frequencies, last, found) = (new int[columns], new int[columns], new List<int>());
        var (buffer, texts) = (Array.Empty<char>(), 0);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CollectionsMarshal.GetValueRefOrAddDefault(counts, row.Label, out _)++;
            if (counts.Count > 10_000)
                throw new UserException(new Problem { Type = "too-many-labels", Found = "The training rows have more than 10000 labels", Remedy = "Check that the label column holds labels" });
            texts++;
            found.Clear();
            HashedNgrams.Collect(TextTokenizer.Normalize(row.Text, settings.Ngrams.Lowercase, ref buffer), settings.Ngrams, found);
            foreach (var column in found)
            {
                if (last[column] == texts)
                    continue;
                last[column] = texts;
                frequencies[column]++;
            }
        }

        return new NgramVectorizer(settings.Ngrams, [], TermWeighing.Idf(frequencies, texts, settings.Ngrams.UseIdf), columns);
    }

    // A row leaves the buffer when another takes its place.
    private static IEnumerable<(int[] Indices, float[] Values, int Class)> Mixed(IEnumerable<LabeledText> rows, NgramVectorizer vectorizer, Dictionary<string, int> classOf, SplitMix64 random, CancellationToken cancellationToken)
    {
        var kept = new List<(int[] Indices, float[] Values, int Class)>();
        var own = new NgramRow();
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            vectorizer.Transform(row.Text, own);
            var next = (own.Indices.ToArray(), own.Values.ToArray(), classOf[row.Label]);
            if (kept.Count < BufferRows)
            {
                kept.Add(next);
                continue;
            }

            var place = random.Below(kept.Count);
            yield return kept[place];
            kept[place] = next;
        }

        while (kept.Count > 0)
        {
            var place = random.Below(kept.Count);
            yield return kept[place];
            kept[place] = kept[^1];
            kept.RemoveAt(kept.Count - 1);
        }
    }
}
