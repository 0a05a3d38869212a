using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Praxis.Contracts.Foundation;
using static Praxis.Contracts.Foundation.JobStatus;

namespace Praxis.Platform.Foundation;

/// <summary>The jobs of a workspace, their statuses and metrics.</summary>
public sealed class JobStore
{
    /// <summary>Why a job failed whose process was fine: the one that ran it ended.</summary>
    internal const string OwnerEnded = "its owner ended";

    /// <summary>What a job is that was interrupted and waits for its next attempt.</summary>
    internal const string Interruption = "Interrupted";

    /// <summary>What a job is that has been asked to make room.</summary>
    internal const string Interrupting = "Interrupting";

    private const string Queued = "status = 'Pending' AND claimant IS NOT NULL";

    private const string Columns = "SELECT id, kind, name, status, secondary_status, failure_reason, fingerprint, created_at, started_at, ended_at FROM jobs ";

    private readonly SqliteMetadataStore store;
    private readonly TimeProvider time;
    private readonly string folder;
    private readonly ConcurrentDictionary<string, string> unended = new(StringComparer.Ordinal);

    internal JobStore(SqliteMetadataStore store, TimeProvider time, string folder) => (this.store, this.time, this.folder) = (store, time, folder);

    /// <summary>Whether the table allows the change.</summary>
    public static bool MayChange(JobStatus from, JobStatus to) => (from, to) is
        (Pending, InProgress or Stopped or Failed) or (InProgress, Completed or Failed or Stopping or Pending) or (Stopping, Stopped or Failed);

    /// <summary>Records a job that is still to run.</summary>
    public Job Create(string kind, string name, string fingerprint, JobDefinition definition)
    {
        var ticket = new JobTicket { Kind = kind, Name = name, Fingerprint = fingerprint, Definition = definition };
        Check(ticket);
        return store.Within(transaction => Insert(transaction, ticket, claimant: null), writes: true);
    }

    /// <summary>Puts a job of this process into the queue, and begins it in the same transaction where its slots are free and nobody is before it.</summary>
    internal (Job Job, bool IsBegun) Enqueue(JobTicket ticket, SlotLimits limits)
    {
        Check(ticket);
        EndLeft();
        return store.Within(
            transaction =>
            {
                var job = Insert(transaction, ticket, Claimant);
                ticket.Queued?.Invoke(transaction, job);
                return Next(transaction, limits) is { } next && next == job.Id ? (Begin(transaction, job.Id), true) : (job, false);
            },
            writes: true);
    }

    /// <summary>Begins the job whose turn it is, where it is one of this process; null where no slot is free or another process is to begin.</summary>
    internal Job? BeginNext(SlotLimits limits, Func<string, bool> isOwn)
    {
        // A look first, so that nothing is locked while nothing can begin.
        if (store.Within(transaction => Next(transaction, limits), writes: false) is not { } seen || !isOwn(seen))
            return null;
        return store.Within(transaction => Next(transaction, limits) is { } next && isOwn(next) ? Begin(transaction, next) : null, writes: true);
    }

    /// <summary>The jobs before this one that were to do the same and failed or were stopped, the newest first.</summary>
    internal IReadOnlyList<Job> Interrupted(Job job) => store.Within(
        transaction => transaction.Query(Columns + "WHERE fingerprint = $0 AND id < $1 AND status IN ('Failed', 'Stopped') ORDER BY id DESC LIMIT 20", Read, job.Fingerprint, job.Id), writes: false);

    /// <summary>Those of the jobs that have reached their last status.</summary>
    internal IReadOnlyList<Job> EndedOf(IEnumerable<string> ids) => store.Within(
        transaction => ids.Select(id => Find(transaction, id)).OfType<Job>().Where(job => job.Status is Completed or Failed or Stopped).ToList(), writes: false);

    /// <summary>A job by its id, or the newest with this name.</summary>
    public Job Get(string idOrName) => store.Within(transaction => Find(transaction, idOrName), writes: false)
        ?? throw new UserException(new Problem { Type = "job-not-found", Found = $"There is no job '{SafeText.Line(idOrName, 80)}'", Remedy = "'praxis job list' shows those there are" });

    /// <summary>Jobs, the newest first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="before">Only those older than this id.</param>
    public IReadOnlyList<Job> List(int most = int.MaxValue, string? before = null) =>
        store.Within(transaction => transaction.Query(Columns + "WHERE $0 IS NULL OR id < $0 ORDER BY id DESC LIMIT $1", Read, before, most), writes: false);

