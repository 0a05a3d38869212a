namespace Praxis.Learning.Linear;

/// <summary>How <see cref="LinearModel.Fit"/> fits. What an algorithm does not know it ignores.</summary>
public sealed record LinearSettings
{
    /// <summary>What is minimised.</summary>
    public LinearAlgorithm Algorithm { get; init; } = LinearAlgorithm.LogisticRegression;

    /// <summary>How much the rows' losses weigh against the penalty |w|²/2 (logistic, ordinal, support vectors); above 0.</summary>
    public double C { get; init; } = 1.0;

    /// <summary>The penalty of ridge; the count that naive Bayes, and naive Bayes weighting, add to each column; above 0.</summary>
    public double Alpha { get; init; } = 1.0;

    /// <summary>The loss of a support vector machine.</summary>
    public SupportVectorLoss Loss { get; init; } = SupportVectorLoss.SquaredHinge;

    /// <summary>How a logistic regression is solved.</summary>
    public LogisticSolver Solver { get; init; } = LogisticSolver.Lbfgs;

    /// <summary>
    /// Whether each column is first multiplied by its log-count ratio between a class and the rest (S. Wang and C. D. Manning, 2012,
    /// "Baselines and bigrams", equation 1); one class against the rest, also in logistic regression. Not for naive Bayes and ordinal.
    /// </summary>
    public bool NaiveBayesWeighting { get; init; }

    /// <summary>Whether each class weighs as much as every other one in sum.</summary>
    public bool BalancedClasses { get; init; }

    /// <summary>A factor for the rows of each class, or null; beside <see cref="BalancedClasses"/> both count.</summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>Where to stop; null takes the algorithm's own: the greatest slope 1e-4 (logistic, ordinal), the widest violation 1e-4 (support vectors), the relative residual 1e-6 (ridge).</summary>
    public double? Tolerance { get; init; }

    /// <summary>How many passes at most.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Seed of the order in which rows are visited (support vectors, SAGA).</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may compute; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;
}
