namespace Praxis.Learning.Linear;

/// <summary>Naive Bayes on the columns' sums.</summary>
internal static class NaiveBayesFit
{
    // A class without rows; far below every other one's, yet a number.
    private const double LeastLogPrior = -690.0;

    /// <summary>
    /// Multinomial (A. McCallum and K. Nigam, 1998): <c>ln P(k) + Σ_j x_j ln((N_kj + α) / Σ_j (N_kj + α))</c>.
    /// Complement (J. Rennie et al., 2003, "Tackling the poor assumptions of naive Bayes text classifiers", equation 6): <c>-Σ_j x_j ln((Ñ_kj + α) / Σ_j (Ñ_kj + α))</c> with
    /// the sums Ñ over the other classes.
    /// </summary>
    public static float[] Fit(WeightedProblem problem)
    {
        var (rows, classes) = (problem.Rows, problem.ClassCount);
        var sums = Sums(problem);
        var weights = new float[checked((rows.ColumnCount + 1) * classes)];
        var isComplement = problem.Settings.Algorithm == LinearAlgorithm.ComplementNaiveBayes;
        var totals = new double[classes];
        var counts = new double[classes];
        for (var column = 0; column < rows.ColumnCount; column++)
        {
            Counts(sums, column, counts, problem.Settings.Alpha, isComplement);
            for (var k = 0; k < classes; k++)
                totals[k] += counts[k];
        }

        for (var column = 0; column < rows.ColumnCount; column++)
        {
            Counts(sums, column, counts, problem.Settings.Alpha, isComplement);
            for (var k = 0; k < classes; k++)
                weights[(column * classes) + k] = (float)(isComplement ? -Math.Log(counts[k] / totals[k]) : Math.Log(counts[k] / totals[k]));
        }

        if (isComplement)
            return weights;
        var priors = new double[classes];
        for (var row = 0; row < rows.RowCount; row++)
            priors[problem.Classes[row]] += problem.Weights[row];
        var all = priors.Sum();
        for (var k = 0; k < classes; k++)
            weights[(rows.ColumnCount * classes) + k] = (float)(priors[k] > 0 ? Math.Log(priors[k] / all) : LeastLogPrior);
        return weights;
    }

    /// <summary>The sum of each column over each class's rows; [columns, classes].</summary>
    public static double[] Sums(WeightedProblem problem)
    {
        var sums = new double[checked(problem.Rows.ColumnCount * problem.ClassCount)];
        for (var row = 0; row < problem.Rows.RowCount; row++)
        {
            var indices = problem.Rows.Indices(row);
            var values = problem.Rows.Values(row);
            for (var i = 0; i < indices.Length; i++)
                sums[(indices[i] * problem.ClassCount) + problem.Classes[row]] += problem.Weights[row] * values[i];
        }

        return sums;
    }

    private static void Counts(double[] sums, int column, double[] counts, double alpha, bool isComplement)
    {
        var own = sums.AsSpan(column * counts.Length, counts.Length);
        var all = 0.0;
        foreach (var sum in own)
            all += sum;
        for (var k = 0; k < counts.Length; k++)
            counts[k] = Math.Max(isComplement ? all - own[k] : own[k], 0.0) + alpha;
    }
}
