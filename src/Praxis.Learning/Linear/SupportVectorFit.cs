namespace Praxis.Learning.Linear;

/// <summary>One support vector machine a class, against the rest; a single one for two classes.</summary>
internal static class SupportVectorFit
{
    public static float[] Fit(WeightedProblem problem, CancellationToken cancellationToken)
    {
        var settings = problem.Settings;
        var folded = new LoneColumns(problem.Rows);
        var solver = new DualCoordinateDescent(folded.KeptRows(), folded.Lengths);
        var costs = Array.ConvertAll(problem.Weights, weight => weight * settings.C);
        var first = problem.ClassCount == 2 ? 1 : 0;
        var outputs = problem.ClassCount - first;
        var weights = new float[checked((problem.Rows.ColumnCount + 1) * outputs)];
        FixedChunks.For(settings.Threads, outputs, output =>
        {
            var isPositive = Array.ConvertAll(problem.Classes, own => own == output + first);
            var (own, duals) = solver.Fit(isPositive, costs, settings.Loss, settings.Tolerance ?? 1e-4, settings.MaxIterations, settings.Seed + (ulong)output, cancellationToken);
            folded.Spread(place => own[place], row => duals[row] * folded.Lengths[row], weights, outputs, output);
            weights[(problem.Rows.ColumnCount * outputs) + output] = (float)own[^1];
        });
        return weights;
    }
}
