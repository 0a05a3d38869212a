using System.Globalization;
using Microsoft.Data.Sqlite;
using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>The keeper of experiments.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class Experiments(Workspace workspace)
{
    /// <summary>The experiment that is always there.</summary>
    public const string Default = "Default";

    private const string Columns = "SELECT id, name, artifact_location, created, updated, deleted FROM experiments ";

    /// <summary>Makes an experiment.</summary>
    /// <exception cref="UserException">The name is taken, by a deleted one too, or breaks a limit.</exception>
    public Experiment Create(string name, IReadOnlyDictionary<string, string>? tags = null, string? artifactLocation = null)
    {
        TrackingLimits.Name(name, "experiment");
        foreach (var (key, value) in tags ?? new Dictionary<string, string>())
            CheckTag(key, value);
        if (artifactLocation?.Length > 2000)
            throw TrackingLimits.Wrong("too-long", $"the artifact location has {artifactLocation.Length:N0} characters", "at most 2,000");
        return workspace.Database.Within(
            rows =>
            {
                if (rows.Query("SELECT deleted FROM experiments WHERE name = $0", row => row.IsDBNull(0), name) is [var lives])
                    throw Taken(name, lives);
                return Insert(rows, name, tags, artifactLocation);
            },
            writes: true);
    }

    /// <summary>An experiment by its id; deleted ones are found too.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public Experiment Get(string id) => workspace.Database.Within(rows => Find(rows, id), writes: false);

    /// <summary>An experiment by its name; deleted ones are found too. Null where there is none.</summary>
    public Experiment? ByName(string name) => workspace.Database.Within(rows => ByName(rows, name), writes: false);

    /// <summary>An experiment by its name, else by its id.</summary>
    /// <exception cref="UserException">There is none; the nearest name is told.</exception>
    public Experiment Named(string text) => workspace.Database.Within(
        rows => ByName(rows, text) ?? (IsId(text) ? Read(rows, "WHERE id = $0", text).FirstOrDefault() : null) ?? throw Missing(text, rows.Query("SELECT name FROM experiments WHERE deleted IS NULL LIMIT 1000", row => row.GetString(0))),
        writes: false);

    /// <summary>Some experiments.</summary>
    /// <param name="filter">Conditions on <c>name</c>, <c>creation_time</c>, <c>last_update_time</c>, <c>tags.KEY</c>; null for none.</param>
    /// <param name="order">Sort keys; the newest first where none is said.</param>
    /// <param name="view">Living ones, deleted ones, or both.</param>
    /// <param name="most">Most of them, 1 to 50,000.</param>
    /// <param name="pageToken">Where to go on; null for the first page.</param>
    /// <exception cref="UserException">A filter, key or token cannot be read.</exception>
    public (IReadOnlyList<Experiment> Experiments, string? Next) Search(string? filter, IReadOnlyList<string> order, LifecycleView view, int most, string? pageToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        TrackingLimits.Page(most);
        var (clauses, keys, offset) = (SearchReader.Filter(filter, SearchGrammar.Experiments), SearchReader.Order(order, SearchGrammar.Experiments), PageToken.Read(pageToken));
        return workspace.Database.Within<(IReadOnlyList<Experiment>, string?)>(
            rows =>
            {
                var sql = new SqlValues();
                var conditions = clauses.Select(clause => ExperimentSql.Condition(clause, sql)).ToList();
                if (view != LifecycleView.All)
                    conditions.Add(view == LifecycleView.ActiveOnly ? "e.deleted IS NULL" : "e.deleted IS NOT NULL");
                var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
                var sorted = keys.Count == 0 ? "e.created DESC, e.id ASC" : string.Join(", ", keys.Select(key => ExperimentSql.Order(key, sql)).Append("e.id DESC"));
                var ids = rows.Query(
                    $"SELECT e.id FROM experiments e {where} ORDER BY {sorted} LIMIT {sql.Add(most + 1L)} OFFSET {sql.Add(offset)}",
                    row => row.GetInt64(0).ToString(CultureInfo.InvariantCulture), [.. sql.All]);
                return ([.. ids.Take(most).Select(id => Find(rows, id))], ids.Count > most ? PageToken.Write(offset + most) : null);
            },
            writes: false);
    }

    /// <summary>Gives an experiment another name.</summary>
    public Experiment Rename(string id, string name)
    {
        TrackingLimits.Name(name, "experiment");
        return Change(id, (rows, experiment) =>
        {
            RequireLiving(experiment);
            if (name != experiment.Name && rows.Query("SELECT deleted FROM experiments WHERE name = $0", row => row.IsDBNull(0), name) is [var lives])
                throw Taken(name, lives);
            rows.Execute("UPDATE experiments SET name = $1 WHERE id = $0", Key(id), name);
        });
    }

    /// <summary>Sets a tag, or takes it away where the value is null.</summary>
    public Experiment SetTag(string id, string key, string? value)
    {
        CheckTag(key, value ?? "");
        return Change(id, (rows, experiment) =>
        {
            RequireLiving(experiment);
            if (value is not null)
                rows.Execute("INSERT INTO experiment_tags (experiment, key, value) VALUES ($0, $1, $2) ON CONFLICT DO UPDATE SET value = excluded.value", Key(id), key, value);
            else if (rows.Execute("DELETE FROM experiment_tags WHERE experiment = $0 AND key = $1", Key(id), key) == 0)
                throw new UserException(new Problem { Type = "unknown-tag", Found = $"the experiment has no tag '{SafeText.Line(key, 80)}'" });
        });
    }

    /// <summary>Deletes an experiment with its runs; <see cref="Restore"/> brings it back until a <c>workspace gc</c> after the grace time.</summary>
    /// <exception cref="UserException">There is none, it is the default one, or a job logs into it.</exception>
    public Experiment Delete(string id) => Change(id, (rows, experiment) =>
    {
        if (experiment.Id == "0")
            throw new UserException(new Problem { Type = "default-experiment", Found = "the experiment Default is always there", Expected = "another experiment" });
        RequireLiving(experiment);
        ExperimentRuns.RequireIdle(rows, "r.experiment = $0", Key(id));
        var now = Now();
        rows.Execute("UPDATE experiments SET deleted = $1 WHERE id = $0", Key(id), now);
        rows.Execute("UPDATE runs SET deleted = $1 WHERE experiment = $0 AND deleted IS NULL", Key(id), now);
        rows.AddEvent("experiment-deleted", id, "{}");
    });

    /// <summary>Brings a deleted experiment back, with the runs that were deleted with it.</summary>
    public Experiment Restore(string id) => Change(id, (rows, experiment) =>
    {
        if (experiment.DeletedAt is not { } deleted)
            throw new UserException(new Problem { Type = "nothing-to-restore", Found = $"the experiment '{SafeText.Line(experiment.Name, 80)}' is not deleted" });
        rows.Execute("UPDATE experiments SET deleted = NULL WHERE id = $0", Key(id));
        rows.Execute("UPDATE runs SET deleted = NULL WHERE experiment = $0 AND deleted = $1", Key(id), deleted.ToUnixTimeMilliseconds());
        rows.AddEvent("experiment-restored", id, "{}");
    });

    internal static Experiment Find(SqliteMetadataTransaction rows, string id) =>
        (IsId(id) ? Read(rows, "WHERE id = $0", Key(id)).FirstOrDefault() : null) ?? throw Missing(id, []);

    internal static Experiment Ensure(SqliteMetadataTransaction rows, string name)
    {
        TrackingLimits.Name(name, "experiment");
        var there = ByName(rows, name);
        if (there is null)
            return Insert(rows, name, null, null);
        RequireLiving(there);
        return there;
    }

    internal static void RequireLiving(Experiment experiment)
    {
        if (experiment.DeletedAt is not null)
            throw new UserException(new Problem
            {
                Type = "experiment-deleted",
                Found = $"the experiment '{SafeText.Line(experiment.Name, 80)}' is deleted",
                Remedy = $"praxis experiments restore {experiment.Id} brings it back",
            });
    }

    internal static long Key(string id) => long.Parse(id, CultureInfo.InvariantCulture);

    private static bool IsId(string? id) => id is { Length: > 0 and <= 18 } && id.All(char.IsAsciiDigit);

    private static Experiment? ByName(SqliteMetadataTransaction rows, string name) => Read(rows, "WHERE name = $0", name).FirstOrDefault();

    private static List<Experiment> Read(SqliteMetadataTransaction rows, string where, object value)
    {
        var found = rows.Query(Columns + where, Read, value);
        return [.. found.Select(own => own with
        {
            Tags = rows.Query("SELECT key, value FROM experiment_tags WHERE experiment = $0", row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), Key(own.Id)).ToDictionary(StringComparer.Ordinal),
        })];
    }

    private static Experiment Read(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0).ToString(CultureInfo.InvariantCulture),
        Name = row.GetString(1),
        ArtifactLocation = row.GetString(2),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
        DeletedAt = row.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
    };

    private static Experiment Insert(SqliteMetadataTransaction rows, string name, IReadOnlyDictionary<string, string>? tags, string? location)
    {
        var now = DateTimeOffset.Parse(rows.Now, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var id = rows.Query("INSERT INTO experiments (name, artifact_location, created, updated) VALUES ($0, '', $1, $1) RETURNING id", row => row.GetInt64(0), name, now)[0];
        rows.Execute("UPDATE experiments SET artifact_location = $1 WHERE id = $0", id, string.IsNullOrEmpty(location) ? string.Create(CultureInfo.InvariantCulture, $"mlflow-artifacts:/{id}") : location);
        foreach (var (key, value) in tags ?? new Dictionary<string, string>())
            rows.Execute("INSERT INTO experiment_tags (experiment, key, value) VALUES ($0, $1, $2)", id, key, value);
        rows.AddEvent("experiment-created", id.ToString(CultureInfo.InvariantCulture), "{}");
        return Find(rows, id.ToString(CultureInfo.InvariantCulture));
    }

    private static void CheckTag(string key, string value)
    {
        TrackingLimits.Key(key, "tag");
        TrackingLimits.Value(value, TrackingLimits.MostExperimentTag, "tag");
    }

    private static UserException Taken(string name, bool lives) => new(new Problem
    {
        Type = "experiment-exists",
        Found = $"there is {(lives ? "an" : "a deleted")} experiment '{SafeText.Line(name, 80)}' already",
        Expected = "another name",
        Remedy = lives ? null : $"praxis experiments restore brings it back",
    });

    private static UserException Missing(string text, List<string> known) => new(new Problem
    {
        Type = "unknown-experiment",
        Found = $"there is no experiment '{SafeText.Line(text, 80)}'",
        Expected = known.Count == 0 ? null : "one of " + string.Join(", ", known.Take(20).Select(name => SafeText.Line(name, 80))),
        Remedy = NearestName.Suggestion(text, known),
    });

    private Experiment Change(string id, Action<SqliteMetadataTransaction, Experiment> change) => workspace.Database.Within(
        rows =>
        {
            change(rows, Find(rows, id));
            rows.Execute("UPDATE experiments SET updated = $1 WHERE id = $0", Key(id), Now());
            return Find(rows, id);
        },
        writes: true);

    private long Now() => workspace.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
