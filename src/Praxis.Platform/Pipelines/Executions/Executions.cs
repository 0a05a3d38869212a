using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using static Praxis.Contracts.Pipelines.ExecutionStatus;

namespace Praxis.Platform.Pipelines.Executions;

/// <summary>The keeper of executions: starts, finds, lists, stops and retries them. Running them is the <see cref="ExecutionRunner"/>'s.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class Executions(Workspace workspace)
{
    /// <summary>The kind of the lineage nodes.</summary>
    public const string Kind = "execution";

    private const string CallbackKind = "callback";

    /// <summary>Puts an execution on record; whoever runs executions takes it up.</summary>
    /// <exception cref="UserException">The pipeline, a parameter or a selected step is not as it should be; everything wrong is told, nothing is started.</exception>
    public Execution Start(ExecutionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var pipeline = new PipelineStore(workspace).Get(request.Pipeline);
        var definition = PipelineDefinition.Parse(pipeline.Definition);
        var source = request.SelectedSteps.Count == 0 ? null : SourceOf(request, pipeline, definition);
        var now = workspace.Time.GetUtcNow();
        var execution = new Execution
        {
            Id = "",
            Pipeline = pipeline.Name,
            PipelineVersion = pipeline.Version,
            DisplayName = request.DisplayName is { } own ? SafeText.Line(own, 80) : string.Create(CultureInfo.InvariantCulture, $"execution-{now.ToUnixTimeMilliseconds()}"),
            Status = Executing,
            Parameters = ParametersOf(definition, request.Parameters, source?.Parameters),
            MaxParallelSteps = request.MaxParallelSteps ?? pipeline.MaxParallelSteps ?? Math.Max(2, Environment.ProcessorCount),
            Priority = request.Priority,
            UsesCache = request.UsesCache,
            SelectedSteps = [.. request.SelectedSteps],
            SourceExecution = source?.Id,
            StartedBy = request.StartedBy,
            CreatedAt = now,
        };
        return workspace.Database.Within(
            transaction =>
            {
                if (request.Token is { } token && transaction.Query("SELECT json FROM executions WHERE pipeline = $0 AND token = $1", row => row.GetString(0), pipeline.Name, token) is [var known])
                    return RecordJson.Read<Execution>(known);
                execution = execution with { Id = SortableId.After(transaction.Query("SELECT MAX(id) FROM executions", row => row.IsDBNull(0) ? null : row.GetString(0))[0], now) };
                transaction.Execute(
                    "INSERT INTO executions (id, pipeline, status, token, json, created_at) VALUES ($0, $1, $2, $3, $4, $5)",
                    execution.Id, execution.Pipeline, execution.Status.ToString(), request.Token, RecordJson.Write(execution), transaction.Now);
                if (request.IsOwned)
                {
                    EndLeft(transaction, execution);
                    Own(transaction, execution.Id);
                }

                transaction.AddEvent("execution-status", execution.Id, RecordJson.Write(new { execution.Status, execution.Pipeline }));
                foreach (var step in source is null ? new List<StepExecution>() : Answered(transaction, definition, execution, source))
                    Put(transaction, step, cacheKey: null);
                return execution;
            },
            writes: true);
    }

    /// <summary>An execution by its id, the beginning of it, or its display name; by a pipeline's name the newest of it.</summary>
    public Execution Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var found = workspace.Database.Within(
            reader => reader.Query(
                "SELECT json FROM executions WHERE id = $0 OR (LENGTH($0) >= 8 AND id LIKE $1 ESCAPE '\\') OR pipeline = $0 OR json_extract(json, '$.displayName') = $0 ORDER BY id = $0 DESC, id DESC LIMIT 1",
                row => row.GetString(0), id, id.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%"),
            writes: false);
        return found is [var json] ? RecordJson.Read<Execution>(json) : throw new UserException(new Problem { Type = "unknown-execution", Found = $"there is no execution '{SafeText.Line(id, 80)}'", Remedy = "praxis pipeline list shows pipelines, praxis pipeline executions their executions" });
    }

    /// <summary>The execution of an id; null where there is none.</summary>
    public Execution? Find(string id) => workspace.Database.Within(reader => Find(reader, id), writes: false);

    /// <summary>Executions, the newest first.</summary>
    /// <param name="pipeline">Only this pipeline's; null for all.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="before">Only those older than this id.</param>
    public IReadOnlyList<Execution> List(string? pipeline = null, int most = 100, string? before = null) => workspace.Database.Within(
        reader => reader.Query(
            pipeline is null
                ? "SELECT json FROM executions WHERE $1 IS NULL OR id < $1 ORDER BY id DESC LIMIT $2"
                : "SELECT json FROM executions WHERE pipeline = $0 AND ($1 IS NULL OR id < $1) ORDER BY id DESC LIMIT $2",
            row => RecordJson.Read<Execution>(row.GetString(0)), pipeline, before, most),
        writes: false);

    /// <summary>The steps of an execution that have begun, in the order in which they did.</summary>
    public IReadOnlyList<StepExecution> Steps(string id) => workspace.Database.Within(reader => Steps(reader, id), writes: false);

    /// <summary>The steps that changed since a place in the workspace's events, and the place to go on from.</summary>
    public (IReadOnlyList<StepExecution> Steps, long Cursor) Changes(string id, long after) => workspace.Database.Within(
        reader =>
        {
            var events = reader.Query(
                "SELECT id, json_extract(json, '$.name') FROM events WHERE id > $1 AND kind = 'step-status' AND subject = $0 ORDER BY id", row => (Id: row.GetInt64(0), Name: row.GetString(1)), id, after);
            var steps = new List<StepExecution>();
            foreach (var name in events.Select(one => one.Name).Distinct(StringComparer.Ordinal))
                steps.AddRange(reader.Query("SELECT json FROM execution_steps WHERE execution = $0 AND name = $1", row => RecordJson.Read<StepExecution>(row.GetString(0)), id, name));
            return ((IReadOnlyList<StepExecution>)steps, events.Count == 0 ? after : events[^1].Id);
        },
        writes: false);

    /// <summary>Asks for the end of an execution: its running jobs are stopped by whoever runs it, at once where nobody does.</summary>
    /// <exception cref="UserException">It has ended already.</exception>
    public Execution RequestStop(string id)
    {
        var asked = workspace.Database.Within(
            transaction =>
            {
                var execution = Get(id);
                if (execution.Status is not (Executing or Stopping))
                    throw new UserException(new Problem { Type = "execution-ended", Found = $"the execution {execution.Id} has ended: it is {execution.Status}", Expected = "one that runs" });
                execution = Change(transaction, execution, Stopping, null);
                return OwnerOf(transaction, execution.Id) is { IsAlive: true } ? execution : End(transaction, execution, Stopped, null);
            },
            writes: true);
        if (asked.Status == Stopped)
            workspace.Jobs.TakeOver();
        return asked;
    }

    /// <summary>Lets an execution that failed or was stopped go on: what succeeded stays, the rest runs again.</summary>
    /// <exception cref="UserException">It still runs, succeeded, or ended in a Fail step.</exception>
    public Execution Retry(string id, int? maxParallelSteps = null) => workspace.Database.Within(
        transaction =>
        {
            var execution = Get(id);
            var steps = Steps(transaction, execution.Id);
            if (execution.Status is not (Failed or Stopped) || steps.Any(step => step is { Type: StepTypes.Fail, Status: StepStatus.Failed }))
                throw new UserException(new Problem { Type = "not-to-retry", Found = execution.Status == Failed ? $"the execution {execution.Id} ended in a step of type Fail" : $"the execution {execution.Id} is {execution.Status}", Expected = "an execution that failed or was stopped", Remedy = $"praxis pipeline start {execution.Pipeline}" });
            transaction.Execute("DELETE FROM execution_steps WHERE execution = $0 AND status <> 'Succeeded'", execution.Id);
            return Change(transaction, execution with { MaxParallelSteps = maxParallelSteps ?? execution.MaxParallelSteps, EndedAt = null }, Executing, null);
        },
        writes: true);

    /// <summary>Answers a step that waits for a callback; the first answer counts.</summary>
    /// <param name="token">The token that the callback was given.</param>
    /// <param name="outputs">Values of the step's output parameters, as text.</param>
    /// <param name="failureReason">Why it failed; null where it did not.</param>
    /// <exception cref="UserException">Nobody waits for it, or it has been answered.</exception>
    public void AnswerCallback(string token, IReadOnlyDictionary<string, string> outputs, string? failureReason) => workspace.Metadata.Write(transaction =>
    {
        if (!ResourceName.IsValid(token) || transaction.Find(CallbackKind, token) is not { } record)
            throw new UserException(new Problem { Type = "unknown-callback", Found = "no step waits for a callback with this token", Expected = "the token that the callback was given" });
        var callback = RecordJson.Read<Callback>(record.Json);
        if (callback.Answer is not null)
            throw new UserException(new Problem { Type = "callback-answered", Found = "this callback has been answered", Where = $"step {callback.Step}" });
        transaction.Put(CallbackKind, token, 1, RecordJson.Write(callback with { Answer = new CallbackResult(outputs, failureReason) }));
    });

    /// <summary>Keeps that a callback's address has been called.</summary>
    internal void MarkCalled(string token) => workspace.Metadata.Write(transaction =>
        transaction.Put(CallbackKind, token, 1, RecordJson.Write(RecordJson.Read<Callback>(transaction.Find(CallbackKind, token)!.Json) with { IsCalled = true })));

    /// <summary>The token of a step's callback, and whether its address has been called.</summary>
    internal (string Token, bool IsCalled) CallbackOf(string execution, string step) => workspace.Metadata.Write(transaction =>
    {
        // A callback that was answered belongs to an earlier try.
        foreach (var record in transaction.List(CallbackKind))
            if (RecordJson.Read<Callback>(record.Json) is { Answer: null } callback && callback.Execution == execution && callback.Step == step)
                return (record.Name, callback.IsCalled);
        var token = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(20));
        transaction.Put(CallbackKind, token, 1, RecordJson.Write(new Callback(execution, step, false, null)));
        return (token, false);
    });

    internal CallbackResult? AnswerOf(string token) => workspace.Metadata.Read(reader => reader.Find(CallbackKind, token) is { } record ? RecordJson.Read<Callback>(record.Json).Answer : null);

    /// <summary>The executions that run, or should, and whose owner is gone.</summary>
    internal IReadOnlyList<string> Orphans() => workspace.Database.Within(
        reader => reader.Query("SELECT id FROM executions WHERE status IN ('Executing', 'Stopping') ORDER BY id", row => row.GetString(0)).Where(id => OwnerOf(reader, id) is not { IsAlive: true }).ToList(),
        writes: false);

    /// <summary>Makes this process the owner; false where another, living one is, or the execution has ended.</summary>
    internal bool Claim(string id) => workspace.Database.Within(
        transaction =>
        {
            if (OwnerOf(transaction, id) is { IsAlive: true } || Find(transaction, id) is not { Status: Executing or Stopping })
                return false;
            Own(transaction, id);
            return true;
        },
        writes: true);

    internal void Release(string id) => workspace.Database.Within(transaction => transaction.Execute("DELETE FROM leases WHERE subject = $0", "execution/" + id), writes: true);

    internal Execution Finish(string id, ExecutionStatus status, string? reason) => workspace.Database.Within(
        transaction => Find(transaction, id) is { Status: Executing or Stopping } execution ? End(transaction, execution, status, reason) : Find(transaction, id)!, writes: true);

    /// <summary>Writes a step's row, its event and, where it says one, its cache key.</summary>
    internal static void Put(SqliteMetadataTransaction transaction, StepExecution step, string? cacheKey)
    {
        transaction.Execute(
            """
            INSERT INTO execution_steps (execution, name, status, cache_key, json, started_at, ended_at) VALUES ($0, $1, $2, $3, $4, $5, $6)
            ON CONFLICT (execution, name) DO UPDATE SET status = excluded.status, cache_key = COALESCE(excluded.cache_key, cache_key), json = excluded.json, started_at = excluded.started_at, ended_at = excluded.ended_at
            """,
            step.Execution, step.Name, step.Status.ToString(), cacheKey, RecordJson.Write(step), SqliteMetadataTransaction.Text(step.StartedAt), step.EndedAt is { } end ? SqliteMetadataTransaction.Text(end) : null);
        transaction.AddEvent("step-status", step.Execution, RecordJson.Write(new { step.Name, step.Status, step.CacheHit }));
    }

    /// <summary>The newest earlier result of a step with this key; null where there is none that is young enough.</summary>
    internal StepExecution? Cached(string cacheKey, DateTimeOffset notBefore) => workspace.Database.Within(
        reader => reader.Query(
            "SELECT json FROM execution_steps WHERE cache_key = $0 AND status = 'Succeeded' AND ended_at >= $1 ORDER BY ended_at DESC LIMIT 1",
            row => RecordJson.Read<StepExecution>(row.GetString(0)), cacheKey, SqliteMetadataTransaction.Text(notBefore)).FirstOrDefault(),
        writes: false);

    private static List<StepExecution> Steps(SqliteMetadataTransaction reader, string id) =>
        reader.Query("SELECT json FROM execution_steps WHERE execution = $0 ORDER BY started_at, rowid", row => RecordJson.Read<StepExecution>(row.GetString(0)), id);

    private static Execution? Find(SqliteMetadataTransaction reader, string id) =>
        reader.Query("SELECT json FROM executions WHERE id = $0", row => RecordJson.Read<Execution>(row.GetString(0)), id).FirstOrDefault();

    private static void Own(SqliteMetadataTransaction transaction, string id) => transaction.Execute(
        "INSERT INTO leases (subject, pid, start_time, heartbeat) VALUES ($0, $1, $2, $3) ON CONFLICT (subject) DO UPDATE SET pid = excluded.pid, start_time = excluded.start_time, heartbeat = excluded.heartbeat",
        "execution/" + id, ProcessIdentity.Current.Pid, ProcessIdentity.Current.StartTime, transaction.Now);

    // What they have done stands for the steps of the new one.
    private void EndLeft(SqliteMetadataTransaction transaction, Execution next)
    {
        foreach (var left in transaction.Query("SELECT json FROM executions WHERE pipeline = $0 AND status IN ('Executing', 'Stopping') AND id <> $1", row => RecordJson.Read<Execution>(row.GetString(0)), next.Pipeline, next.Id))
            if (left.PipelineVersion == next.PipelineVersion && OwnerOf(transaction, left.Id) is not { IsAlive: true })
                End(transaction, left, Stopped, $"its process ended, and {next.Id} took its place");
    }

    private static ProcessIdentity? OwnerOf(SqliteMetadataTransaction reader, string id) =>
        reader.Query("SELECT pid, start_time FROM leases WHERE subject = $0", row => new ProcessIdentity(row.GetInt32(0), row.GetInt64(1)), "execution/" + id).FirstOrDefault();

    private static Execution Change(SqliteMetadataTransaction transaction, Execution execution, ExecutionStatus status, string? reason)
    {
        if (execution.Status == status)
            return execution;
        var isLegal = (execution.Status, status) is (Executing, Stopping or Failed or Succeeded) or (Stopping, Stopped or Failed or Succeeded) or (Failed or Stopped, Executing);
        if (!isLegal)
            throw new InvalidOperationException($"Execution {execution.Id} cannot change from {execution.Status} to {status}.");
        execution = execution with { Status = status, FailureReason = reason };
        transaction.Execute("UPDATE executions SET status = $1, json = $2 WHERE id = $0", execution.Id, status.ToString(), RecordJson.Write(execution));
        transaction.AddEvent("execution-status", execution.Id, RecordJson.Write(new { status, execution.Pipeline }));
        return execution;
    }

    private Execution End(SqliteMetadataTransaction transaction, Execution execution, ExecutionStatus status, string? reason)
    {
        if (status == Stopped && execution.Status == Executing)
            execution = Change(transaction, execution, Stopping, null);
        foreach (var step in Steps(transaction, execution.Id).Where(step => step.Status is StepStatus.Starting or StepStatus.Executing or StepStatus.Stopping))
            Put(transaction, step with { Status = StepStatus.Stopped, EndedAt = workspace.Time.GetUtcNow() }, null);
        transaction.Execute("DELETE FROM leases WHERE subject = $0", "execution/" + execution.Id);
        JobStore.StopLeft(transaction, execution.Id);
        return Change(transaction, execution with { EndedAt = workspace.Time.GetUtcNow() }, status, reason);
    }

    private static SortedDictionary<string, string> ParametersOf(PipelineDefinition definition, IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, string>? ofSource)
    {
        var problems = new List<Problem>();
        var names = definition.Parameters.Select(parameter => parameter.Name).ToList();
        foreach (var name in given.Keys.Where(name => !names.Contains(name)))
            problems.Add(new Problem { Type = "unknown-parameter", Found = $"the pipeline has no parameter '{SafeText.Line(name, 80)}'", Expected = names.Count == 0 ? "none" : string.Join(", ", names), Remedy = NearestName.Suggestion(name, names) });
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in definition.Parameters)
        {
            if (given.TryGetValue(parameter.Name, out var text) || ofSource?.TryGetValue(parameter.Name, out text) == true)
            {
                if (parameter.Read(text!, out var problem) is { } value)
                    values[parameter.Name] = Expression.Text(value);
                else
                    problems.Add(problem!);
            }
            else if (parameter.Default is null)
                problems.Add(new Problem { Type = "missing-parameter", Found = $"the parameter '{parameter.Name}' has no value", Expected = $"a {parameter.Type}", Remedy = $"--set {parameter.Name}=VALUE" });
            else
                values[parameter.Name] = Expression.Text(parameter.Default);
        }

        return problems.Count == 0 ? values : throw new UserException(Fault.Input, problems);
    }

    private Execution? SourceOf(ExecutionRequest request, Pipeline pipeline, PipelineDefinition definition)
    {
        var selected = request.SelectedSteps.ToHashSet(StringComparer.Ordinal);
        var problems = selected.Where(name => !definition.Has(name)).Select(name => new Problem
        {
            Type = "unknown-step",
            Found = $"the pipeline has no step '{SafeText.Line(name, 80)}'",
            Expected = string.Join(", ", definition.StepNames.Take(30)),
            Remedy = NearestName.Suggestion(name, definition.StepNames),
        }).ToList();
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);

        // Every step between two selected ones must be selected too.
        foreach (var step in definition.Steps.Where(step => !selected.Contains(step.Name)))
            if (Before(definition, step.Name).Any(selected.Contains) && definition.Steps.Any(other => selected.Contains(other.Name) && Before(definition, other.Name).Contains(step.Name)))
                problems.Add(new Problem { Type = "step-between", Found = $"the step '{step.Name}' stands between selected ones and is not selected", Remedy = $"Select {step.Name} too" });
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
        var needed = selected.SelectMany(name => definition[name].WaitsFor).Where(name => !selected.Contains(name)).ToHashSet(StringComparer.Ordinal);
        if (needed.Count == 0 && request.SourceExecution is null)
            return null;
        var source = request.SourceExecution is { } id ? Get(id) : List(pipeline.Name, 1000).FirstOrDefault(execution => execution.Status == Succeeded);
        if (source is null || source.Pipeline != pipeline.Name || source.Status is Executing or Stopping)
            throw new UserException(new Problem { Type = "no-source", Found = source is null ? "no earlier execution can answer for the steps that are not selected" : source.Pipeline != pipeline.Name ? $"{source.Id} is an execution of {source.Pipeline}" : $"{source.Id} still runs", Expected = $"an execution of {pipeline.Name} that has ended", Remedy = "Run the whole pipeline first, or name one with --from-execution" });
        var done = Steps(source.Id).Where(step => step.Status == StepStatus.Succeeded).Select(step => step.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in needed.Where(name => !done.Contains(name)))
            problems.Add(new Problem { Type = "no-source", Found = $"the step '{name}' did not succeed in {source.Id}", Remedy = $"Select {name} too" });
        return problems.Count == 0 ? source : throw new UserException(Fault.Input, problems);
    }

    private static HashSet<string> Before(PipelineDefinition definition, string name)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(definition[name].WaitsFor);
        while (open.TryPop(out var before))
            if (seen.Add(before))
                foreach (var other in definition[before].WaitsFor)
                    open.Push(other);
        return seen;
    }

    private static List<StepExecution> Answered(SqliteMetadataTransaction transaction, PipelineDefinition definition, Execution execution, Execution source)
    {
        var needed = execution.SelectedSteps.SelectMany(name => definition[name].WaitsFor).Where(name => !execution.SelectedSteps.Contains(name)).ToHashSet(StringComparer.Ordinal);
        return Steps(transaction, source.Id).Where(step => needed.Contains(step.Name)).Select(step => step with { Execution = execution.Id, SelectedFrom = source.Id }).ToList();
    }
}
