namespace Praxis.Learning.Metrics;

/// <summary>How well scores put positive rows above the others; rows of one score count together.</summary>
public static class RankingMetrics
{
    /// <summary>
    /// The area under the ROC curve, <c>P(score of a positive > score of a negative) + ½ P(equal)</c> (J. A. Hanley and B. J. McNeil, 1982). 0 to 1; null
    /// where all rows are positive, or none is.
    /// </summary>
    public static double? RocAuc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        var steps = Steps(scores, isPositive, out var positives, out var negatives);
        if (positives == 0 || negatives == 0)
            return null;
        double area = 0;
        long above = 0;
        foreach (var (_, positive, negative) in steps)
        {
            area += negative * (above + positive / 2.0);
            above += positive;
        }

        return area / positives / negatives;
    }

    /// <summary>The ROC curve from (0, 0) to (1, 1), a point for each distinct score, the highest first; a rate of no rows is NaN.</summary>
    public static IReadOnlyList<CurvePoint> RocCurve(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        var steps = Steps(scores, isPositive, out var positives, out var negatives);
        var curve = new List<CurvePoint> { new(0, 0, double.PositiveInfinity) };
        long hits = 0, alarms = 0;
        foreach (var (score, positive, negative) in steps)
        {
            (hits, alarms) = (hits + positive, alarms + negative);
            curve.Add(new CurvePoint((double)alarms / negatives, (double)hits / positives, score));
        }

        return curve;
    }

    /// <summary>Precision (Y) over recall (X), a point for each distinct score, the lowest first, and (0, 1) at the end. Recall of no positive rows is 1.</summary>
    public static IReadOnlyList<CurvePoint> PrecisionRecallCurve(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        var steps = Steps(scores, isPositive, out var positives, out _);
        var curve = new List<CurvePoint> { new(0, 1, double.PositiveInfinity) };
        long hits = 0, called = 0;
        foreach (var (score, positive, negative) in steps)
        {
            (hits, called) = (hits + positive, called + positive + negative);
            curve.Add(new CurvePoint(positives == 0 ? 1 : (double)hits / positives, (double)hits / called, score));
        }

        curve.Reverse();
        return curve;
    }

    /// <summary><c>Σ (R_n - R_{n-1}) P_n</c> over the thresholds from the highest down; not interpolated. 0 to 1; 0 where no row is positive.</summary>
    public static double AveragePrecision(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        var steps = Steps(scores, isPositive, out var positives, out _);
        if (positives == 0)
            return 0;
        double sum = 0;
        long hits = 0, called = 0;
        foreach (var (_, positive, negative) in steps)
        {
            (hits, called) = (hits + positive, called + positive + negative);
            sum += (double)positive / positives * hits / called;
        }

        return sum;
    }

    /// <summary>The area of each class against the rest; null where undefined.</summary>
    /// <param name="truth">The true class's index, by row.</param>
    /// <param name="probabilities"><c>[rows, classes]</c>, row-major.</param>
    /// <param name="classes">How many classes there are.</param>
    public static double?[] RocAucByClass(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes)
    {
        var areas = new double?[classes];
        for (var k = 0; k < classes; k++)
        {
            var (scores, isPositive) = OneVersusRest(truth, probabilities, classes, k);
            areas[k] = RocAuc(scores, isPositive);
        }

        return areas;
    }

    /// <summary>The mean of <see cref="RocAucByClass"/>; null where a class has no row, or all.</summary>
    /// <param name="truth">The true class's index, by row.</param>
    /// <param name="probabilities"><c>[rows, classes]</c>, row-major.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="isWeighted">Whether a class weighs by its rows.</param>
    public static double? RocAucOneVersusRest(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, bool isWeighted = false)
    {
        var areas = RocAucByClass(truth, probabilities, classes);
        double sum = 0, weights = 0;
        for (var k = 0; k < classes; k++)
        {
            if (areas[k] is not { } area)
                return null;
            var weight = isWeighted ? truth.Count(k) : 1;
            sum += weight * area;
            weights += weight;
        }

        return sum / weights;
    }

    /// <summary>The average precision of every class against the rest.</summary>
    /// <param name="truth">The true class's index, by row.</param>
    /// <param name="probabilities"><c>[rows, classes]</c>, row-major.</param>
    /// <param name="classes">How many classes there are.</param>
    public static double[] AveragePrecisionByClass(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes)
    {
        var precisions = new double[classes];
        for (var k = 0; k < classes; k++)
        {
            var (scores, isPositive) = OneVersusRest(truth, probabilities, classes, k);
            precisions[k] = AveragePrecision(scores, isPositive);
        }

        return precisions;
    }

    /// <summary>The average precision over all pairs of row and class, each pair a decision of its own (micro average).</summary>
    /// <param name="truth">The true class's index, by row.</param>
    /// <param name="probabilities"><c>[rows, classes]</c>, row-major.</param>
    /// <param name="classes">How many classes there are.</param>
    public static double AveragePrecisionMicro(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes)
    {
        var isPositive = new bool[probabilities.Length];
        for (var row = 0; row < truth.Length; row++)
            isPositive[row * classes + truth[row]] = true;
        return AveragePrecision(probabilities, isPositive);
    }

    /// <summary>The largest gap between the curves of both rates, <c>max(TPR - FPR)</c>, the statistic of Kolmogorov and Smirnov. 0 to 1; null where undefined.</summary>
    public static double? KolmogorovSmirnov(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        var curve = RocCurve(scores, isPositive);
        return double.IsNaN(curve[^1].X) || double.IsNaN(curve[^1].Y) ? null : curve.Max(point => point.Y - point.X);
    }

    /// <summary>
    /// The mean area over pairs of classes, each pair both ways on its own rows (D. J. Hand and R. J. Till, 2001, "A simple generalisation of the area under the
    /// ROC curve for multiple class problems", equation 7); null where a class has no row.
    /// </summary>
    /// <param name="truth">The true class's index, by row.</param>
    /// <param name="probabilities"><c>[rows, classes]</c>, row-major.</param>
    /// <param name="classes">How many classes there are; at least two.</param>
    /// <param name="isWeighted">Whether a pair weighs by its rows.</param>
    public static double? RocAucOneVersusOne(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, bool isWeighted = false)
    {
        double sum = 0, weights = 0;
        for (var i = 0; i < classes; i++)
            for (var j = i + 1; j < classes; j++)
            {
                var (first, second, isFirst, isSecond) = (new List<double>(), new List<double>(), new List<bool>(), new List<bool>());
                for (var row = 0; row < truth.Length; row++)
                {
                    if (truth[row] != i && truth[row] != j)
                        continue;
                    first.Add(probabilities[row * classes + i]);
                    second.Add(probabilities[row * classes + j]);
                    isFirst.Add(truth[row] == i);
                    isSecond.Add(truth[row] == j);
                }

                if (RocAuc(first.ToArray(), isFirst.ToArray()) is not { } one || RocAuc(second.ToArray(), isSecond.ToArray()) is not { } other)
                    return null;
                var weight = isWeighted ? isFirst.Count : 1;
                sum += weight * (one + other) / 2;
                weights += weight;
            }

        return weights == 0 ? null : sum / weights;
    }

    /// <summary>The fraction of rows whose true class is among the <paramref name="k"/> most probable; of equal ones the later class comes first, as scikit-learn sorts.</summary>
    public static double TopAccuracy(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, int k)
    {
        long right = 0;
        for (var row = 0; row < truth.Length; row++)
        {
            var own = probabilities.Slice(row * classes, classes);
            var before = 0;
            for (var other = 0; other < classes; other++)
                if (own[other] > own[truth[row]] || (own[other] == own[truth[row]] && other > truth[row]))
                    before++;
            right += before < k ? 1 : 0;
        }

        return (double)right / truth.Length;
    }

    internal static (double[] Scores, bool[] IsPositive) OneVersusRest(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, int k)
    {
        var (scores, isPositive) = (new double[truth.Length], new bool[truth.Length]);
        for (var row = 0; row < truth.Length; row++)
            (scores[row], isPositive[row]) = (probabilities[row * classes + k], truth[row] == k);
        return (scores, isPositive);
    }

    private static List<(double Score, long Positive, long Negative)> Steps(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, out long positives, out long negatives)
    {
        if (scores.Length != isPositive.Length)
            throw new ArgumentException("Not one score a row.", nameof(isPositive));
        var order = new (double Score, bool IsPositive)[scores.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = (scores[i], isPositive[i]);
        Array.Sort(order, (a, b) => b.Score.CompareTo(a.Score));
        var steps = new List<(double Score, long Positive, long Negative)>();
        (positives, negatives) = (0, 0);
        foreach (var (score, positive) in order)
        {
            if (double.IsNaN(score))
                throw new ArgumentException("A score is no number.", nameof(scores));
            if (steps.Count == 0 || steps[^1].Score != score)
                steps.Add((score, 0, 0));
            steps[^1] = positive ? (score, steps[^1].Positive + 1, steps[^1].Negative) : (score, steps[^1].Positive, steps[^1].Negative + 1);
            if (positive)
                positives++;
            else
                negatives++;
        }

        return steps;
    }
}
