namespace Praxis.Platform.Foundation.Tracking;

/// <summary>Tags that mean something.</summary>
public static class RunTags
{
    /// <summary>The run's name, mirrored.</summary>
    public const string Name = "mlflow.runName";

    /// <summary>Who started it.</summary>
    public const string User = "mlflow.user";

    /// <summary>The run that it is a part of.</summary>
    public const string Parent = "mlflow.parentRunId";

    /// <summary>The program.</summary>
    public const string Source = "mlflow.source.name";

    /// <summary>What kind of program.</summary>
    public const string SourceType = "mlflow.source.type";

    /// <summary>The models that MLflow logged, a JSON list.</summary>
    public const string Models = "mlflow.log-model.history";

    /// <summary>What a dataset was used for.</summary>
    public const string DatasetContext = "mlflow.data.context";

    /// <summary>The run group (SageMaker: trial) that a run belongs to.</summary>
    public const string Group = "praxis.runGroup";
}
