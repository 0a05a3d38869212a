namespace Praxis.Contracts.Experiments;

/// <summary>A model that a run logged, before anyone registers it.</summary>
public sealed record LoggedModel
{
    /// <summary><c>m-</c> and 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name people use; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>The experiment's id.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>The run that logged it; its files stand among the run's artifacts.</summary>
    public required string RunId { get; init; }

    /// <summary>What kind of model; empty where nobody said.</summary>
    public string ModelType { get; init; } = "";

    /// <summary><c>LOGGED_MODEL_PENDING</c>, <c>LOGGED_MODEL_READY</c> or <c>LOGGED_MODEL_UPLOAD_FAILED</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What it was made with.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What is said of it.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The folder of its files among the run's artifacts.</summary>
    public string Folder => "models/" + Id;

    /// <summary>Where its files stand.</summary>
    public string ArtifactUri => $"mlflow-artifacts:/{ExperimentId}/{RunId}/artifacts/{Folder}";
}
