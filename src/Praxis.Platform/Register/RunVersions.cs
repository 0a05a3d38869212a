using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;

namespace Praxis.Platform.Register;

/// <summary>Registers what a run logged, such as a model of a team's Python code, as a version that waits for approval.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class RunVersions(Workspace workspace)
{
    /// <summary>The algorithm of versions whose bytes are not ours to read.</summary>
    public const string Algorithm = "mlflow";

    /// <summary>The property that holds the run's id.</summary>
    public const string RunProperty = "mlflow.runId";

    /// <summary>The property that holds the address that was registered.</summary>
    public const string SourceProperty = "mlflow.source";

    private const string Card = "MLmodel";

    /// <summary>Registers; each time a new version.</summary>
    /// <param name="name">The group, made where it is missing.</param>
    /// <param name="source"><c>mlflow-artifacts:/EXPERIMENT/RUN/artifacts/PATH</c>, <c>runs:/RUN/PATH</c> or <c>models:/MODEL-ID</c>.</param>
    /// <param name="runId">The run, where the source does not say it.</param>
    /// <param name="description">What it is; empty where nobody says.</param>
    /// <param name="tags">What is said of it.</param>
    /// <exception cref="UserException">The source leads to no files of a run.</exception>
    public ModelVersion Register(string name, string source, string? runId, string description, IEnumerable<KeyValuePair<string, string>> tags)
    {
        ArgumentNullException.ThrowIfNull(source);
        var (run, folder) = Place(source, runId);
        var files = Files(run.Id, folder).ToList();
        if (files.Count == 0)
            throw Unknown(source);
        var main = files.Find(file => file.Path == Card) is { Path: not null } card ? card : files[0];
        var properties = tags.GroupBy(tag => tag.Key, StringComparer.Ordinal).ToDictionary(tag => tag.Key, tag => tag.Last().Value, StringComparer.Ordinal);
        (properties[RunProperty], properties[SourceProperty]) = (run.Id, source);
        var version = new ModelVersion
        {
            Name = name,
            Version = 0,
            Algorithm = Algorithm,
            Artifact = main.Artifact,
            Files = files.Where(file => file != main).ToDictionary(file => file.Path, file => file.Artifact, StringComparer.Ordinal),
            JobId = run.JobId ?? "",
            Status = ModelStatus.PendingManualApproval,
            StatusReason = "registered by an MLflow client",
            Evaluation = null,
            Dataset = string.Join(", ", run.Datasets.Select(dataset => $"{dataset.Name}:{dataset.Digest}")),
            Settings = run.Parameters,
            EvaluationArtifact = "",
            PredictionsArtifact = "",
            Description = description,
            CustomerMetadataProperties = properties,
            CreatedAt = workspace.Time.GetUtcNow(),
        };
        return workspace.Metadata.Write(transaction => new Models(workspace).Register(transaction, version, token: Guid.NewGuid().ToString()));
    }

    private (ExperimentRun Run, string Folder) Place(string source, string? runId)
    {
        var runs = new ExperimentRuns(workspace);
        if (source.StartsWith("models:/", StringComparison.Ordinal))
        {
            var model = new LoggedModels(workspace).Get(source["models:/".Length..].Trim('/'));
            return (runs.Get(model.RunId), model.Folder);
        }

        if (source.StartsWith("runs:/", StringComparison.Ordinal))
            return source["runs:/".Length..].TrimStart('/').Split('/', 2) is [var id, var path] ? (runs.Get(id), path.Trim('/')) : throw Unknown(source);
        if (source.StartsWith("mlflow-artifacts:/", StringComparison.Ordinal) && source["mlflow-artifacts:/".Length..].TrimStart('/').Split('/', 4) is [_, var own, "artifacts", .. var rest])
            return (runs.Get(own), rest is [var folder] ? folder.Trim('/') : "");
        return !source.Contains(":/", StringComparison.Ordinal) && runId is not null ? (runs.Get(runId), source.Trim('/')) : throw Unknown(source);
    }

    // By their paths below the folder; a source may be one file too.
    private IEnumerable<(string Path, string Artifact)> Files(string run, string folder)
    {
        var artifacts = new RunArtifacts(workspace);
        var open = new Stack<string>([folder]);
        while (open.TryPop(out var next))
            foreach (var entry in artifacts.List(run, next))
                if (entry.IsFolder)
                    open.Push(entry.Path);
                else
                    yield return (folder.Length == 0 ? entry.Path : entry.Path[(folder.Length + 1)..], entry.Artifact!);
    }

    private static UserException Unknown(string source) => new(new Problem
    {
        Type = "unknown-artifact",
        Found = $"'{SafeText.Line(source, 120)}' leads to no files of a run",
        Expected = "runs:/RUN/PATH, models:/MODEL-ID or mlflow-artifacts:/EXPERIMENT/RUN/artifacts/PATH, with the files logged before",
    });
}
