using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>Writes what a run tells.</summary>
internal static class RunWriter
{
    /// <exception cref="UserException">A key or value breaks a limit.</exception>
    public static void Check(RunBatch batch)
    {
        foreach (var point in batch.Metrics)
            TrackingLimits.Key(point.Key, "metric");
        foreach (var (key, value) in batch.Parameters)
        {
            TrackingLimits.Key(key, "parameter");
            TrackingLimits.Value(value, TrackingLimits.MostParameter, $"parameter '{SafeText.Line(key, 40)}'");
        }

        foreach (var (key, value) in batch.Tags)
            CheckTag(key, value);
    }

    public static void CheckTag(string key, string value)
    {
        TrackingLimits.Key(key, "tag");
        TrackingLimits.Value(value, TrackingLimits.MostTag, $"tag '{SafeText.Line(key, 40)}'");
    }

    /// <exception cref="UserException">A parameter has another value already.</exception>
    public static void Write(SqliteMetadataTransaction rows, RunRow run, RunBatch batch)
    {
        if (batch.Metrics.Count > 0)
        {
            using var metrics = new RunMetrics(rows);
            metrics.Append(run.Key, run.Experiment, batch.Metrics);
        }

        foreach (var (key, value) in batch.Parameters)
            if (rows.Execute("INSERT INTO run_params (run, key, value) VALUES ($0, $1, $2) ON CONFLICT DO NOTHING", run.Key, key, value) == 0
                && rows.Query("SELECT value FROM run_params WHERE run = $0 AND key = $1", row => row.GetString(0), run.Key, key)[0] is var known && known != value)
                throw new UserException(new Problem
                {
                    Type = "parameter-differs",
                    Found = $"the parameter '{SafeText.Line(key, 80)}' is '{SafeText.Line(known, 80)}' already and cannot become '{SafeText.Line(value, 80)}'",
                    Expected = "the same value, or another key",
                });
        foreach (var (key, value) in batch.Tags)
            SetTag(rows, run.Key, key, value);
        if (batch.Tags.LastOrDefault(tag => tag.Key == RunTags.Name).Value is { Length: > 0 } name)
            rows.Execute("UPDATE runs SET name = $1 WHERE id = $0", run.Key, TrackingLimits.Name(name, "run"));
    }

    public static void SetTag(SqliteMetadataTransaction rows, long run, string key, string value) =>
        rows.Execute("INSERT INTO run_tags (run, key, value) VALUES ($0, $1, $2) ON CONFLICT DO UPDATE SET value = excluded.value", run, key, value);

    public static void WriteInputs(SqliteMetadataTransaction rows, long run, IReadOnlyList<RunDataset> datasets, IReadOnlyList<RunModel> models)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        ArgumentNullException.ThrowIfNull(models);
        foreach (var dataset in datasets)
        {
            TrackingLimits.Name(dataset.Name, "dataset");
            if (dataset.Digest.Length is 0 or > 64)
                throw TrackingLimits.Wrong("invalid-digest", $"the digest of the dataset '{SafeText.Line(dataset.Name, 80)}' has {dataset.Digest.Length} characters", "1 to 64 characters");
            rows.Execute(
                "INSERT INTO run_datasets (run, name, digest, context, json) VALUES ($0, $1, $2, $3, $4) ON CONFLICT DO UPDATE SET context = excluded.context, json = excluded.json",
                run, dataset.Name, dataset.Digest, dataset.Tags.GetValueOrDefault(RunTags.DatasetContext) ?? "", RecordJson.Write(dataset));
        }

        foreach (var model in models)
            rows.Execute("INSERT INTO run_models (run, is_output, model, step) VALUES ($0, $1, $2, $3) ON CONFLICT DO UPDATE SET step = excluded.step", run, model.IsOutput ? 1 : 0, TrackingLimits.Name(model.Id, "model"), model.Step);
    }

    /// <summary>Writes all that a job tells; the number of its run.</summary>
    public static long Write(SqliteMetadataTransaction rows, RunLog log, Func<NewRun, RunRow> insert, Func<string, long> bytesOf)
    {
        Check(new RunBatch { Metrics = log.Metrics, Parameters = [.. log.Parameters], Tags = [.. log.Tags] });
        var run = ByJob(rows, log.JobId) ?? insert(new NewRun { Name = log.Name, User = log.User, Status = log.Status, StartedAt = log.StartedAt, JobId = log.JobId });
        rows.Execute("UPDATE runs SET status = $1, message = $2, started = $3, ended = $4 WHERE id = $0", run.Key, RunRow.Word(log.Status), log.Message, log.StartedAt.ToUnixTimeMilliseconds(), log.EndedAt?.ToUnixTimeMilliseconds());
        rows.Execute("DELETE FROM metric_points WHERE run = $0", run.Key);
        rows.Execute("DELETE FROM metric_summaries WHERE run = $0", run.Key);
        rows.Execute("DELETE FROM run_params WHERE run = $0", run.Key);
        var tags = log.Tags.ToDictionary(StringComparer.Ordinal);
        if (log.Group is { } group)
            tags[RunTags.Group] = group;
        if (log.ParentJobId is { } parent && ByJob(rows, parent) is { } above)
            tags[RunTags.Parent] = above.Run.Id;
        Write(rows, run, new RunBatch { Metrics = log.Metrics, Parameters = [.. log.Parameters], Tags = [.. tags] });
        WriteInputs(rows, run.Key, log.Inputs, log.Models);
        foreach (var (path, artifact) in log.Outputs)
            rows.Execute(
                "INSERT INTO run_artifacts (run, path, artifact, bytes) VALUES ($0, $1, $2, $3) ON CONFLICT DO UPDATE SET artifact = excluded.artifact, bytes = excluded.bytes",
                run.Key, TrackingLimits.Path(path), artifact, bytesOf(artifact));
        return run.Key;
    }

    private static RunRow? ByJob(SqliteMetadataTransaction rows, string job) => rows.Query(RunRow.Columns + "WHERE r.job = $0", RunRow.Read, job).FirstOrDefault();
}
