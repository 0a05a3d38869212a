using Praxis.Learning.Numerics;

namespace Praxis.Learning.Linear;

/// <summary>
/// Learns one row after the other: <c>w_j -= η g_j / sqrt(Σ g_j²)</c> on the row's loss with the penalty |w|²/(2 C n) (AdaGrad; J. Duchi et al., 2011). The penalty of the rows without a
/// column is made up for when the column next comes.
/// </summary>
internal sealed class AdaptiveGradient(int columns, int classes, LinearSettings settings, long rows, double stepLength)
{
    private readonly int _outputs = classes == 2 ? 1 : classes;
    private readonly float[] _weights = new float[checked((columns + 1) * (classes == 2 ? 1 : classes))];
    private readonly float[] _squares = new float[(columns + 1) * (classes == 2 ? 1 : classes)];
    private readonly int[] _lastRow = new int[columns];
    private readonly double[] _slopes = new double[classes == 2 ? 1 : classes];
    private readonly double _penalty = 1.0 / (settings.C * rows);
    private int _row;
    private double _loss;
    private long _seen;

    public void Learn(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, int own, double weight)
    {
        _row++;
        for (var k = 0; k < _outputs; k++)
            _slopes[k] = _weights[(columns * _outputs) + k];
        for (var i = 0; i < indices.Length; i++)
        {
            var at = indices[i] * _outputs;
            for (var k = 0; k < _outputs; k++)
                _slopes[k] += (double)_weights[at + k] * values[i];
        }

        _loss += weight * (settings.Algorithm == LinearAlgorithm.SupportVectorMachine ? Hinge(own) : Logistic(own));
        _seen++;
        for (var i = 0; i < indices.Length; i++)
        {
            var skipped = unchecked(_row - _lastRow[indices[i]]);
            _lastRow[indices[i]] = _row;
            for (var k = 0; k < _outputs; k++)
                Step((indices[i] * _outputs) + k, (weight * _slopes[k] * values[i]) + (_penalty * Math.Min(skipped, rows) * _weights[(indices[i] * _outputs) + k]));
        }

        for (var k = 0; k < _outputs; k++)
            Step((columns * _outputs) + k, weight * _slopes[k]);
    }

    /// <summary>The mean loss of the rows since it was last taken.</summary>
    public double TakeLoss()
    {
        var mean = _seen == 0 ? 0.0 : _loss / _seen;
        (_loss, _seen) = (0.0, 0);
        return mean;
    }

    public LinearModel Model() => new(settings.Algorithm, columns, classes, _weights, []);

    private void Step(int at, double slope)
    {
        if (slope == 0)
            return;
        _squares[at] += (float)(slope * slope);
        _weights[at] -= (float)(stepLength * slope / Math.Sqrt(_squares[at] + 1e-8));
    }

    private double Logistic(int own)
    {
        if (_outputs == 1)
        {
            var margin = own == 1 ? _slopes[0] : -_slopes[0];
            var wrong = 1.0 / (1.0 + Math.Exp(margin));
            _slopes[0] = own == 1 ? -wrong : wrong;
            return -Math.Log(Math.Max(1.0 - wrong, 1e-300));
        }

        Softmax.InPlace(_slopes);
        var loss = -Math.Log(Math.Max(_slopes[own], 1e-300));
        _slopes[own] -= 1.0;
        return loss;
    }

    private double Hinge(int own)
    {
        var loss = 0.0;
        for (var k = 0; k < _outputs; k++)
        {
            var sign = own == (_outputs == 1 ? 1 : k) ? 1.0 : -1.0;
            var inside = Math.Max(0.0, 1.0 - (sign * _slopes[k]));
            var isSquared = settings.Loss == SupportVectorLoss.SquaredHinge;
            loss += isSquared ? inside * inside : inside;
            _slopes[k] = -sign * (isSquared ? 2.0 * inside : inside > 0 ? 1.0 : 0.0);
        }

        return loss;
    }
}
