using System.Diagnostics;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Platform.Prepare;
using Praxis.Platform.Register;

namespace Praxis.Platform.Pipelines.Replays;

/// <summary>
/// Does again, from the record alone, all that a model version was made by, and compares the bytes: the dataset's files, the prepared rows, every job. Each piece of work gets the inputs that are
/// on record, so that the first one that differs is the one at fault. Nothing that is found changes the record.
/// </summary>
/// <param name="workspace">The workspace.</param>
/// <param name="program">The path of the program <c>praxis</c>, which takes the place of the one that ran then.</param>
public sealed class Replayer(Workspace workspace, string program)
{
    /// <summary>The kind of the jobs.</summary>
    public const string Kind = "replay";

    private const string JobKind = "job";

    /// <summary>Told each piece of work that was done again.</summary>
    public Action<ReplayStep>? OnStep { get; init; }

    /// <summary>Replays a version, the oldest work first; ends with the first piece that differs or fails.</summary>
    /// <param name="model">The version.</param>
    /// <param name="cpus">How many threads may compute; null for as many as then.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="UserException">The record does not say how the version was made.</exception>
    public IReadOnlyList<ReplayStep> Run(ModelVersion model, int? cpus, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tree = workspace.Lineage.Tree(new LineageNode(Models.Kind, model.Id));
        var upstream = tree.Upstream;

        // Jobs that were to do the same are one piece of work, however often it was done.
        var jobs = upstream.Where(edge => edge.From.Kind == JobKind && edge.Relation == "produced").Select(edge => edge.From.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .DistinctBy(id => workspace.Jobs.Get(id).Fingerprint).ToList();
        if (jobs.Count == 0)
            throw new UserException(new Problem { Type = "no-lineage", Found = $"the record does not say what made {model.Id}", Expected = "a version that was trained here", Remedy = $"praxis lineage show {model.Id}" });
        var steps = new List<ReplayStep>();
        foreach (var work in upstream.Select(edge => edge.From).Where(node => node.Kind is Datasets.Kind or PreparedDatasets.Kind).Distinct().OrderBy(node => node.Kind, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Tell(steps, Timed(() => work.Kind == Datasets.Kind ? OfDataset(work.Id) : OfPrepared(work.Id, cancellationToken))))
                return steps;
        }

        foreach (var id in jobs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Tell(steps, Timed(() => OfJob(id, cpus, cancellationToken))))
                return steps;
        }

        return steps;
    }

    private bool Tell(List<ReplayStep> steps, ReplayStep step)
    {
        steps.Add(step);
        OnStep?.Invoke(step);
        return step.Outcome != ReplayOutcome.Same;
    }

    private static ReplayStep Timed(Func<ReplayStep> work)
    {
        var clock = Stopwatch.StartNew();
        var step = work();
        return step with { Seconds = clock.Elapsed.TotalSeconds };
    }

    // The raw bytes are the beginning of everything; they can only be looked at.
    private ReplayStep OfDataset(string id)
    {
        if (Find<DatasetVersion>(Datasets.Kind, id) is not { } version)
            return Lost(Datasets.Kind, id, "it was dropped");
        var hashes = version.Files.Select(file => file.RawArtifact).Distinct(StringComparer.Ordinal).ToList();
        return Compared(Datasets.Kind, id, id, hashes, hashes.Where(workspace.Artifacts.Verify).ToHashSet(StringComparer.Ordinal));
    }

    private ReplayStep OfPrepared(string id, CancellationToken cancellationToken)
    {
        if (Find<PreparedData>(PreparedDatasets.Kind, id) is not { } prepared || Find<DatasetVersion>(Datasets.Kind, prepared.Dataset) is not { } dataset)
            return Lost(PreparedDatasets.Kind, id, "it, or its dataset, is not on record any more");
        using var table = new Datasets(workspace).Open(dataset);
        var (_, train, heldOut) = new PreparedDatasets(workspace).Make(table, prepared.Options, cancellationToken);
        return Compared(PreparedDatasets.Kind, id, id, [prepared.TrainArtifact, prepared.HeldOutArtifact], [train, heldOut]);
    }

    private ReplayStep OfJob(string id, int? cpus, CancellationToken cancellationToken)
    {
        var job = workspace.Jobs.Get(id);
        var recorded = workspace.Lineage.Edges(new LineageNode(JobKind, id)).Where(edge => edge.From.Id == id && edge.Relation == "produced").Select(edge => edge.To.Id).Where(DiskArtifactStore.IsHash).Distinct(StringComparer.Ordinal).ToList();
        var definition = workspace.Jobs.DefinitionOf(id) with { OutlivesOwner = false };
        if (Path.GetFileNameWithoutExtension(definition.Program) == "praxis")
            definition = definition with { Program = program };
        if (cpus is { } most)
            definition = definition with { Cpus = most };
        var found = new HashSet<string>(StringComparer.Ordinal);
        var folders = new FolderArtifacts(workspace);
        var again = workspace.Jobs.Create(Kind, ResourceName.From("replay-" + job.Name, Kind), job.Fingerprint + "-replay", definition);
        again = new JobRunner(workspace).Run(
            again,
            definition,
            null,
            model =>
            {
                var data = Path.Combine(Path.GetDirectoryName(model)!, "data");
                foreach (var folder in new[] { model, data }.Concat(Directory.EnumerateDirectories(data)))
                {
                    var (artifact, files) = folders.Add(folder);
                    found.Add(artifact);
                    found.UnionWith(files.Select(file => file.Artifact));
                }
            },
            cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return again.Status == JobStatus.Completed ? Compared(JobKind, id, job.Name, recorded, found) : Lost(JobKind, id, again.FailureReason ?? $"it was {again.Status}") with { Name = job.Name };
    }

    private static ReplayStep Compared(string kind, string id, string name, IReadOnlyList<string> recorded, HashSet<string> found) => new(
        kind, id, name, recorded.All(found.Contains) ? ReplayOutcome.Same : ReplayOutcome.Differs, recorded, [.. recorded.Select(hash => found.Contains(hash) ? hash : "")], 0, null);

    private static ReplayStep Lost(string kind, string id, string why) => new(kind, id, id, ReplayOutcome.Failed, [], [], 0, why);

    private T? Find<T>(string kind, string id)
        where T : class
    {
        var colon = id.LastIndexOf(':');
        var name = id[..colon];
        var version = int.Parse(id[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        var (recordKind, recordName) = kind == Datasets.Kind && name.Contains('.', StringComparison.Ordinal) ? ($"{kind}.{name[..name.IndexOf('.', StringComparison.Ordinal)]}", name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]) : (kind, name);
        return workspace.Metadata.Read(reader => reader.Find(recordKind, recordName, version) is { } record ? RecordJson.Read<T>(record.Json) : null);
    }
}
