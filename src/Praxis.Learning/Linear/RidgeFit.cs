namespace Praxis.Learning.Linear;

/// <summary>
/// Ridge classification: <c>min Σ_i c_i (y_i - w·x_i - b)² + α|w|²</c> with y = +1 for a class and -1 for the rest, by conjugate gradients on the normal equations (M. R. Hestenes and
/// E. Stiefel, 1952), preconditioned by their diagonal. The intercept is not penalised.
/// </summary>
internal static class RidgeFit
{
    public static float[] Fit(WeightedProblem problem, CancellationToken cancellationToken)
    {
        var settings = problem.Settings;
        var first = problem.ClassCount == 2 ? 1 : 0;
        var outputs = problem.ClassCount - first;
        var columns = problem.Rows.ColumnCount;
        var all = new float[checked((columns + 1) * outputs)];
        var matrix = new DesignMatrix(problem.Rows, 1, settings.Threads);
        var inverse = Preconditioner(matrix, problem.Weights, settings.Alpha);
        for (var output = 0; output < outputs; output++)
        {
            var targets = Array.ConvertAll(problem.Classes, own => own == output + first ? 1.0 : -1.0);
            var point = Solve(matrix, problem.Weights, targets, inverse, settings, cancellationToken);
            var weights = matrix.Spread(point, columns);
            weights[columns] = (float)point[matrix.Length];
            for (var column = 0; column <= columns; column++)
                all[(column * outputs) + output] = weights[column];
        }

        return all;
    }

    private static double[] Preconditioner(DesignMatrix matrix, double[] rowWeights, double alpha)
    {
        var inverse = new double[matrix.Length + 8];
        matrix.SquaresTransposed(rowWeights, inverse);
        for (var i = 0; i < matrix.Length; i++)
            inverse[i] = 1.0 / (inverse[i] + alpha);
        inverse[matrix.Length] = 1.0 / rowWeights.Sum();
        return inverse;
    }

    // The weights, then the intercept; padded to a multiple of 8.
    private static double[] Solve(DesignMatrix matrix, double[] rowWeights, double[] targets, double[] inverse, LinearSettings settings, CancellationToken cancellationToken)
    {
        var threads = settings.Threads;
        var point = new double[matrix.Length + 8];
        var residual = new double[point.Length];
        var product = new double[point.Length];
        var direction = new double[point.Length];
        var scores = new double[matrix.RowCount];
        for (var row = 0; row < scores.Length; row++)
            scores[row] = rowWeights[row] * targets[row];
        matrix.MultiplyTransposed(scores, 0.0, point, residual);
        residual[matrix.Length] = scores.Sum();
        var size = FixedChunks.WeightedSquares(threads, residual, inverse);
        var enough = size * Math.Pow(settings.Tolerance ?? 1e-6, 2);
        FixedChunks.Combine(threads, residual, 0.0, residual, direction);
        FixedChunks.Multiply(threads, inverse, 1.0, direction);
        for (var iteration = 0; iteration < settings.MaxIterations && size > enough; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            matrix.Multiply(direction, scores);
            var sum = 0.0;
            for (var row = 0; row < scores.Length; row++)
                sum += scores[row] = rowWeights[row] * (scores[row] + direction[matrix.Length]);
            matrix.MultiplyTransposed(scores, settings.Alpha, direction, product);
            product[matrix.Length] = sum;
            var step = size / FixedChunks.Dot(threads, direction, product);
            FixedChunks.Combine(threads, direction, step, point, point);
            FixedChunks.Combine(threads, product, -step, residual, residual);
            var next = FixedChunks.WeightedSquares(threads, residual, inverse);
            FixedChunks.Combine(threads, direction, next / size, Preconditioned(residual, inverse, product, threads), direction);
            size = next;
        }

        return point;
    }

    // The preconditioned residual, in the room of the product that has served.
    private static double[] Preconditioned(double[] residual, double[] inverse, double[] room, int threads)
    {
        FixedChunks.Combine(threads, residual, 0.0, residual, room);
        FixedChunks.Multiply(threads, inverse, 1.0, room);
        return room;
    }
}
