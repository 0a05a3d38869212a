using System.Runtime.InteropServices;
using Praxis.Contracts.Train;
using Praxis.Learning.Numerics;

namespace Praxis.Learning.Text;

/// <summary>
/// Multinomial naive Bayes on single words with Laplace's smoothing (A. McCallum and K. Nigam, 1998, "A comparison of event models for
/// naive Bayes text classification", equations 4 and 6): <c>ln P(c|d) = ln P(c) + Σ_w n_w ln((1 + N_cw) / (V + N_c)) + const</c>.
/// The plain model that others must beat: it fits by counting once.
/// </summary>
public sealed class NaiveBayesClassifier : ITextClassifier
{
    private readonly Dictionary<string, int> words;
    private readonly double[] logProbabilities;
    private readonly double[] logPriors;

    private NaiveBayesClassifier(string[] labels, Dictionary<string, int> words, double[] logProbabilities, double[] logPriors)
    {
        Labels = labels;
        this.words = words;
        this.logProbabilities = logProbabilities;
        this.logPriors = logPriors;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Counts the words of the rows.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    public static NaiveBayesClassifier Fit(IEnumerable<LabeledText> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        var spans = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var counts = new List<List<int>>();
        var rowsOf = new List<long>();
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, row.Label, out var isKnown);
            if (!isKnown)
            {
                id = counts.Count;
                counts.Add([]);
                rowsOf.Add(0);
            }

            rowsOf[id]++;
            var own = counts[id];
            var text = TextTokenizer.Normalize(row.Text);
            for (var position = 0; TextTokenizer.TryNext(TextTokenizerKind.Words, text, ref position, out var word);)
            {
                ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(spans, word, out var isOld);
                if (!isOld)
                    index = words.Count - 1;
                if (index >= own.Count)
                    CollectionsMarshal.SetCount(own, Math.Max(index + 1, Math.Min(words.Count, own.Count * 2)));
                own[index]++;
            }
        }

        var labels = ids.Keys.Order(StringComparer.Ordinal).ToArray();
        var logProbabilities = new double[words.Count * labels.Length];
        var logPriors = new double[labels.Length];
        var total = (double)rowsOf.Sum();
        for (var k = 0; k < labels.Length; k++)
        {
            var own = counts[ids[labels[k]]];
            double all = words.Count;
            foreach (var count in own)
                all += count;
            for (var w = 0; w < words.Count; w++)
                logProbabilities[w * labels.Length + k] = Math.Log((1.0 + (w < own.Count ? own[w] : 0)) / all);
            logPriors[k] = Math.Log(rowsOf[ids[labels[k]]] / total);
        }

        return new NaiveBayesClassifier(labels, words, logProbabilities, logPriors);
    }

    /// <inheritdoc/>
    public void Predict(string text, Span<double> probabilities)
    {
        logPriors.CopyTo(probabilities);
        var spans = words.GetAlternateLookup<ReadOnlySpan<char>>();
        text = TextTokenizer.Normalize(text);
        for (var position = 0; TextTokenizer.TryNext(TextTokenizerKind.Words, text, ref position, out var word);)
            if (spans.TryGetValue(word, out var index))
                for (var k = 0; k < probabilities.Length; k++)
                    probabilities[k] += logProbabilities[index * probabilities.Length + k];
        Softmax.InPlace(probabilities);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<TellingFeature>> TellingFeatures(int most) => [.. Labels.Select(_ => Array.Empty<TellingFeature>())];
}