    /// <summary>What the job was created with.</summary>
    public JobDefinition DefinitionOf(string id) => store.Within(
        transaction => JsonSerializer.Deserialize<JobDefinition>(transaction.Query("SELECT definition FROM jobs WHERE id = $0", row => row.GetString(0), id)[0])!, writes: false);

    /// <summary>The statuses the job had, the oldest first.</summary>
    public IReadOnlyList<JobStatusChange> History(string id) => store.Within(
        transaction => transaction.Query(
            "SELECT status, secondary_status, time FROM job_status WHERE job = $0 ORDER BY id",
            row => new JobStatusChange(StatusOf(row.GetString(0)), row.GetString(1), SqliteMetadataTransaction.Time(row.GetString(2))), id),
        writes: false);

    /// <summary>The measures the job told, in their order.</summary>
    public IReadOnlyList<JobMetric> Metrics(string id) => store.Within(
        transaction => transaction.Query(
            "SELECT metric, value, step, time FROM job_metrics WHERE job = $0 ORDER BY id",
            row => new JobMetric(row.GetString(0), row.GetDouble(1), row.GetInt64(2), SqliteMetadataTransaction.Time(row.GetString(3))), id),
        writes: false);

    /// <summary>What the job used, second by second.</summary>
    public IReadOnlyList<JobUsage> Usage(string id) => store.Within(
        transaction => transaction.Query(
            "SELECT time, cpu_seconds, memory_bytes, processes, gpu_percent, gpu_memory_bytes FROM job_usage WHERE job = $0 ORDER BY id",
            row => new JobUsage(SqliteMetadataTransaction.Time(row.GetString(0)), row.GetDouble(1), row.GetInt64(2), row.GetInt32(3), row.IsDBNull(4) ? null : row.GetDouble(4), row.IsDBNull(5) ? null : row.GetInt64(5)), id),
        writes: false);

    /// <summary>Changes the status along the table, with its history and event; an illegal change throws.</summary>
    public static Job Change(IMetadataTransaction transaction, string id, JobStatus to, string secondaryStatus = "", string? failureReason = null)
    {
        var rows = (SqliteMetadataTransaction)transaction;
        var job = Find(rows, id) ?? throw new InvalidOperationException($"There is no job {id}.");
        if (!MayChange(job.Status, to))
            throw new InvalidOperationException($"Job {id} cannot change from {job.Status} to {to}.");
        return Change(rows, job, to, secondaryStatus, failureReason);
    }

    private static Job Change(SqliteMetadataTransaction rows, Job job, JobStatus to, string secondaryStatus, string? failureReason)
    {
        rows.Execute(
            "UPDATE jobs SET status = $1, secondary_status = $2, failure_reason = $3, started_at = COALESCE(started_at, $4), ended_at = $5 WHERE id = $0",
            job.Id, to.ToString(), secondaryStatus, failureReason, to == InProgress ? rows.Now : null, to is Completed or Failed or Stopped ? rows.Now : null);
        AddHistory(rows, job.Id, to, secondaryStatus);
        rows.AddEvent("job-status", job.Id, JsonSerializer.Serialize(new { status = to.ToString() }));
        return Find(rows, job.Id)!;
    }

    /// <summary>Asks for the end of a job: one not begun is stopped at once, the owner of a running one sees it within a second.</summary>
    public Job RequestStop(string idOrName)
    {
        var job = store.Within(
            transaction =>
            {
                var found = Get(idOrName);
                return found.Status switch
                {
                    Pending => Change(transaction, found.Id, Stopped),
                    InProgress => Change(transaction, found.Id, Stopping),
                    _ => found,
                };
            },
            writes: true);
        if (job.Status != Stopping)
            return job;

        // One that runs on without an owner has nobody else to see it.
        TakeOver();
        return Get(job.Id);
    }

    /// <summary>Tells what a running job is doing now.</summary>
    internal void Tell(string id, string secondary) => store.Within(
        transaction =>
        {
            if (Find(transaction, id) is { Status: InProgress or Stopping } job && job.SecondaryStatus != secondary)
                Change(transaction, job, job.Status, secondary, null);
            return 0;
        },
        writes: true);

