using Praxis.Learning.Numerics;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>
/// A fitted linear model of sparse rows: a score a class is <c>b_k + Σ_j w_jk x_j</c>. For two classes one score s is fitted, and the classes' are -s/2 and s/2. An ordinal model's
/// scores are the logarithms of its probabilities. Immutable; safe for use by many threads at once.
/// </summary>
public sealed class LinearModel
{
    private readonly float[] _weights;
    private readonly double[] _thresholds;
    private readonly int _outputs;

    /// <param name="algorithm">What it was fitted by.</param>
    /// <param name="columnCount">How many columns its rows have.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="weights">[columns + 1, outputs], the intercepts last; one output for two classes and for ordinal models, else one a class.</param>
    /// <param name="thresholds">Of an ordinal model, one less than the classes, ascending; else empty.</param>
    internal LinearModel(LinearAlgorithm algorithm, int columnCount, int classCount, float[] weights, double[] thresholds)
    {
        Algorithm = algorithm;
        ColumnCount = columnCount;
        ClassCount = classCount;
        _weights = weights;
        _thresholds = thresholds;
        _outputs = weights.Length / (columnCount + 1);
    }

    /// <summary>What it was fitted by.</summary>
    public LinearAlgorithm Algorithm { get; }

    /// <summary>How many columns its rows have.</summary>
    public int ColumnCount { get; }

    /// <summary>How many classes there are.</summary>
    public int ClassCount { get; }

    /// <summary>The weights, [columns + 1, outputs], intercepts last.</summary>
    internal ReadOnlySpan<float> Weights => _weights;

    /// <summary>The thresholds of an ordinal model.</summary>
    internal ReadOnlySpan<double> Thresholds => _thresholds;

    /// <summary>Fits a model. The same arguments give the same model, on any number of threads.</summary>
    /// <param name="rows">The rows' features.</param>
    /// <param name="classes">Each row's class, from 0 to below <paramref name="classCount"/>; ordered ones for <see cref="LinearAlgorithm.Ordinal"/>.</param>
    /// <param name="classCount">How many classes there are; one that no row has is allowed, and never wins.</param>
    /// <param name="settings">How to fit.</param>
    /// <param name="rowWeights">Each row's weight, at least 0; null weighs each 1. A weight of 2 is the row twice.</param>
    /// <param name="cancellationToken">Ends the fit.</param>
    /// <exception cref="Contracts.Foundation.UserException">Fewer than two classes have rows, or a weight or setting is no number or out of range.</exception>
    public static LinearModel Fit(SparseRows rows, IReadOnlyList<int> classes, int classCount, LinearSettings settings, IReadOnlyList<double>? rowWeights = null, CancellationToken cancellationToken = default)
        => FitProblem(WeightedProblem.Create(rows, classes, classCount, settings, rowWeights), null, cancellationToken);

    internal static LinearModel FitProblem(WeightedProblem problem, Action<int, double>? report, CancellationToken cancellationToken)
    {
        var settings = problem.Settings;
        LargeGarbage.Collect(2L * sizeof(float) * problem.Rows.ValueCount); // what making the rows left behind
        if (settings.NaiveBayesWeighting && settings.Algorithm is LinearAlgorithm.LogisticRegression or LinearAlgorithm.SupportVectorMachine or LinearAlgorithm.Ridge)
            return FitWeighted(problem, report, cancellationToken);
        var thresholds = Array.Empty<double>();
        float[] weights;
        switch (settings.Algorithm)
        {
            case LinearAlgorithm.LogisticRegression or LinearAlgorithm.Ordinal:
                (weights, thresholds) = LogisticFit.Fit(problem, report, cancellationToken);
                break;
            case LinearAlgorithm.SupportVectorMachine:
                weights = SupportVectorFit.Fit(problem, cancellationToken);
                break;
            case LinearAlgorithm.NaiveBayes or LinearAlgorithm.ComplementNaiveBayes:
                weights = NaiveBayesFit.Fit(problem);
                break;
            case LinearAlgorithm.Ridge:
                weights = RidgeFit.Fit(problem, cancellationToken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(problem), settings.Algorithm, "no such algorithm");
        }

        return new LinearModel(settings.Algorithm, problem.Rows.ColumnCount, problem.ClassCount, weights, thresholds);
    }

