using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>The keeper of works on record of one kind: runs them, finds, stops, drops and restores them.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="kind">The kind of the records and of their lineage nodes: <c>analysis</c>, <c>recipe-run</c>, <c>processing-job</c>.</param>
public sealed class WorkRecords(Workspace workspace, string kind)
{
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(250);

    /// <summary>The kind of the records.</summary>
    public string Kind => kind;

    private string DroppedKind => "dropped-" + kind;

    /// <summary>Records a work that is still to run.</summary>
    /// <param name="what">What is done.</param>
    /// <param name="name">The name people use; made into one where it is none.</param>
    /// <param name="settings">What it is made with.</param>
    public WorkRecord Submit(string what, string name, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var now = workspace.Time.GetUtcNow();
        var record = new WorkRecord
        {
            Id = Guid.CreateVersion7(now).ToString(),
            What = what,
            Name = ResourceName.From(name, kind),
            Status = JobStatus.Pending,
            Settings = settings.ToDictionary(pair => SafeText.Line(pair.Key, 80), pair => SafeText.Line(pair.Value, 2000), StringComparer.Ordinal),
            CreatedAt = now,
            ProcessId = ProcessIdentity.Current.Pid,
            ProcessStart = ProcessIdentity.Current.StartTime,
        };
        workspace.Metadata.Write(transaction => Put(transaction, record));
        return record;
    }

    /// <summary>Records a work and runs it.</summary>
    /// <returns>The record as it ended well.</returns>
    public WorkRecord Run(string what, string name, IReadOnlyDictionary<string, string> settings, Action<Work> work, CancellationToken cancellationToken) =>
        Run(Submit(what, name, settings), work, cancellationToken);

    /// <summary>Runs a work that was recorded. What it read and made, and the edges between, are written with its end.</summary>
    /// <exception cref="UserException">It failed; the record says the same.</exception>
    /// <exception cref="OperationCanceledException">It was stopped, here or by another process.</exception>
    public WorkRecord Run(WorkRecord record, Action<Work> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(work);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        record = Begin(record);
        using var watch = new Timer(_ => StopWhereAsked(record.Id, stop), null, Watch, Watch);
        var running = new Work(workspace, record, stop.Token);
        try
        {
            work(running);
            return End(running.Ended(record) with { Status = JobStatus.Completed });
        }
        catch (OperationCanceledException)
        {
            End(running.Ended(record) with { Status = JobStatus.Stopped });
            throw;
        }
        catch (UserException error)
        {
            End(running.Ended(record) with { Status = JobStatus.Failed, Problems = error.Problems });
            throw;
        }
        catch (Exception error)
        {
            End(running.Ended(record) with { Status = JobStatus.Failed, Problems = [new Problem { Type = "not-finished", Found = Failures.IsDisk(error) ? "a file could not be read or written" : "a mistake of the program; its log says which" }] });
            throw;
        }
    }

    /// <summary>A record by its id or the beginning of it, or the newest of a name.</summary>
    /// <exception cref="UserException">There is none, or several begin so.</exception>
    public WorkRecord Get(string idOrName)
    {
        ArgumentNullException.ThrowIfNull(idOrName);
        if (Find(idOrName) is { } exact)
            return exact;
        var all = List();
        var begun = idOrName.Length >= 4 ? all.Where(record => record.Id.StartsWith(idOrName, StringComparison.OrdinalIgnoreCase)).ToList() : [];
        if (begun.Count > 1)
            throw new UserException(new Problem { Type = "ambiguous-id", Found = $"{begun.Count} ids begin with '{SafeText.Line(idOrName, 40)}'", Expected = "more of the id" });
        return begun.Count == 1 ? begun[0] : all.FirstOrDefault(record => record.Name == idOrName) ?? throw Missing(idOrName, all);
    }

    /// <summary>A record by its whole id; null where there is none.</summary>
    public WorkRecord? Find(string id) =>
        Guid.TryParse(id, out var guid) && workspace.Metadata.Read(reader => reader.Find(kind, guid.ToString())) is { } found ? Mend(Read(found)) : null;

    /// <summary>The records, the newest first.</summary>
    public IReadOnlyList<WorkRecord> List() => [.. workspace.Metadata.Read(reader => reader.List(kind)).Select(Read).Select(Mend).Reverse()];

    /// <summary>Asks for the end of a work, in whatever process it runs; one that has ended stays as it is.</summary>
    public WorkRecord Stop(string idOrName)
    {
        var id = Get(idOrName).Id;
        return workspace.Metadata.Write(transaction =>
        {
            var record = Read(transaction.Find(kind, id)!);
            if (IsEnd(record.Status))
                return record;
            record = record.Status == JobStatus.Pending ? record with { Status = JobStatus.Stopped, StopRequested = true, EndedAt = workspace.Time.GetUtcNow() } : record with { Status = JobStatus.Stopping, StopRequested = true };
            Put(transaction, record);
            return record;
        });
    }

    /// <summary>Takes a record that has ended off the lists. <see cref="Restore"/> brings it back until a <c>workspace gc</c> after the grace time takes its files.</summary>
    /// <exception cref="UserException">It still runs.</exception>
    public WorkRecord Drop(string idOrName)
    {
        var record = Get(idOrName);
        if (!IsEnd(record.Status))
            throw new UserException(new Problem { Type = "still-running", Found = $"{kind} {record.Id} is {record.Status}", Remedy = "Stop it first" });
        Move(record, kind, DroppedKind, "dropped");
        return record;
    }

