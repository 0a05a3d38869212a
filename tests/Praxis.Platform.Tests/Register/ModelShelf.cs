using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;
using Praxis.Platform.Tests.Ingest;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Register;

/// <summary>A workspace with its models, and a folder of files beside it.</summary>
internal sealed class ModelShelf : IDisposable
{
    private readonly ScratchFolder folder = new();

    public ModelShelf()
    {
        Workspace = Workspace.Open(folder[".praxis"], Clock);
        Models = new Models(Workspace);
        Groups = new ModelGroups(Workspace);
    }

    public HandClock Clock { get; } = new();

    public Workspace Workspace { get; }

    public Models Models { get; }

    public ModelGroups Groups { get; }

    public string this[string path] => folder[path];

    public string Artifact(string text) => Workspace.Artifacts.Add(folder.Write(Guid.NewGuid().ToString("N"), text));

    public ModelVersion Version(string name, string bytes = "model", ModelStatus status = ModelStatus.PendingManualApproval) => new()
    {
        Name = name,
        Version = 0,
        Algorithm = "logistic",
        Artifact = Artifact(bytes),
        JobId = "",
        Status = status,
        StatusReason = "not yet",
        Evaluation = null,
        Dataset = "reviews:1",
        Settings = new Dictionary<string, string> { ["seed"] = "1" },
        EvaluationArtifact = "",
        PredictionsArtifact = "",
        CreatedAt = Workspace.Time.GetUtcNow(),
    };

    public void Dispose()
    {
        Workspace.Dispose();
        folder.Dispose();
    }
}
