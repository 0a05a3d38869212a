using Praxis.Contracts.Evaluate;

namespace Praxis.Learning.Metrics;

/// <summary>How good a classifier is on labelled rows; definitions as in scikit-learn's user guide, "Metrics and scoring", with <c>zero_division=0</c>.</summary>
public static class ClassificationMetrics
{
    private const int Replicates = 1000;
    private const double Smallest = 2.220446049250313e-16;

    /// <summary>
    /// Scores the first most probable class of each row. Precision <c>tp/(tp+fp)</c>, recall <c>tp/(tp+fn)</c>, F1 <c>2tp/(2tp+fp+fn)</c>;
    /// log loss <c>-mean ln p</c> with p renormalised and clipped at 2.2e-16; Wilson's interval for the accuracy; for the balanced accuracy and
    /// the macro F1 the 2.5 % and 97.5 % quantiles of 1,000 multinomial bootstrap replicates of the confusion matrix (B. Efron and R. Tibshirani,
    /// "An Introduction to the Bootstrap", 1993, chapter 13), widened to contain the value itself. Where no row is wrong, those two have no width.
    /// </summary>
    /// <param name="labels">The classes.</param>
    /// <param name="truth">The true class's index, by row.</param>
    /// <param name="probabilities">Probabilities, <c>[rows, classes]</c>, row-major.</param>
    /// <param name="seed">Seed of the bootstrap; the same seed gives the same intervals.</param>
    public static Evaluation Evaluate(IReadOnlyList<string> labels, ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var classes = labels.Count;
        if (classes == 0) throw new ArgumentException("There are no classes.", nameof(labels));
        if (probabilities.Length != (long)truth.Length * classes) throw new ArgumentException("Not one probability a row and class.", nameof(probabilities));
        var predicted = new int[truth.Length];
        double loss = 0;
        for (var row = 0; row < truth.Length; row++)
        {
            if ((uint)truth[row] >= (uint)classes) throw new ArgumentOutOfRangeException(nameof(truth));
            var p = probabilities.Slice(row * classes, classes);
            double sum = 0;
            var best = 0;
            for (var k = 0; k < classes; k++)
            {
                if (!(p[k] >= 0) || double.IsInfinity(p[k])) throw new ArgumentException($"Row {row} has a probability that is none.", nameof(probabilities));
                sum += p[k];
                if (p[k] > p[best]) best = k;
            }

            if (!(sum > 0)) throw new ArgumentException($"Row {row} has no probability above 0.", nameof(probabilities));
            predicted[row] = best;
            loss -= Math.Log(Math.Clamp(p[truth[row]] / sum, Smallest, 1 - Smallest));
        }

        return FromPredictions(labels, truth, predicted, loss / truth.Length, seed);
    }

    /// <summary>The same from predictions and a log loss computed elsewhere.</summary>
    internal static Evaluation FromPredictions(IReadOnlyList<string> labels, ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, double logLoss, ulong seed)
    {
        if (truth.IsEmpty) throw new ArgumentException("There are no rows to evaluate.", nameof(truth));
        if (truth.Length != predicted.Length) throw new ArgumentException("Not one prediction a row.", nameof(predicted));
        var classes = labels.Count;
        var cells = new long[classes * classes];
        long right = 0;
        for (var row = 0; row < truth.Length; row++)
        {
            if ((uint)truth[row] >= (uint)classes) throw new ArgumentOutOfRangeException(nameof(truth));
            if ((uint)predicted[row] >= (uint)classes) throw new ArgumentOutOfRangeException(nameof(predicted));
            cells[truth[row] * classes + predicted[row]]++;
            if (truth[row] == predicted[row]) right++;
        }

        var scores = new ClassScore[classes];
        double wp = 0, wr = 0, wf = 0;
        for (var k = 0; k < classes; k++)
        {
            var (hit, support, said) = Counts(cells, classes, k);
            var score = scores[k] = new ClassScore(labels[k], support, Ratio(hit, said), Ratio(hit, support), Ratio(2 * hit, support + said));
            wp += support * score.Precision;
            wr += support * score.Recall;
            wf += support * score.F1;
        }

        var (balanced, macroF1) = Averages(cells, classes);
        var balancedDraws = new double[Replicates];
        var macroDraws = new double[Replicates];
        var random = new BootstrapRandom(seed);
        var drawn = new long[cells.Length];
        for (var i = 0; i < Replicates; i++)
        {
            random.Multinomial(cells, drawn);
            (balancedDraws[i], macroDraws[i]) = Averages(drawn, classes);
        }

        double rows = truth.Length;
        return new Evaluation
        {
            Rows = truth.Length,
            Labels = [.. labels],
            Accuracy = right / rows,
            AccuracyInterval = WilsonInterval.Of(right, truth.Length),
            BalancedAccuracy = balanced,
            BalancedAccuracyInterval = Quantiles(balancedDraws, balanced),
            LogLoss = logLoss,
            Classes = scores,
            Macro = new AverageScore(scores.Average(s => s.Precision), scores.Average(s => s.Recall), macroF1),
            MacroF1Interval = Quantiles(macroDraws, macroF1),
            Weighted = new AverageScore(wp / rows, wr / rows, wf / rows),
            ConfusionMatrix = [.. Enumerable.Range(0, classes).Select(k => (IReadOnlyList<long>)cells[(k * classes)..((k + 1) * classes)])],
        };
    }

    private static (double Balanced, double MacroF1) Averages(ReadOnlySpan<long> cells, int classes)
    {
        double recall = 0, f1 = 0;
        var met = 0;
        for (var k = 0; k < classes; k++)
        {
            var (hit, support, said) = Counts(cells, classes, k);
            f1 += Ratio(2 * hit, support + said);
            if (support == 0) continue;
            met++;
            recall += Ratio(hit, support);
        }

        return (recall / met, f1 / classes);
    }

    private static (long Hit, long Support, long Said) Counts(ReadOnlySpan<long> cells, int classes, int k)
    {
        long support = 0, said = 0;
        for (var j = 0; j < classes; j++)
        {
            support += cells[k * classes + j];
            said += cells[j * classes + k];
        }

        return (cells[k * classes + k], support, said);
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static Interval Quantiles(double[] draws, double value)
    {
        Array.Sort(draws);
        return new Interval(Math.Min(value, At(draws, 0.025)), Math.Max(value, At(draws, 0.975)));
    }

    private static double At(double[] sorted, double level)
    {
        var place = level * (sorted.Length - 1);
        var below = (int)place;
        return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
