namespace Praxis.Learning.Linear;

/// <summary>Logistic and ordinal regression: <c>min Σ_i c_i loss_i + |W|²/2C</c>, the free parameters unpenalised; scikit-learn's <c>LogisticRegression</c> writes the same, times C.</summary>
internal static class LogisticFit
{
    /// <summary>The weights of [columns + 1, outputs], the intercepts last, and the thresholds of an ordinal model.</summary>
    public static (float[] Weights, double[] Thresholds) Fit(WeightedProblem problem, Action<int, double>? report, CancellationToken cancellationToken)
    {
        var settings = problem.Settings;
        var rows = problem.Rows;
        var isOrdinal = settings.Algorithm == LinearAlgorithm.Ordinal;
        IMarginLoss loss = isOrdinal ? new OrdinalLoss(problem.Classes, problem.ClassCount, problem.Weights)
            : problem.ClassCount == 2 ? new BinomialLoss(problem.Classes, problem.Weights)
            : new MultinomialLoss(problem.Classes, problem.ClassCount, problem.Weights);
        if (settings.Solver == LogisticSolver.Saga && !isOrdinal)
            return (SagaFit.Fit(problem, loss, report, cancellationToken), []);
        var matrix = new DesignMatrix(rows, loss.Outputs, settings.Threads);
        var solver = new MarginLbfgs(matrix, loss, 1.0 / settings.C, settings.Threads);
        solver.Run(settings.Tolerance ?? 1e-4, settings.MaxIterations, report, cancellationToken);
        var weights = matrix.Spread(solver.Point, rows.ColumnCount);
        var free = solver.Point.AsSpan(matrix.Length, loss.FreeCount);
        if (isOrdinal)
            return (weights, free.ToArray());
        for (var k = 0; k < free.Length; k++)
            weights[(rows.ColumnCount * loss.Outputs) + k] = (float)free[k];
        return (weights, []);
    }
}