    /// <summary>Writes the score of each class; the greatest wins.</summary>
    /// <param name="indices">The row's columns, ascending.</param>
    /// <param name="values">Its values.</param>
    /// <param name="scores">[classes].</param>
    public void Scores(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<double> scores)
    {
        if (indices.Length != values.Length || scores.Length != ClassCount)
            throw new ArgumentException($"{indices.Length} columns, {values.Length} values and {scores.Length} scores do not fit {ClassCount} classes", nameof(scores));
        Span<double> outputs = _outputs == ClassCount ? scores : stackalloc double[1];
        for (var k = 0; k < outputs.Length; k++)
            outputs[k] = _weights[(ColumnCount * _outputs) + k];
        for (var i = 0; i < indices.Length; i++)
        {
            var own = _weights.AsSpan(indices[i] * _outputs, _outputs);
            for (var k = 0; k < own.Length; k++)
                outputs[k] += (double)values[i] * own[k];
        }

        if (_thresholds.Length > 0)
        {
            for (var k = 0; k < scores.Length; k++)
            {
                scores[k] = OrdinalLoss.LogBetween(
                    k > 0 ? _thresholds[k - 1] - outputs[0] : double.NegativeInfinity,
                    k < _thresholds.Length ? _thresholds[k] - outputs[0] : double.PositiveInfinity);
            }
        }
        else if (_outputs == 1)
        {
            (scores[0], scores[1]) = (-0.5 * outputs[0], 0.5 * outputs[0]);
        }
    }

    /// <summary>Writes the softmax of the scores: the model's probabilities where it is logistic, ordinal or naive Bayes; elsewhere they are only as good as a calibration makes them.</summary>
    public void Probabilities(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<double> probabilities)
    {
        Scores(indices, values, probabilities);
        Softmax.InPlace(probabilities);
    }

    /// <summary>The scores of all rows; [rows * classes].</summary>
    public double[] Scores(SparseRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.ColumnCount != ColumnCount)
            throw new ArgumentException($"rows of {rows.ColumnCount} columns do not fit a model of {ColumnCount}", nameof(rows));
        var scores = new double[checked(rows.RowCount * ClassCount)];
        for (var row = 0; row < rows.RowCount; row++)
            Scores(rows.Indices(row), rows.Values(row), scores.AsSpan(row * ClassCount, ClassCount));
        return scores;
    }

    /// <summary>The softmax of the scores of all rows; [rows * classes].</summary>
    public double[] Probabilities(SparseRows rows)
    {
        var probabilities = Scores(rows);
        for (var row = 0; row < rows.RowCount; row++)
            Softmax.InPlace(probabilities.AsSpan(row * ClassCount, ClassCount));
        return probabilities;
    }

    /// <summary>The class of the greatest score of each row; of equal ones the first.</summary>
    public int[] Predict(SparseRows rows)
    {
        var scores = Scores(rows);
        var classes = new int[rows.RowCount];
        for (var row = 0; row < classes.Length; row++)
        {
            for (var k = 1; k < ClassCount; k++)
            {
                if (scores[(row * ClassCount) + k] > scores[(row * ClassCount) + classes[row]])
                    classes[row] = k;
            }
        }

        return classes;
    }

    /// <summary>How much a unit of a column adds to the score of a class; for an ordinal model, how much it speaks for the higher classes, whatever the class.</summary>
    public double Weight(int column, int ofClass)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, ColumnCount);
        ArgumentOutOfRangeException.ThrowIfNegative(ofClass);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ofClass, ClassCount);
        return _outputs > 1 ? _weights[(column * _outputs) + ofClass]
            : _thresholds.Length > 0 ? _weights[column]
            : (ofClass - 0.5) * _weights[column];
    }

    // A model a class against the rest on the columns times their ratios; the ratios then go into the weights, so that predicting needs none.
    private static LinearModel FitWeighted(WeightedProblem problem, Action<int, double>? report, CancellationToken cancellationToken)
    {
        var ratios = LogCountRatio.Of(problem);
        var columns = problem.Rows.ColumnCount;
        var weights = new float[checked((columns + 1) * ratios.Length)];
        for (var output = 0; output < ratios.Length; output++)
        {
            var own = problem.OneAgainstTheRest(output + (problem.ClassCount == 2 ? 1 : 0), LogCountRatio.Scale(problem.Rows, ratios[output]));
            var fitted = FitProblem(own, report, cancellationToken);
            for (var column = 0; column <= columns; column++)
                weights[(column * ratios.Length) + output] = (float)(fitted._weights[column] * (column < columns ? ratios[output][column] : 1.0));
        }

        return new LinearModel(problem.Settings.Algorithm, columns, problem.ClassCount, weights, []);
    }
}
