using Praxis.Learning.Numerics;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>
/// A linear support vector machine for two classes, <c>min |w|²/2 + Σ_i C_i loss(1 - y_i w·x_i)</c>, by dual coordinate descent with shrinking (C.-J. Hsieh et al., 2008, "A dual
/// coordinate descent method for large-scale linear SVM", algorithm 3). The intercept is the weight of a column of ones, penalised as the others are.
/// </summary>
internal sealed class DualCoordinateDescent
{
    private readonly SparseRows _rows;
    private readonly double[] _lengths;
    private readonly double[] _squares;

    /// <param name="rows">The rows without their lone columns.</param>
    /// <param name="lengths">The length of each row's lone part.</param>
    public DualCoordinateDescent(SparseRows rows, double[] lengths)
    {
        _rows = rows;
        _lengths = lengths;
        _squares = new double[rows.RowCount];
        for (var row = 0; row < _squares.Length; row++)
        {
            var squares = 1.0;
            foreach (var value in rows.Values(row))
                squares += (double)value * value;
            _squares[row] = squares;
        }
    }

    /// <summary>Gives the weights of the columns, the intercept last, and the signed dual variable y_i α_i of each row: what a row's lone part weighs is that times its length.</summary>
    public (double[] Weights, double[] Duals) Fit(bool[] isPositive, double[] costs, SupportVectorLoss loss, double tolerance, int maxIterations, ulong seed, CancellationToken cancellationToken)
    {
        var squared = loss == SupportVectorLoss.SquaredHinge;
        var weights = new double[_rows.ColumnCount + 1];
        var duals = new double[_rows.RowCount];
        var active = new int[_rows.RowCount];
        var count = 0;
        for (var row = 0; row < active.Length; row++)
        {
            if (costs[row] > 0)
                active[count++] = row;
        }

        var all = count;
        var random = new SplitMix64(seed);
        var (most, least) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var pass = 0; pass < maxIterations; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (newMost, newLeast) = (double.NegativeInfinity, double.PositiveInfinity);
            for (var i = 0; i < count; i++)
            {
                var j = i + random.Below(count - i);
                (active[i], active[j]) = (active[j], active[i]);
            }

            for (var i = 0; i < count; i++)
            {
                var row = active[i];
                var sign = isPositive[row] ? 1.0 : -1.0;
                var alpha = duals[row] * sign;
                // What the row's dual adds to its own score without passing through the weights.
                var diagonal = (squared ? 0.5 / costs[row] : 0.0) + (_lengths[row] * _lengths[row]);
                var limit = squared ? double.PositiveInfinity : costs[row];
                var indices = _rows.Indices(row);
                var values = _rows.Values(row);
                var slope = (sign * (Dot(weights, indices, values) + weights[^1])) - 1.0 + (alpha * diagonal);
                var projected = slope;
                if (alpha == 0)
                {
                    if (slope > most)
                    {
                        count--;
                        (active[i], active[count]) = (active[count], active[i]);
                        i--;
                        continue;
                    }

                    projected = Math.Min(slope, 0.0);
                }
                else if (alpha == limit)
                {
                    if (slope < least)
                    {
                        count--;
                        (active[i], active[count]) = (active[count], active[i]);
                        i--;
                        continue;
                    }

                    projected = Math.Max(slope, 0.0);
                }

                newMost = Math.Max(newMost, projected);
                newLeast = Math.Min(newLeast, projected);
                if (Math.Abs(projected) <= 1e-12)
                    continue;
                var next = Math.Min(Math.Max(alpha - (slope / (_squares[row] + diagonal)), 0.0), limit);
                var step = (next - alpha) * sign;
                duals[row] = next * sign;
                Add(weights, indices, values, step);
                weights[^1] += step;
            }

            if (newMost - newLeast <= tolerance)
            {
                if (count == all)
                    break;
                count = all;
                (most, least) = (double.PositiveInfinity, double.NegativeInfinity);
                continue;
            }

            most = newMost <= 0 ? double.PositiveInfinity : newMost;
            least = newLeast >= 0 ? double.NegativeInfinity : newLeast;
        }

        return (weights, duals);
    }

    private static double Dot(double[] weights, ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        var (even, odd) = (0.0, 0.0);
        var i = 0;
        for (; i + 1 < indices.Length; i += 2)
        {
            even += weights[indices[i]] * values[i];
            odd += weights[indices[i + 1]] * values[i + 1];
        }

        return i < indices.Length ? even + odd + (weights[indices[i]] * values[i]) : even + odd;
    }

    private static void Add(double[] weights, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, double step)
    {
        for (var i = 0; i < indices.Length; i++)
            weights[indices[i]] += step * values[i];
    }
}
