using Praxis.Learning.Numerics;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>
/// Logistic regression by SAGA (A. Defazio, F. Bach and S. Lacoste-Julien, 2014, equations 1 to 3): each step takes one row at random, and the mean of all rows' remembered gradients keeps the steps true. What a
/// column misses while no row has it (the mean gradient, and the penalty's shrinking) is a geometric series, made up for when it next comes. One thread; the same seed gives the same weights.
/// </summary>
internal sealed class SagaFit
{
    private readonly SparseRows _rows;
    private readonly IMarginLoss _loss;
    private readonly int _outputs;
    private readonly double _shrink;
    private readonly double _step;
    private readonly double[] _weights;
    private readonly double[] _means; // the mean of the remembered gradients
    private readonly double[] _memory; // each row's slopes
    private readonly long[] _lastStep;
    private readonly double[] _free;
    private readonly double[] _freeMeans;
    private readonly double[] _scores;
    private readonly double[] _change;
    private long _now;

    private SagaFit(SparseRows rows, IMarginLoss loss, double penalty, double curvature)
    {
        _rows = rows;
        _loss = loss;
        _outputs = loss.Outputs;
        _step = 1.0 / (3.0 * (curvature + penalty));
        _shrink = 1.0 - (_step * penalty);
        _weights = new double[checked((rows.ColumnCount + 1) * _outputs)];
        _means = new double[_weights.Length];
        _memory = new double[checked(rows.RowCount * _outputs)];
        _lastStep = new long[rows.ColumnCount];
        _free = new double[loss.FreeCount];
        _freeMeans = new double[loss.FreeCount];
        _scores = new double[_outputs];
        _change = new double[_outputs];
    }

    /// <summary>The weights of [columns + 1, outputs], the intercepts last.</summary>
    public static float[] Fit(WeightedProblem problem, IMarginLoss loss, Action<int, double>? report, CancellationToken cancellationToken)
    {
        var settings = problem.Settings;
        var rows = problem.Rows;
        var penalty = 1.0 / (settings.C * rows.RowCount);
        var curvature = 0.0;
        for (var row = 0; row < rows.RowCount; row++)
        {
            var squares = 1.0;
            foreach (var value in rows.Values(row))
                squares += (double)value * value;
            curvature = Math.Max(curvature, (loss.Outputs == 1 ? 0.25 : 0.5) * problem.Weights[row] * squares);
        }

        var saga = new SagaFit(rows, loss, penalty, curvature);
        var random = new SplitMix64(settings.Seed);
        var tolerance = (settings.Tolerance ?? 1e-4) / rows.RowCount;
        for (var epoch = 1; epoch <= settings.MaxIterations; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sum = 0.0;
            for (var i = 0; i < rows.RowCount; i++)
                sum += saga.Step(random.Below(rows.RowCount));
            report?.Invoke(epoch, sum);
            if (saga.CatchUpAll(penalty) <= tolerance)
                break;
        }

        var weights = Array.ConvertAll(saga._weights, weight => (float)weight);
        for (var k = 0; k < loss.FreeCount; k++)
            weights[(rows.ColumnCount * loss.Outputs) + k] = (float)saga._free[k];
        return weights;
    }

    private double Step(int row)
    {
        var indices = _rows.Indices(row);
        var values = _rows.Values(row);
        var scores = _scores;
        var change = _change;
        Array.Clear(scores);
        foreach (var column in indices)
            CatchUp(column);
        for (var i = 0; i < indices.Length; i++)
        {
            for (var k = 0; k < _outputs; k++)
                scores[k] += _weights[(indices[i] * _outputs) + k] * values[i];
        }

        var loss = _loss.EvaluateRow(row, scores, _free, change);
        var memory = _memory.AsSpan(row * _outputs, _outputs);
        for (var k = 0; k < _outputs; k++)
        {
            var slope = change[k];
            change[k] -= memory[k];
            memory[k] = slope;
        }

        _now++;
        for (var i = 0; i < indices.Length; i++)
        {
            for (var k = 0; k < _outputs; k++)
            {
                var at = (indices[i] * _outputs) + k;
                _weights[at] = (_shrink * _weights[at]) - (_step * ((change[k] * values[i]) + _means[at]));
                _means[at] += change[k] * values[i] / _rows.RowCount;
            }

            _lastStep[indices[i]] = _now;
        }

        for (var k = 0; k < _outputs; k++)
        {
            _free[k] -= _step * (change[k] + _freeMeans[k]);
            _freeMeans[k] += change[k] / _rows.RowCount;
        }

        return loss;
    }

    private void CatchUp(int column)
    {
        var missed = _now - _lastStep[column];
        if (missed == 0)
            return;
        _lastStep[column] = _now;
        var power = Math.Pow(_shrink, missed);
        var series = _shrink < 1.0 ? (1.0 - power) / (1.0 - _shrink) : missed;
        for (var k = 0; k < _outputs; k++)
        {
            var at = (column * _outputs) + k;
            _weights[at] = (power * _weights[at]) - (_step * series * _means[at]);
        }
    }

    // Brings all columns up to date; gives the greatest slope by the remembered gradients.
    private double CatchUpAll(double penalty)
    {
        var most = 0.0;
        for (var column = 0; column < _rows.ColumnCount; column++)
        {
            CatchUp(column);
            for (var k = 0; k < _outputs; k++)
                most = Math.Max(most, Math.Abs(_means[(column * _outputs) + k] + (penalty * _weights[(column * _outputs) + k])));
        }

        foreach (var mean in _freeMeans)
            most = Math.Max(most, Math.Abs(mean));
        return most;
    }
}
