namespace Praxis.Contracts.Train;

/// <summary>What the text of a hyper-parameter stands for.</summary>
public enum HyperparameterKind
{
    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>, in any case, or 1 or 0.</summary>
    Flag,

    /// <summary>One of some words.</summary>
    Choice,

    /// <summary>A text of a form that <see cref="Hyperparameter.Form"/> says.</summary>
    Text,
}
