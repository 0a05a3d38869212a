using System.Globalization;
using Microsoft.Data.Sqlite;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>One open transaction.</summary>
internal sealed class SqliteMetadataTransaction(SqliteConnection connection, SqliteTransaction transaction, TimeProvider time) : IMetadataTransaction
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : throw new DamagedRecordException(new FormatException($"'{text}' is no time"));

    public string Now => Text(time.GetUtcNow());

    public MetadataRecord? Find(string kind, string name, int? version = null) => Query(
        "SELECT kind, name, version, json, created_at FROM records WHERE kind = $0 AND name = $1 AND ($2 IS NULL OR version = $2) ORDER BY version DESC LIMIT 1",
        Record, kind, name, version).FirstOrDefault();

    public IReadOnlyList<MetadataRecord> List(string kind, string? name = null) => Query(
        "SELECT kind, name, version, json, created_at FROM records WHERE kind = $0 AND ($1 IS NULL OR name = $1) ORDER BY name, version",
        Record, kind, name);

    public IReadOnlyList<LineageEdge> Edges(LineageNode node, bool upstream) => Query(
        upstream
            ? "SELECT from_kind, from_id, to_kind, to_id, relation FROM lineage_edges WHERE to_kind = $0 AND to_id = $1 ORDER BY rowid"
            : "SELECT from_kind, from_id, to_kind, to_id, relation FROM lineage_edges WHERE from_kind = $0 AND from_id = $1 ORDER BY rowid",
        row => new LineageEdge(new LineageNode(row.GetString(0), row.GetString(1)), new LineageNode(row.GetString(2), row.GetString(3)), row.GetString(4)),
        node.Kind, node.Id);

    public IReadOnlyList<MetadataEvent> Events(long after, int most = 1000) => Query(
        "SELECT id, kind, subject, json, time FROM events WHERE id > $0 ORDER BY id LIMIT $1",
        row => new MetadataEvent(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), Time(row.GetString(4))), after, most);

    public void Put(string kind, string name, int version, string json)
    {
        ResourceName.Check(name, kind);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        Execute(
            "INSERT INTO records (kind, name, version, json, created_at) VALUES ($0, $1, $2, $3, $4) ON CONFLICT (kind, name, version) DO UPDATE SET json = excluded.json",
            kind, name, version, json, Now);
    }

    public bool Delete(string kind, string name, int version) =>
        Execute("DELETE FROM records WHERE kind = $0 AND name = $1 AND version = $2", kind, name, version) > 0;

    public int NextVersion(string kind, string name) =>
        Query("SELECT COALESCE(MAX(version), 0) + 1 FROM records WHERE kind = $0 AND name = $1", row => row.GetInt32(0), kind, name)[0];

    public void AddEdge(LineageEdge edge)
    {
        foreach (var node in (LineageNode[])[edge.From, edge.To])
        {
            Execute("INSERT INTO lineage_nodes (kind, id, created_at, modified_at) VALUES ($0, $1, $2, $2) ON CONFLICT DO NOTHING", node.Kind, node.Id, Now);

            // Bytes that were deleted and made again are kept again.
            if (DiskArtifactStore.IsHash(node.Id))
                Execute("DELETE FROM purged WHERE artifact = $0", node.Id);
        }

        Execute(
            "INSERT INTO lineage_edges (from_kind, from_id, to_kind, to_id, relation) VALUES ($0, $1, $2, $3, $4) ON CONFLICT DO NOTHING",
            edge.From.Kind, edge.From.Id, edge.To.Kind, edge.To.Id, edge.Relation);
    }

    public void AddEvent(string kind, string subject, string json) =>
        Execute("INSERT INTO events (kind, subject, json, time) VALUES ($0, $1, $2, $3)", kind, subject, json, Now);

    public int Execute(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>A statement that is prepared once and run many times with other values.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return new SqliteStatement(command);
    }

    private static MetadataRecord Record(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), Time(row.GetString(4)));

    private SqliteCommand Command(string sql, object?[] values)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue("$" + i.ToString(CultureInfo.InvariantCulture), values[i] ?? DBNull.Value);
        return command;
    }
}
