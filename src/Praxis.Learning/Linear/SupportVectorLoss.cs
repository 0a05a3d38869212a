namespace Praxis.Learning.Linear;

/// <summary>What a row within the margin m = 1 - y f(x) > 0 of a support vector machine costs.</summary>
public enum SupportVectorLoss
{
    /// <summary>m².</summary>
    SquaredHinge,

    /// <summary>m.</summary>
    Hinge,
}
