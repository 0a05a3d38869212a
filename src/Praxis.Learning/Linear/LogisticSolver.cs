namespace Praxis.Learning.Linear;

/// <summary>How a logistic regression finds its minimum; both find the same.</summary>
public enum LogisticSolver
{
    /// <summary>Whole passes, second-order (L-BFGS): precise and, for what fits into memory, fast.</summary>
    Lbfgs,

    /// <summary>Row by row with remembered gradients (SAGA): a rough answer after few passes.</summary>
    Saga,
}