    /// <summary>Puts an interrupted job back into the queue; one that is to stop meanwhile stops.</summary>
    internal Job Requeue(string id, string reason) => store.Within(
        transaction =>
        {
            transaction.Execute("DELETE FROM leases WHERE subject = $0", "job/" + id);
            return Find(transaction, id)!.Status == Stopping ? Change(transaction, id, Stopped, "Stopped") : Change(transaction, id, Pending, Interruption, reason);
        },
        writes: true);

    /// <summary>
    /// Asks as many interruptible jobs of lower priorities to make room as the first in the queue needs: those of the lowest priority first, and of them the youngest. None where that
    /// does not suffice, or where room is in the making.
    /// </summary>
    internal void MakeRoom(SlotLimits limits)
    {
        if (!store.Within(transaction => Movable(transaction).Count > 0, writes: false))
            return;
        store.Within(
            transaction =>
            {
                var movable = Movable(transaction);
                if (Head(transaction) is not { } head || movable.Exists(job => job.IsMoving))
                    return 0;
                var used = Used(transaction);
                var chosen = new List<string>();
                bool Fits() => used.Cpus + head.Cpus <= limits.Cpus && used.Memory + head.Memory <= limits.MemoryBytes && used.Gpus + head.Gpus <= limits.Gpus;
                foreach (var job in movable.Where(job => job.Priority < head.Priority).TakeWhile(_ => !Fits()))
                {
                    used = (used.Cpus - job.Cpus, used.Memory - job.Memory, used.Gpus - job.Gpus);
                    chosen.Add(job.Id);
                }

                if (Fits())
                    chosen.ForEach(id => Change(transaction, Find(transaction, id)!, InProgress, Interrupting, null));
                return 0;
            },
            writes: true);
    }

    /// <summary>Stops a job that nobody runs.</summary>
    internal Job GiveUp(string id, string secondary, string reason) => store.Within(
        transaction =>
        {
            transaction.Execute("DELETE FROM leases WHERE subject = $0", "job/" + id);
            return Find(transaction, id) is { Status: Pending or InProgress or Stopping } job ? Change(transaction, job, Stopped, secondary, reason) : Find(transaction, id)!;
        },
        writes: true);

    /// <summary>How long a job has run, all attempts together.</summary>
    public TimeSpan RunTime(string id)
    {
        var (ran, since) = (TimeSpan.Zero, (DateTimeOffset?)null);
        foreach (var change in History(id))
            if (change.Status is InProgress or Stopping)
                since ??= change.Time;
            else if (since is { } began)
                (ran, since) = (ran + (change.Time - began), null);
        return since is { } last ? ran + (time.GetUtcNow() - last) : ran;
    }

    internal Job Begin(string id) => store.Within(transaction => Begin(transaction, id), writes: true);

    /// <summary>Writes the heartbeat and new metrics; says how the job stands.</summary>
    internal Job Beat(string id, ProcessIdentity child, IReadOnlyList<JobMetric> metrics, JobHeard heard, JobUsage? usage) => store.Within(
        transaction =>
        {
            if (usage is not null)
                transaction.Execute(
                    "INSERT INTO job_usage (job, time, cpu_seconds, memory_bytes, processes, gpu_percent, gpu_memory_bytes) VALUES ($0, $1, $2, $3, $4, $5, $6)",
                    id, SqliteMetadataTransaction.Text(usage.Time), usage.CpuSeconds, usage.MemoryBytes, usage.Processes, usage.GpuPercent, usage.GpuMemoryBytes);
            transaction.Execute(
                "UPDATE leases SET heartbeat = $1, child_pid = $2, child_start = $3, heard_output = $4, heard_error = $5, heard_log = $6 WHERE subject = $0",
                "job/" + id, transaction.Now, child.Pid, child.StartTime, heard.Output, heard.Error, heard.Log);
            foreach (var metric in metrics)
                transaction.Execute(
                    "INSERT INTO job_metrics (job, metric, value, step, time) VALUES ($0, $1, $2, $3, $4)",
                    id, metric.Name, metric.Value, metric.Step, SqliteMetadataTransaction.Text(metric.Time));
            return Find(transaction, id)!;
        },
        writes: true);

    internal Job End(string id, JobStatus status, string secondary, string? reason, Action<IMetadataTransaction>? publish = null) => store.Within(
        transaction =>
        {
            var current = Find(transaction, id)!;
            if (!MayChange(current.Status, status))
                (status, secondary, publish) = current.Status == Stopping ? (Stopped, "Stopped", null) : (status, secondary, publish);
            publish?.Invoke(transaction);
            transaction.Execute("DELETE FROM leases WHERE subject = $0", "job/" + id);
            return Change(transaction, id, status, secondary, reason);
        },
        writes: true);

