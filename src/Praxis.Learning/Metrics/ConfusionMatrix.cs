namespace Praxis.Learning.Metrics;

/// <summary>
/// Rows by true and predicted class, and every score that follows from these counts alone; definitions as in scikit-learn's user guide, "Metrics and scoring", with
/// <c>zero_division=0</c>. Matrices of disjoint rows add up to that of all rows. Immutable.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly long[] cells;
    private readonly long[] truth;
    private readonly long[] predicted;

    private ConfusionMatrix(long[] cells, int classes)
    {
        this.cells = cells;
        Classes = classes;
        (truth, predicted) = (new long[classes], new long[classes]);
        for (var t = 0; t < classes; t++)
            for (var p = 0; p < classes; p++)
            {
                truth[t] += this[t, p];
                predicted[p] += this[t, p];
            }

        Rows = truth.Sum();
        Right = Enumerable.Range(0, classes).Sum(k => this[k, k]);
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>All rows.</summary>
    public long Rows { get; }

    /// <summary>Rows predicted right.</summary>
    public long Right { get; }

    /// <summary>Rows of each class in the truth.</summary>
    public IReadOnlyList<long> Support => truth;

    /// <summary>Rows of each class in the predictions.</summary>
    public IReadOnlyList<long> Predicted => predicted;

    /// <summary>Fraction of rows predicted right; NaN of no rows.</summary>
    public double Accuracy => (double)Right / Rows;

    /// <summary>Fraction of rows predicted wrong, the Hamming loss of single labels; NaN of no rows.</summary>
    public double HammingLoss => (double)(Rows - Right) / Rows;

    /// <summary>Mean recall over the classes met in the truth; NaN of no rows.</summary>
    public double BalancedAccuracy => Average(k => (this[k, k], truth[k]), Averaging.Macro, k => truth[k] > 0);

    /// <summary><c>(b - 1/m) / (1 - 1/m)</c> with b the balanced accuracy and m the classes met in the truth: 0 for guessing, 1 for all right; of one class 1 or -∞.</summary>
    public double BalancedAccuracyAdjusted
    {
        get
        {
            var chance = 1.0 / truth.Count(rows => rows > 0);
            var above = BalancedAccuracy - chance;
            return above == 0 && chance == 1 ? 1 : above / (1 - chance);
        }
    }

    /// <summary>Rows of a true class that were predicted as another.</summary>
    public long this[int trueClass, int predictedClass] => cells[trueClass * Classes + predictedClass];

    /// <summary>Counts the rows.</summary>
    /// <param name="truth">The true class's index, by row.</param>
    /// <param name="predicted">The predicted class's index, by row.</param>
    /// <param name="classes">How many classes there are; at least one.</param>
    public static ConfusionMatrix Of(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (truth.Length != predicted.Length)
            throw new ArgumentException("Not one prediction a row.", nameof(predicted));
        var cells = new long[checked(classes * classes)];
        for (var row = 0; row < truth.Length; row++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)truth[row], (uint)classes, nameof(truth));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted[row], (uint)classes, nameof(predicted));
            cells[truth[row] * classes + predicted[row]]++;
        }

        return new ConfusionMatrix(cells, classes);
    }

    /// <summary>The matrix of counts drawn elsewhere; they are taken over.</summary>
    internal static ConfusionMatrix OfCells(long[] cells, int classes) => new(cells, classes);

    /// <summary>The counts, row-major.</summary>
    internal ReadOnlySpan<long> Cells => cells;

    /// <summary>The rows of both; they must have the same classes.</summary>
    public static ConfusionMatrix operator +(ConfusionMatrix left, ConfusionMatrix right) => Add(left, right);

    /// <summary>The same as <c>+</c>.</summary>
    public static ConfusionMatrix Add(ConfusionMatrix left, ConfusionMatrix right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.Classes == right.Classes
            ? new ConfusionMatrix([.. left.cells.Zip(right.cells, (a, b) => a + b)], left.Classes)
            : throw new ArgumentException($"{left.Classes} classes are not {right.Classes}.", nameof(right));
    }

    /// <summary><c>tp/(tp+fp)</c>: of the rows called so, the fraction that is.</summary>
    public double Precision(int k) => Ratio(this[k, k], predicted[k]);

    /// <summary><c>tp/(tp+fn)</c>: of its rows, the fraction that was found.</summary>
    public double Recall(int k) => Ratio(this[k, k], truth[k]);

    /// <summary><c>2tp/(2tp+fp+fn)</c>.</summary>
    public double F1(int k) => Ratio(2 * this[k, k], truth[k] + predicted[k]);

    /// <summary><c>tp/(tp+fp+fn)</c> (P. Jaccard, 1901).</summary>
    public double Jaccard(int k) => Ratio(this[k, k], truth[k] + predicted[k] - this[k, k]);

    /// <summary>The averaged precision.</summary>
    /// <param name="averaging">How.</param>
    /// <param name="onlyMet">Whether classes that stand neither in the truth nor in the predictions are left out.</param>
    public double Precision(Averaging averaging, bool onlyMet = false) => Average(k => (this[k, k], predicted[k]), averaging, Chosen(onlyMet));

    /// <summary>The averaged recall; see <see cref="Precision(Averaging, bool)"/>.</summary>
    public double Recall(Averaging averaging, bool onlyMet = false) => Average(k => (this[k, k], truth[k]), averaging, Chosen(onlyMet));

    /// <summary>The averaged F1; see <see cref="Precision(Averaging, bool)"/>.</summary>
    public double F1(Averaging averaging, bool onlyMet = false) => Average(k => (2 * this[k, k], truth[k] + predicted[k]), averaging, Chosen(onlyMet));

    /// <summary>The averaged Jaccard index; see <see cref="Precision(Averaging, bool)"/>.</summary>
    public double Jaccard(Averaging averaging, bool onlyMet = false) => Average(k => (this[k, k], truth[k] + predicted[k] - this[k, k]), averaging, Chosen(onlyMet));

    /// <summary>The counts, <c>[truth][prediction]</c>.</summary>
    public IReadOnlyList<IReadOnlyList<long>> ToRows() => [.. Enumerable.Range(0, Classes).Select(k => cells[(k * Classes)..((k + 1) * Classes)])];

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private Func<int, bool> Chosen(bool onlyMet) => k => !onlyMet || truth[k] + predicted[k] > 0;

    private double Average(Func<int, (long Part, long Whole)> counts, Averaging averaging, Func<int, bool> isChosen)
    {
        double sum = 0, weights = 0;
        long parts = 0, wholes = 0;
        for (var k = 0; k < Classes; k++)
        {
            if (!isChosen(k))
                continue;
            var (part, whole) = counts(k);
            var weight = averaging == Averaging.Weighted ? truth[k] : 1;
            sum += weight * Ratio(part, whole);
            weights += weight;
            parts += part;
            wholes += whole;
        }

        return averaging switch
        {
            Averaging.Micro => Ratio(parts, wholes),
            Averaging.Weighted when weights == 0 => 0,
            _ => sum / weights,
        };
    }
}
