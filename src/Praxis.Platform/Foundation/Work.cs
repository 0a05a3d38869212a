using System.Security.Cryptography;
using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>A work while it runs: told what it reads and makes, all of which stands on its record when it has ended well.</summary>
public sealed class Work
{
    private const int HashLength = 32;
    private readonly Workspace workspace;
    private readonly Lock gate = new();
    private readonly List<WorkInput> inputs = [];
    private readonly List<WorkOutput> outputs = [];
    private readonly List<string> datasets = [];
    private readonly List<WorkProcess> processes = [];

    internal Work(Workspace workspace, WorkRecord record, CancellationToken cancellationToken) => (this.workspace, Record, CancellationToken) = (workspace, record, cancellationToken);

    /// <summary>Its record as it began.</summary>
    public WorkRecord Record { get; }

    /// <summary>Set where its end was asked for, here or by another process.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>What came out, in a sentence.</summary>
    public string? Finding { get; set; }

    /// <summary>Says that a file was read.</summary>
    public void ReadFile(string name, string contentHash)
    {
        ArgumentNullException.ThrowIfNull(contentHash);
        Read(new WorkInput(SafeText.Line(name, 120), contentHash[..HashLength]));
    }

    /// <summary>Says that a text of the user's was read: a recipe, a script.</summary>
    public void ReadText(string name, string text) => ReadFile(name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    /// <summary>Says that a dataset version was read.</summary>
    public void ReadDataset(string name, string datasetId, string contentHash)
    {
        ArgumentNullException.ThrowIfNull(contentHash);
        Read(new WorkInput(SafeText.Line(name, 120), contentHash[..HashLength], datasetId));
    }

    /// <summary>Keeps a file that was made.</summary>
    public void Made(string name, string path) => MadeArtifact(name, workspace.Artifacts.Add(path));

    /// <summary>Keeps a text that was made.</summary>
    public void MadeText(string name, string text)
    {
        var scratch = workspace.NewScratch();
        File.WriteAllText(scratch, text, new UTF8Encoding(false));
        MadeArtifact(name, workspace.Artifacts.Take(scratch));
    }

    /// <summary>Says that an artifact was made.</summary>
    public void MadeArtifact(string name, string artifact)
    {
        var output = new WorkOutput(SafeText.Line(name, 200), artifact, new FileInfo(workspace.Artifacts.PathOf(artifact)).Length);
        lock (gate)
            outputs.Add(output);
    }

    /// <summary>Says that a dataset version was made of its files.</summary>
    public void Registered(string datasetId) => datasets.Add(datasetId);

    /// <summary>Says that a child process has ended.</summary>
    public void Ran(WorkProcess process)
    {
        lock (gate)
            processes.Add(process);
    }

    internal WorkRecord Ended(WorkRecord record)
    {
        lock (gate)
            return record with { Inputs = [.. inputs], Outputs = [.. outputs], Datasets = [.. datasets], Processes = [.. processes.OrderBy(own => own.Shard).ThenBy(own => own.Attempt)], Finding = Finding };
    }

    private void Read(WorkInput input)
    {
        lock (gate)
            if (!inputs.Contains(input))
                inputs.Add(input);
    }
}
