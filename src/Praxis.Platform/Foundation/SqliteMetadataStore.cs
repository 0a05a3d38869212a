using System.Globalization;
using Microsoft.Data.Sqlite;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>The metadata in one SQLite file.</summary>
public sealed class SqliteMetadataStore : IMetadataStore, IDisposable
{
    /// <summary>Numbered from 1; forward only; never edited once released.</summary>
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE records (kind TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, json TEXT NOT NULL, created_at TEXT NOT NULL,
            PRIMARY KEY (kind, name, version)) STRICT;
        CREATE TABLE jobs (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, fingerprint TEXT NOT NULL, definition TEXT NOT NULL,
            status TEXT NOT NULL, secondary_status TEXT NOT NULL, failure_reason TEXT, created_at TEXT NOT NULL, started_at TEXT, ended_at TEXT) STRICT;
        CREATE INDEX jobs_name ON jobs (name);
        CREATE INDEX jobs_status ON jobs (status);
        CREATE TABLE job_status (id INTEGER PRIMARY KEY, job TEXT NOT NULL REFERENCES jobs (id), status TEXT NOT NULL, secondary_status TEXT NOT NULL, time TEXT NOT NULL) STRICT;
        CREATE INDEX job_status_job ON job_status (job);
        CREATE TABLE job_metrics (id INTEGER PRIMARY KEY, job TEXT NOT NULL REFERENCES jobs (id), metric TEXT NOT NULL, value REAL NOT NULL, step INTEGER NOT NULL, time TEXT NOT NULL) STRICT;
        CREATE INDEX job_metrics_job ON job_metrics (job);
        CREATE TABLE lineage_edges (from_kind TEXT NOT NULL, from_id TEXT NOT NULL, to_kind TEXT NOT NULL, to_id TEXT NOT NULL, relation TEXT NOT NULL,
            PRIMARY KEY (from_kind, from_id, to_kind, to_id, relation)) STRICT;
        CREATE INDEX lineage_to ON lineage_edges (to_kind, to_id);
        CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, subject TEXT NOT NULL, json TEXT NOT NULL, time TEXT NOT NULL) STRICT;
        CREATE TABLE leases (subject TEXT PRIMARY KEY, pid INTEGER NOT NULL, start_time INTEGER NOT NULL, heartbeat TEXT NOT NULL, child_pid INTEGER, child_start INTEGER) STRICT;
        """,

        // A dataset version is made of files and parts; until now of one each.
        """
        UPDATE records SET json = json_set(json,
            '$.files', json_array(json_object('name', json_extract(json, '$.sourceName'), 'contentHash', json_extract(json, '$.contentHash'),
                'rawArtifact', json_extract(json, '$.rawArtifact'), 'bytes', 0, 'rows', json_extract(json, '$.rows'))),
            '$.parts', json_array(json_object('tableArtifact', json_extract(json, '$.tableArtifact'), 'rows', json_extract(json, '$.rows'))))
        WHERE kind = 'dataset';
        """,

        // Executions of pipelines; what jobs ask for and what they use.
        """
        ALTER TABLE jobs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE jobs ADD COLUMN cpus INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE jobs ADD COLUMN memory INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE jobs ADD COLUMN gpus INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE jobs ADD COLUMN share TEXT NOT NULL DEFAULT '';
        ALTER TABLE jobs ADD COLUMN claimant TEXT;
        CREATE INDEX jobs_fingerprint ON jobs (fingerprint, id);
        CREATE INDEX jobs_queue ON jobs (priority, share, id) WHERE status = 'Pending' AND claimant IS NOT NULL;
        CREATE INDEX jobs_running ON jobs (share, cpus, memory, gpus) WHERE status IN ('InProgress', 'Stopping');
        CREATE TABLE job_usage (id INTEGER PRIMARY KEY, job TEXT NOT NULL REFERENCES jobs (id), time TEXT NOT NULL, cpu_seconds REAL NOT NULL,
            memory_bytes INTEGER NOT NULL, processes INTEGER NOT NULL) STRICT;
        CREATE INDEX job_usage_job ON job_usage (job);
        CREATE TABLE executions (id TEXT PRIMARY KEY, pipeline TEXT NOT NULL, status TEXT NOT NULL, token TEXT, json TEXT NOT NULL, created_at TEXT NOT NULL) STRICT;
        CREATE INDEX executions_pipeline ON executions (pipeline, id);
        CREATE INDEX executions_status ON executions (status);
        CREATE UNIQUE INDEX executions_token ON executions (pipeline, token) WHERE token IS NOT NULL;
        CREATE TABLE execution_steps (execution TEXT NOT NULL REFERENCES executions (id), name TEXT NOT NULL, status TEXT NOT NULL, cache_key TEXT, json TEXT NOT NULL,
            started_at TEXT NOT NULL, ended_at TEXT, PRIMARY KEY (execution, name)) STRICT;
        CREATE INDEX execution_steps_cache ON execution_steps (cache_key, ended_at) WHERE cache_key IS NOT NULL AND status = 'Succeeded';
        """,

        // Experiments, nodes of the lineage with their times, and what was deleted for good.
        """
        CREATE TABLE experiments (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, artifact_location TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, deleted INTEGER) STRICT;
        INSERT INTO experiments (id, name, artifact_location, created, updated) SELECT 0, 'Default', 'mlflow-artifacts:/0', now, now FROM (SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS now);
        CREATE TABLE experiment_tags (experiment INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (experiment, key)) STRICT, WITHOUT ROWID;
        CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, experiment INTEGER NOT NULL REFERENCES experiments (id), name TEXT NOT NULL, user TEXT NOT NULL, status TEXT NOT NULL,
            message TEXT, job TEXT UNIQUE, started INTEGER NOT NULL, ended INTEGER, deleted INTEGER) STRICT;
        CREATE INDEX runs_started ON runs (experiment, started, uuid);
        CREATE INDEX runs_status ON runs (experiment, status);
        CREATE INDEX runs_deleted ON runs (deleted) WHERE deleted IS NOT NULL;
        CREATE TABLE run_params (run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, key)) STRICT, WITHOUT ROWID;
        CREATE INDEX run_params_value ON run_params (key, substr(value, 1, 40), run);
        CREATE TABLE run_tags (run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, key)) STRICT, WITHOUT ROWID;
        CREATE INDEX run_tags_value ON run_tags (key, substr(value, 1, 40), run);
        CREATE TABLE metric_keys (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE metric_points (run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, metric INTEGER NOT NULL, time INTEGER NOT NULL, step INTEGER NOT NULL, seq INTEGER NOT NULL, value REAL,
            PRIMARY KEY (run, metric, time, step, seq)) STRICT, WITHOUT ROWID;
        CREATE TABLE metric_summaries (run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, metric INTEGER NOT NULL, experiment INTEGER NOT NULL, last REAL, last_step INTEGER NOT NULL, last_time INTEGER NOT NULL,
            least REAL, most REAL, mean REAL NOT NULL, squares REAL NOT NULL, count INTEGER NOT NULL, points INTEGER NOT NULL, PRIMARY KEY (run, metric)) STRICT, WITHOUT ROWID;
        CREATE INDEX metric_summaries_last ON metric_summaries (experiment, metric, last);
        CREATE INDEX metric_summaries_least ON metric_summaries (experiment, metric, least);
        CREATE INDEX metric_summaries_most ON metric_summaries (experiment, metric, most);
        CREATE TABLE run_datasets (run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, name TEXT NOT NULL, digest TEXT NOT NULL, context TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (run, name, digest)) STRICT, WITHOUT ROWID;
        CREATE TABLE run_models (run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, is_output INTEGER NOT NULL, model TEXT NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (run, is_output, model)) STRICT, WITHOUT ROWID;
        CREATE TABLE run_artifacts (run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, path TEXT NOT NULL, artifact TEXT NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (run, path)) STRICT, WITHOUT ROWID;
        CREATE TABLE lineage_nodes (kind TEXT NOT NULL, id TEXT NOT NULL, properties TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL, modified_at TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;
        INSERT INTO lineage_nodes (kind, id, created_at, modified_at) SELECT kind, id, now, now
            FROM (SELECT from_kind AS kind, from_id AS id FROM lineage_edges UNION SELECT to_kind, to_id FROM lineage_edges), (SELECT strftime('%Y-%m-%dT%H:%M:%f0000Z', 'now') AS now);
        CREATE TABLE purged (artifact TEXT PRIMARY KEY, purged_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """,

        // How far a job's owner has heard it, for the next one; what it uses of GPUs.
        """
        ALTER TABLE leases ADD COLUMN heard_output INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE leases ADD COLUMN heard_error INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE leases ADD COLUMN heard_log INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE job_usage ADD COLUMN gpu_percent REAL;
        ALTER TABLE job_usage ADD COLUMN gpu_memory_bytes INTEGER;
        """,
    ];

    private readonly string path;
    private readonly TimeProvider time;
    private readonly string connectionString;

    /// <summary>Opens the file, creates it where there is none, and migrates an older one.</summary>
    public SqliteMetadataStore(string path, TimeProvider time)
    {
        this.path = path;
        this.time = time;
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 10, Pooling = true }.ToString();
        Guarded(() =>
        {
            Migrate();
            return 0;
        });
    }

    /// <inheritdoc/>
    public T Write<T>(Func<IMetadataTransaction, T> change) => Within(change, writes: true);

    /// <inheritdoc/>
    public void Write(Action<IMetadataTransaction> change) => Within(
        transaction =>
        {
            change(transaction);
            return 0;
        },
        writes: true);

    /// <inheritdoc/>
    public T Read<T>(Func<IMetadataReader, T> read) => Within(read, writes: false);

    /// <summary>Gives back the pooled connections.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    internal T Within<T>(Func<SqliteMetadataTransaction, T> work, bool writes) => Guarded(() =>
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: !writes);
        var result = work(new SqliteMetadataTransaction(connection, transaction, time));
        transaction.Commit();
        return result;
    });

    /// <summary>What SQLite finds wrong in the file; empty when it is whole.</summary>
    internal IReadOnlyList<string> IntegrityProblems()
    {
        try
        {
            return Within(
                reader => reader.Query("PRAGMA integrity_check", row => row.GetString(0)).Where(line => line != "ok")
                    .Concat(reader.Query("PRAGMA foreign_key_check", row => $"a row of {row.GetString(0)} names what is not there")).ToList(),
                writes: false);
        }
        catch (UserException error) when (error.Problems[0].Type == "damaged-database")
        {
            return [error.Message];
        }
    }

    internal void CopyTo(string target) => Guarded(() =>
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $target";
        command.Parameters.AddWithValue("$target", target);
        return command.ExecuteNonQuery();
    });

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error) when (Failures.IsKnown(error))
        {
            throw Failures.Database(path, error);
        }
    }

    // A command that finds the database locked is tried again for DefaultTimeout seconds; BEGIN IMMEDIATE is one.
    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Migrate()
    {
        using var connection = Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        if (Version(connection) == Migrations.Length)
            return;
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = Version(connection);
        if (version > Migrations.Length)
            throw new UserException(
                Fault.Environment,
                [new Problem { Type = "workspace-too-new", Found = $"The workspace's database has format {version}", Where = SafeText.Line(path), Expected = $"at most {Migrations.Length}", Remedy = "Install a newer Praxis" }]);
        if (version > 0 && version < Migrations.Length)
        {
            using var reader = Open();
            using var aside = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = $"{path}.format-{version}", Pooling = false }.ToString());
            reader.BackupDatabase(aside);
        }

        for (; version < Migrations.Length; version++)
            Execute(connection, Migrations[version], transaction);
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Migrations.Length}"), transaction);
        transaction.Commit();
    }

    private static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