    /// <summary>Ends a job of this process as failed. Where the database refuses that now, it is ended when it next takes a job, so that its slots are given back; null then.</summary>
    internal Job? EndOrLater(string id, string reason)
    {
        try
        {
            return End(id, Failed, "Failed", reason);
        }
        catch (UserException)
        {
            unended[id] = reason;
            return null;
        }
    }

    /// <summary>Ends the jobs whose owner is gone, with what is left of their processes; those that may outlive it stay while they run, and their results when they have ended.</summary>
    internal void TakeOver()
    {
        EndLeft();
        if (store.Within(Left, writes: false).TrueForAll(IsKept))
            return;
        store.Within(
            transaction =>
            {
                foreach (var job in Left(transaction))
                {
                    if (IsKept(job))
                        continue;
                    if (job.OutlivesOwner && HasEnded(job))
                    {
                        // Its result waits for the next owner, and takes no slots.
                        transaction.Execute("UPDATE jobs SET cpus = 0, memory = 0, gpus = 0 WHERE id = $0", job.Id);
                        continue;
                    }

                    if (job.Child is { IsAlive: true })
                        Posix.Signal(-job.Child.Pid, Posix.Kill);

                    // The owner may have ended before it wrote which child it had.
                    JobProcesses.Kill(job.Id);
                    transaction.Execute("DELETE FROM leases WHERE subject = $0", "job/" + job.Id);
                    if (job.Status == Stopping)
                        Change(transaction, job.Id, Stopped, "Stopped");
                    else
                        Change(transaction, job.Id, Failed, "Failed", OwnerEnded);
                }

                return 0;
            },
            writes: true);
    }

    /// <summary>Makes this process the owner of a job whose owner is gone, and which still runs or came to its end by itself; null where it did not.</summary>
    internal LeftJob? Attach(string id) => store.Within(
        transaction =>
        {
            if (Left(transaction).Find(job => job.Id == id) is not { OutlivesOwner: true, Status: InProgress, Child: { } child } left || !(child.IsAlive || HasEnded(left)))
                return null;
            var definition = JsonSerializer.Deserialize<JobDefinition>(transaction.Query("SELECT definition FROM jobs WHERE id = $0", row => row.GetString(0), id)[0])!;
            transaction.Execute("UPDATE leases SET pid = $1, start_time = $2, heartbeat = $3 WHERE subject = $0", "job/" + id, ProcessIdentity.Current.Pid, ProcessIdentity.Current.StartTime, transaction.Now);
            transaction.Execute("UPDATE jobs SET claimant = $1, cpus = $2, memory = $3, gpus = $4 WHERE id = $0", id, Claimant, definition.Cpus, definition.MemoryBytes, definition.Gpus);
            var heard = transaction.Query("SELECT heard_output, heard_error, heard_log FROM leases WHERE subject = $0", row => new JobHeard(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), "job/" + id)[0];
            return new LeftJob(Find(transaction, id)!, child, heard);
        },
        writes: true);

    /// <summary>Asks the jobs of a share for their end whose owner is gone; the next <see cref="TakeOver"/> ends them.</summary>
    internal static void StopLeft(SqliteMetadataTransaction transaction, string share)
    {
        foreach (var (id, owner) in transaction.Query(
            "SELECT jobs.id, pid, start_time FROM jobs LEFT JOIN leases ON subject = 'job/' || jobs.id WHERE share = $0 AND status = 'InProgress'", row => (row.GetString(0), Identity(row, 1)), share))
            if (owner is not { IsAlive: true })
                Change(transaction, id, Stopping);
    }

    /// <summary>The folder of a job.</summary>
    internal string FolderOf(string id) => Path.Combine(folder, Guid.Parse(id).ToString());

    private bool IsKept(Abandoned job) => job is { OutlivesOwner: true, Status: InProgress, Child: { } child } && (child.IsAlive ? !IsLate(job.Id) : job.Slots == 0 && HasEnded(job));

    // What runs with nobody to look after it keeps its limit in time.
    private bool IsLate(string id) => DefinitionOf(id).WallTime is { } most && RunTime(id) > most;

    private bool HasEnded(Abandoned job) => job is { Status: InProgress, Child.IsAlive: false } && DetachedJobProcess.HasEnded(FolderOf(job.Id));