    /// <summary>Brings a dropped record back.</summary>
    /// <exception cref="UserException">There is none whose files are still there.</exception>
    public WorkRecord Restore(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var dropped = workspace.Metadata.Read(reader => reader.List(DroppedKind)).Where(record => record.Json != "{}" && id.Length >= 4 && record.Name.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        if (dropped.Count != 1)
            throw new UserException(new Problem { Type = "nothing-to-restore", Found = $"there is no dropped {kind} '{SafeText.Line(id, 80)}' whose files are still there" });
        var record = Read(dropped[0]);
        Move(record, DroppedKind, kind, "restored");
        return record;
    }

    /// <summary>Opens a file of a record.</summary>
    /// <exception cref="UserException">It has none of that name, or its bytes are damaged.</exception>
    public Stream Open(WorkRecord record, string name)
    {
        ArgumentNullException.ThrowIfNull(record);
        var output = record.Outputs.FirstOrDefault(own => own.Name == name)
            ?? throw new UserException(new Problem { Type = "unknown-file", Found = $"{kind} {record.Id} has no file '{SafeText.Line(name, 120)}'", Expected = record.Outputs.Count == 0 ? null : string.Join(", ", record.Outputs.Take(20).Select(own => own.Name)) });
        if (!workspace.Artifacts.Verify(output.Artifact))
            throw new UserException(Fault.Environment, [new Problem { Type = "damaged-artifact", Found = $"the bytes of '{SafeText.Line(name, 120)}' are missing or damaged", Where = $"artifact {output.Artifact}", Remedy = "Run the same work again; 'praxis workspace check' tells what else is damaged" }]);
        return workspace.Artifacts.OpenRead(output.Artifact);
    }

    private static bool IsEnd(JobStatus status) => status is JobStatus.Completed or JobStatus.Failed or JobStatus.Stopped;

    private static WorkRecord Read(MetadataRecord record) => RecordJson.Read<WorkRecord>(record.Json);

    private void Put(IMetadataTransaction transaction, WorkRecord record) => transaction.Put(kind, record.Id, 1, RecordJson.Write(record));

    private void Move(WorkRecord record, string from, string to, string what) => workspace.Metadata.Write(transaction =>
    {
        if (!transaction.Delete(from, record.Id, 1))
            return;
        transaction.Put(to, record.Id, 1, RecordJson.Write(record));
        transaction.AddEvent($"{kind}-{what}", record.Id, "{}");
    });

    private UserException Missing(string text, IReadOnlyList<WorkRecord> all)
    {
        var names = all.Select(record => record.Name).Distinct(StringComparer.Ordinal).ToList();
        return new UserException(new Problem
        {
            Type = $"unknown-{kind}",
            Found = $"there is no {kind} '{SafeText.Line(text, 80)}'",
            Expected = names.Count == 0 ? "an id; there are none yet" : "an id, or one of " + string.Join(", ", names.Take(20)),
            Remedy = NearestName.Suggestion(text, names),
        });
    }

    private WorkRecord Begin(WorkRecord record) => workspace.Metadata.Write(transaction =>
    {
        var now = Read(transaction.Find(kind, record.Id)!);
        if (now.Status != JobStatus.Pending)
            throw new OperationCanceledException("It was stopped before it began.");
        now = now with { Status = JobStatus.InProgress };
        Put(transaction, now);
        return now;
    });

    private WorkRecord End(WorkRecord record)
    {
        record = record with { EndedAt = workspace.Time.GetUtcNow() };
        workspace.Metadata.Write(transaction =>
        {
            Put(transaction, record);
            var node = new LineageNode(kind, record.Id);
            foreach (var input in record.Inputs)
                transaction.AddEdge(new LineageEdge(input.Dataset is { } dataset ? new LineageNode("dataset", dataset) : FileNode.Of(input.Name, input.Hash), node, "input-of"));
            if (record.Status == JobStatus.Completed)
                foreach (var output in record.Outputs)
                    transaction.AddEdge(new LineageEdge(node, FileNode.Of(Path.GetFileName(output.Name), output.Artifact), "produced"));
            transaction.AddEvent($"{kind}-{record.Status.ToString().ToLowerInvariant()}", record.Id, "{}");
        });
        return record;
    }

    /// <summary>A work whose process is gone has failed.</summary>
    private WorkRecord Mend(WorkRecord record)
    {
        if (IsEnd(record.Status) || new ProcessIdentity(record.ProcessId, record.ProcessStart).IsAlive)
            return record;
        return workspace.Metadata.Write(transaction =>
        {
            if (transaction.Find(kind, record.Id) is not { } found || Read(found) is not { } now || IsEnd(now.Status))
                return record;
            now = now with { Status = JobStatus.Failed, EndedAt = workspace.Time.GetUtcNow(), Problems = [new Problem { Type = "process-gone", Found = "the process that ran it is gone", Remedy = "Run it again" }] };
            Put(transaction, now);
            return now;
        });
    }

    private void StopWhereAsked(string id, CancellationTokenSource stop)
    {
        try
        {
            if (workspace.Metadata.Read(reader => reader.Find(kind, id)) is { } record && Read(record).StopRequested)
                stop.Cancel();
        }
        catch (Exception error) when (error is UserException or ObjectDisposedException)
        {
            // The next turn looks again; the work itself tells what is wrong.
        }
    }
}
