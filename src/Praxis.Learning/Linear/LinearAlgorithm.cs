namespace Praxis.Learning.Linear;

/// <summary>What a linear model minimises.</summary>
public enum LinearAlgorithm
{
    /// <summary>Multinomial logistic regression; plain logistic regression for two classes.</summary>
    LogisticRegression,

    /// <summary>Linear support vector machine, one class against the rest.</summary>
    SupportVectorMachine,

    /// <summary>Multinomial naive Bayes.</summary>
    NaiveBayes,

    /// <summary>Complement naive Bayes, for classes of unequal size.</summary>
    ComplementNaiveBayes,

    /// <summary>Least squares on -1 and +1 with an L2 penalty, one class against the rest.</summary>
    Ridge,

    /// <summary>Proportional odds: ordered classes share one weight a column.</summary>
    Ordinal,
}