    // The jobs that somebody has begun or waits to begin, and who is gone.
    private List<Abandoned> Left(SqliteMetadataTransaction transaction)
    {
        var running = transaction.Query(
            "SELECT jobs.id, pid, start_time, child_pid, child_start, status, cpus, json_extract(definition, '$.OutlivesOwner') FROM jobs LEFT JOIN leases ON subject = 'job/' || jobs.id WHERE status IN ('InProgress', 'Stopping')",
            row => (Owner: Identity(row, 1), Job: new Abandoned(row.GetString(0), Identity(row, 3), StatusOf(row.GetString(5)), row.GetInt64(6), !row.IsDBNull(7) && row.GetBoolean(7))));
        var left = running.Where(job => job.Owner is not { IsAlive: true })
            .Select(pair => pair.Job is { OutlivesOwner: true, Child: null } job ? job with { Child = DetachedJobProcess.Find(FolderOf(job.Id), job.Id) } : pair.Job).ToList();
        var dead = transaction.Query($"SELECT DISTINCT claimant FROM jobs WHERE {Queued}", row => row.GetString(0)).Where(claimant => !IsAlive(claimant)).ToList();
        foreach (var claimant in dead)
            left.AddRange(transaction.Query($"SELECT id FROM jobs WHERE {Queued} AND claimant = $0", row => new Abandoned(row.GetString(0), null, Pending, 0, false), claimant));
        return left;
    }

    private sealed record Abandoned(string Id, ProcessIdentity? Child, JobStatus Status, long Slots, bool OutlivesOwner);

