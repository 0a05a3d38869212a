using System.Globalization;
using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>The keeper of runs.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class ExperimentRuns(Workspace workspace)
{
    private const int MostHistory = 25_000;
    private const int MostBatchMetrics = 1000;
    private const int MostBatchPairs = 100;
    private const int MostBatch = 1000;

    /// <summary>Starts a run.</summary>
    /// <exception cref="UserException">There is no such experiment, it is deleted, or a limit is broken.</exception>
    public ExperimentRun Create(string experimentId, NewRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return workspace.Database.Within(
            rows =>
            {
                var experiment = Experiments.Find(rows, experimentId);
                Experiments.RequireLiving(experiment);
                return Whole(rows, Insert(rows, Experiments.Key(experiment.Id), run).Key);
            },
            writes: true);
    }

    /// <summary>A run, deleted ones too.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public ExperimentRun Get(string id) => workspace.Database.Within(rows => Whole(rows, Find(rows, id).Key), writes: false);

    /// <summary>Some runs of experiments, by a filter and sort keys.</summary>
    /// <param name="experimentIds">The experiments; unknown ones have no runs.</param>
    /// <param name="filter">Conditions; null for none.</param>
    /// <param name="order">Sort keys; the newest first where none is said.</param>
    /// <param name="view">Living ones, deleted ones, or both.</param>
    /// <param name="most">Most of them, 1 to 50,000.</param>
    /// <param name="pageToken">Where to go on; null for the first page.</param>
    /// <exception cref="UserException">A filter, key or token cannot be read.</exception>
    public RunPage Search(IReadOnlyList<string> experimentIds, string? filter, IReadOnlyList<string> order, LifecycleView view, int most, string? pageToken)
    {
        ArgumentNullException.ThrowIfNull(experimentIds);
        ArgumentNullException.ThrowIfNull(order);
        TrackingLimits.Page(most);
        var (clauses, keys, offset) = (SearchReader.Filter(filter, SearchGrammar.Runs), SearchReader.Order(order, SearchGrammar.Runs), PageToken.Read(pageToken));
        List<long> experiments = [.. experimentIds.Distinct(StringComparer.Ordinal).Where(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Select(Experiments.Key)];
        return workspace.Database.Within(
            rows =>
            {
                var found = new RunSearch(rows, experiments, view, clauses, keys).Page(offset, most + 1);
                using var reader = new RunReader(rows);
                return new RunPage([.. found.Take(most).Select(reader.Read)], found.Count > most ? PageToken.Write(offset + most) : null);
            },
            writes: false);
    }

    /// <summary>Changes status, name or end.</summary>
    public ExperimentRun Update(string id, RunUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return Change(id, (rows, run) =>
        {
            if (update.Name is { } name)
            {
                TrackingLimits.Name(name, "run");
                RunWriter.SetTag(rows, run.Key, RunTags.Name, name);
            }

            rows.Execute(
                "UPDATE runs SET name = COALESCE($1, name), status = COALESCE($2, status), message = COALESCE($3, message), ended = COALESCE($4, ended) WHERE id = $0",
                run.Key, update.Name, update.Status is { } status ? RunRow.Word(status) : null, update.Message, update.EndedAt?.ToUnixTimeMilliseconds());
        });
    }

    /// <summary>Deletes a run; <see cref="Restore"/> brings it back until a <c>workspace gc</c> after the grace time.</summary>
    /// <exception cref="UserException">There is none, or its job runs.</exception>
    public ExperimentRun Delete(string id) => workspace.Database.Within(
        rows =>
        {
            var run = Find(rows, id);
            RequireIdle(rows, "r.id = $0", run.Key);
            rows.Execute("UPDATE runs SET deleted = COALESCE(deleted, $1) WHERE id = $0", run.Key, Now());
            rows.AddEvent("run-deleted", id, "{}");
            return Whole(rows, run.Key);
        },
        writes: true);

    /// <summary>Brings a deleted run back.</summary>
    public ExperimentRun Restore(string id) => workspace.Database.Within(
        rows =>
        {
            var run = Find(rows, id);
            Experiments.RequireLiving(Experiments.Find(rows, run.Run.ExperimentId));
            rows.Execute("UPDATE runs SET deleted = NULL WHERE id = $0", run.Key);
            rows.AddEvent("run-restored", id, "{}");
            return Whole(rows, run.Key);
        },
        writes: true);

    /// <summary>Adds measurements, parameters and tags: all of them or none.</summary>
    /// <exception cref="UserException">The run is deleted, a parameter has another value already, or a limit is broken.</exception>
    public void Log(string id, RunBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Metrics.Count > MostBatchMetrics || batch.Parameters.Count > MostBatchPairs || batch.Tags.Count > MostBatchPairs || batch.Metrics.Count + batch.Parameters.Count + batch.Tags.Count > MostBatch)
            throw TrackingLimits.Wrong("batch-too-large", $"the batch has {batch.Metrics.Count:N0} metrics, {batch.Parameters.Count:N0} parameters and {batch.Tags.Count:N0} tags", $"at most {MostBatchMetrics:N0}, {MostBatchPairs} and {MostBatchPairs}, and {MostBatch:N0} together");
        RunWriter.Check(batch);
        workspace.Database.Within(
            rows =>
            {
                var run = Find(rows, id);
                RequireLiving(run);
                RunWriter.Write(rows, run, batch);
                return 0;
            },
            writes: true);
    }

    /// <summary>Takes a tag away.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public void DeleteTag(string id, string key) => Change(id, (rows, run) =>
    {
        if (rows.Execute("DELETE FROM run_tags WHERE run = $0 AND key = $1", run.Key, key) == 0)
            throw new UserException(new Problem { Type = "unknown-tag", Found = $"the run has no tag '{SafeText.Line(key, 80)}'" });
    });

    /// <summary>Says which data and models went in, and which models came out.</summary>
    public void LogInputs(string id, IReadOnlyList<RunDataset> datasets, IReadOnlyList<RunModel> models) => Change(id, (rows, run) => RunWriter.WriteInputs(rows, run.Key, datasets, models));

    /// <summary>Notes a model in the run's tag <c>mlflow.log-model.history</c>.</summary>
    /// <param name="id">The run.</param>
    /// <param name="modelJson">MLflow's description of the model, an object.</param>
    public void LogModel(string id, string modelJson) => Change(id, (rows, run) =>
    {
        var before = rows.Query("SELECT value FROM run_tags WHERE run = $0 AND key = $1", row => row.GetString(0), run.Key, RunTags.Models).FirstOrDefault() ?? "[]";
        var value = before == "[]" ? $"[{modelJson}]" : $"{before[..^1]}, {modelJson}]";
        RunWriter.SetTag(rows, run.Key, RunTags.Models, TrackingLimits.Value(value, 1_000_000, "tag"));
    });

    /// <summary>The measurements of a metric, the oldest first.</summary>
    /// <param name="id">The run.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="most">Most of them; null for all.</param>
    /// <param name="pageToken">Where to go on; null for the first page.</param>
    public (IReadOnlyList<MetricPoint> Points, string? Next) History(string id, string key, int? most = null, string? pageToken = null)
    {
        TrackingLimits.Key(key, "metric");
        var (offset, limit) = (PageToken.Read(pageToken), most is { } said ? TrackingLimits.Page(said, MostHistory) : int.MaxValue - 1);
        return workspace.Database.Within<(IReadOnlyList<MetricPoint>, string?)>(
            rows =>
            {
                var points = rows.Query(
                    "SELECT value, time, step FROM metric_points WHERE run = $0 AND metric = (SELECT id FROM metric_keys WHERE name = $1) ORDER BY time, step, seq LIMIT $2 OFFSET $3",
                    row => new MetricPoint(key, row.IsDBNull(0) ? double.NaN : row.GetDouble(0), row.GetInt64(1), row.GetInt64(2)), Find(rows, id).Key, key, limit + 1L, offset);
                return points.Count > limit ? (points[..limit], PageToken.Write(offset + limit)) : (points, null);
            },
            writes: false);
    }

    /// <summary>Puts a job or a step on record as a run, whole: the same <see cref="RunLog.JobId"/> is the same run, however often it is told.</summary>
    /// <exception cref="UserException">A limit is broken.</exception>
    public ExperimentRun LogRun(RunLog log) => workspace.Metadata.Write(transaction => LogRun(transaction, log));

    /// <summary>The same as a part of a larger change.</summary>
    public ExperimentRun LogRun(IMetadataTransaction transaction, RunLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var rows = (SqliteMetadataTransaction)transaction;
        return Whole(rows, RunWriter.Write(rows, log, run => Insert(rows, Experiments.Key(Experiments.Ensure(rows, log.Experiment).Id), run), hash => new FileInfo(workspace.Artifacts.PathOf(hash)) is { Exists: true } file ? file.Length : 0));
    }

    internal static RunRow Find(SqliteMetadataTransaction rows, string id) =>
        rows.Query(RunRow.Columns + "WHERE r.uuid = $0", RunRow.Read, CheckId(id)).FirstOrDefault()
        ?? throw new UserException(new Problem { Type = "unknown-run", Found = $"there is no run '{SafeText.Line(id, 80)}'", Remedy = "praxis experiments runs EXPERIMENT lists those there are" });

    internal static void RequireLiving(RunRow run)
    {
        if (run.Run.DeletedAt is not null)
            throw new UserException(new Problem { Type = "run-deleted", Found = $"the run {run.Run.Id} is deleted", Remedy = $"praxis experiments restore {run.Run.Id} brings it back" });
    }

    /// <exception cref="UserException">A job of theirs is still at work.</exception>
    internal static void RequireIdle(SqliteMetadataTransaction rows, string condition, long value)
    {
        if (rows.Query($"SELECT r.uuid, r.job FROM runs r JOIN jobs j ON j.id = r.job WHERE {condition} AND j.status IN ('Pending', 'InProgress', 'Stopping') LIMIT 1", row => (row.GetString(0), row.GetString(1)), value) is [var (run, job)])
            throw new UserException(new Problem { Type = "still-used", Found = $"the job {job} still logs to the run {run}", Remedy = $"End it first: praxis jobs stop {job}" });
    }

    private static ExperimentRun Whole(SqliteMetadataTransaction rows, long key)
    {
        using var reader = new RunReader(rows);
        return reader.Read(key);
    }

    private static string CheckId(string? id) =>
        id is { Length: > 0 and <= 256 } && char.IsAsciiLetterOrDigit(id[0]) && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? id
            : throw TrackingLimits.Wrong("invalid-run-id", $"'{SafeText.Line(id, 80)}' is not a run's id", "letters, digits, _ and -, at most 256, the first no mark");

    private RunRow Insert(SqliteMetadataTransaction rows, long experiment, NewRun run)
    {
        foreach (var (key, value) in run.Tags)
            RunWriter.CheckTag(key, value);
        var name = TrackingLimits.Name(run.Name is { Length: > 0 } said ? said : run.Tags.LastOrDefault(tag => tag.Key == RunTags.Name).Value is { Length: > 0 } tagged ? tagged : RunName.New(), "run");
        var id = Guid.NewGuid().ToString("N");
        var row = rows.Query(
            "INSERT INTO runs (uuid, experiment, name, user, status, job, started) VALUES ($0, $1, $2, $3, $4, $5, $6) RETURNING id",
            result => result.GetInt64(0), id, experiment, name, TrackingLimits.Value(run.User, TrackingLimits.MostName, "user"), RunRow.Word(run.Status), run.JobId, run.StartedAt?.ToUnixTimeMilliseconds() ?? Now())[0];
        foreach (var (key, value) in run.Tags)
            RunWriter.SetTag(rows, row, key, value);
        RunWriter.SetTag(rows, row, RunTags.Name, name);
        return Find(rows, id);
    }

    private ExperimentRun Change(string id, Action<SqliteMetadataTransaction, RunRow> change) => workspace.Database.Within(
        rows =>
        {
            var run = Find(rows, id);
            RequireLiving(run);
            change(rows, run);
            return Whole(rows, run.Key);
        },
        writes: true);

    private long Now() => workspace.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
