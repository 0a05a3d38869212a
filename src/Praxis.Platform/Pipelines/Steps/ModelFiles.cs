namespace Praxis.Platform.Pipelines.Steps;

/// <summary>The files that our own steps leave for each other.</summary>
internal static class ModelFiles
{
    /// <summary>The model's bytes.</summary>
    public const string Model = "model.bin";

    /// <summary>The short evaluation, as SageMaker's lab writes it.</summary>
    public const string ShortEvaluation = "evaluation.json";

    /// <summary>The whole evaluation.</summary>
    public const string Evaluation = "praxis-evaluation.json";

    /// <summary>The prediction of every row.</summary>
    public const string Predictions = "predictions.jsonl";
}