    private static bool IsAlive(string claimant)
    {
        var parts = claimant.Split('-');
        return new ProcessIdentity(int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture)).IsAlive;
    }

    private void EndLeft()
    {
        foreach (var (id, reason) in unended)
        {
            End(id, Failed, "Failed", reason);
            unended.TryRemove(id, out _);
        }
    }

    private static string Claimant { get; } = FormattableString.Invariant($"{ProcessIdentity.Current.Pid}-{ProcessIdentity.Current.StartTime}");

    private static void Check(JobTicket ticket)
    {
        ResourceName.Check(ticket.Name, "job");
        foreach (var (channel, hash) in ticket.Definition.Inputs)
        {
            ResourceName.Check(channel, "channel");
            if (!DiskArtifactStore.IsHash(hash))
                throw new UserException(new Problem { Type = "invalid-hash", Found = $"'{SafeText.Line(hash, 80)}' is not an artifact's hash", Where = $"channel {channel}" });
        }

        foreach (var file in ticket.Definition.FileNames.Values)
            if (file is "" or "." or ".." || file.AsSpan().IndexOfAny('/', '\\', '\0') >= 0)
                throw new UserException(new Problem { Type = "invalid-name", Found = $"'{SafeText.Line(file, 80)}' is not a file's name" });
    }

    private Job Insert(SqliteMetadataTransaction transaction, JobTicket ticket, string? claimant)
    {
        var id = SortableId.After(transaction.Query("SELECT MAX(id) FROM jobs", row => row.IsDBNull(0) ? null : row.GetString(0))[0], time.GetUtcNow());
        transaction.Execute(
            """
            INSERT INTO jobs (id, kind, name, fingerprint, definition, status, secondary_status, created_at, priority, cpus, memory, gpus, share, claimant)
            VALUES ($0, $1, $2, $3, $4, $5, '', $6, $7, $8, $9, $10, $11, $12)
            """,
            id, ticket.Kind, ticket.Name, ticket.Fingerprint, JsonSerializer.Serialize(ticket.Definition), nameof(Pending), transaction.Now,
            ticket.Priority, ticket.Definition.Cpus, ticket.Definition.MemoryBytes, ticket.Definition.Gpus, ticket.Share, claimant);
        AddHistory(transaction, id, Pending, "");
        return Find(transaction, id)!;
    }

    private static Job Begin(SqliteMetadataTransaction transaction, string id)
    {
        var job = Change(transaction, id, InProgress, "Starting");
        transaction.Execute(
            "INSERT INTO leases (subject, pid, start_time, heartbeat) VALUES ($0, $1, $2, $3)",
            "job/" + id, ProcessIdentity.Current.Pid, ProcessIdentity.Current.StartTime, transaction.Now);
        return job;
    }

    // The greatest priority first; then the share that runs the least; then the oldest. Who does not fit holds back all behind, or great jobs would never run.
    private static string? Next(SqliteMetadataTransaction transaction, SlotLimits limits)
    {
        var (cpus, memory, gpus) = Used(transaction);
        return cpus < limits.Cpus && Head(transaction) is { } job && cpus + job.Cpus <= limits.Cpus && memory + job.Memory <= limits.MemoryBytes && gpus + job.Gpus <= limits.Gpus ? job.Id : null;
    }

    private static (long Cpus, long Memory, long Gpus) Used(SqliteMetadataTransaction transaction) => transaction.Query(
        "SELECT COALESCE(SUM(cpus), 0), COALESCE(SUM(memory), 0), COALESCE(SUM(gpus), 0) FROM jobs WHERE status IN ('InProgress', 'Stopping')",
        row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)))[0];

    // Running jobs that may be interrupted, those of the lowest priority first and of them the youngest.
    private static List<(string Id, long Priority, long Cpus, long Memory, long Gpus, bool IsMoving)> Movable(SqliteMetadataTransaction transaction) => transaction.Query(
        $"SELECT id, priority, cpus, memory, gpus, secondary_status = '{Interrupting}' FROM jobs WHERE status = 'InProgress' AND json_extract(definition, '$.IsInterruptible') ORDER BY priority, started_at DESC, id DESC",
        row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetBoolean(5)));

    private static (string Id, long Priority, long Cpus, long Memory, long Gpus)? Head(SqliteMetadataTransaction transaction)
    {
        if (transaction.Query($"SELECT priority FROM jobs WHERE {Queued} ORDER BY priority DESC LIMIT 1", row => row.GetInt64(0)) is not [var priority])
            return null;

        // From share to share along the index, however many jobs each has.
        var next = transaction.Query(
            $"""
            WITH RECURSIVE shares (share) AS (
                SELECT MIN(share) FROM jobs WHERE {Queued} AND priority = $0
                UNION ALL SELECT (SELECT MIN(jobs.share) FROM jobs WHERE {Queued} AND priority = $0 AND jobs.share > shares.share) FROM shares WHERE shares.share IS NOT NULL),
            head AS (SELECT share, (SELECT MIN(id) FROM jobs WHERE {Queued} AND priority = $0 AND jobs.share = shares.share) AS id FROM shares WHERE share IS NOT NULL)
            SELECT jobs.id, jobs.cpus, jobs.memory, jobs.gpus FROM head JOIN jobs ON jobs.id = head.id
            ORDER BY (SELECT COALESCE(SUM(cpus), 0) FROM jobs AS running WHERE running.status IN ('InProgress', 'Stopping') AND running.share = head.share), jobs.id LIMIT 1
            """,
            row => (row.GetString(0), priority, row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), priority);
        return next is [var head] ? head : null;
    }

    private static JobStatus StatusOf(string text) => Enum.TryParse<JobStatus>(text, out var status) ? status : throw new DamagedRecordException(new FormatException($"'{text}' is no status"));

    private static ProcessIdentity? Identity(SqliteDataReader row, int at) => row.IsDBNull(at) ? null : new(row.GetInt32(at), row.GetInt64(at + 1));

    private static Job? Find(SqliteMetadataTransaction transaction, string idOrName) =>
        transaction.Query(Columns + "WHERE id = $0 OR name = $0 ORDER BY id = $0 DESC, created_at DESC, id DESC LIMIT 1", Read, idOrName).FirstOrDefault();

    private static void AddHistory(SqliteMetadataTransaction transaction, string id, JobStatus status, string secondary) => transaction.Execute(
        "INSERT INTO job_status (job, status, secondary_status, time) VALUES ($0, $1, $2, $3)", id, status.ToString(), secondary, transaction.Now);

    private static Job Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Kind = row.GetString(1),
        Name = row.GetString(2),
        Status = StatusOf(row.GetString(3)),
        SecondaryStatus = row.GetString(4),
        FailureReason = row.IsDBNull(5) ? null : row.GetString(5),
        Fingerprint = row.GetString(6),
        CreatedAt = SqliteMetadataTransaction.Time(row.GetString(7)),
        StartedAt = row.IsDBNull(8) ? null : SqliteMetadataTransaction.Time(row.GetString(8)),
        EndedAt = row.IsDBNull(9) ? null : SqliteMetadataTransaction.Time(row.GetString(9)),
    };
}
