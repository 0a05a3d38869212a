namespace Praxis.Learning.Ensembles;

/// <summary>How members' answers become one.</summary>
internal enum EnsembleMethod
{
    /// <summary>A logistic regression on the members' log-probabilities (D. H. Wolpert, 1992, "Stacked generalization").</summary>
    Stacking,

    /// <summary>The mean of the members' calibrated probabilities.</summary>
    Voting,
}
