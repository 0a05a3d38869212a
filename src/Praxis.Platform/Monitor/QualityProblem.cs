namespace Praxis.Platform.Monitor;

/// <summary>What a model's predictions are.</summary>
internal enum QualityProblem
{
    /// <summary>Numbers.</summary>
    Regression,

    /// <summary>One of two classes.</summary>
    BinaryClassification,

    /// <summary>One of several classes.</summary>
    MulticlassClassification,
}
