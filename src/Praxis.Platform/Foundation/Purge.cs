using System.Text.Json;

namespace Praxis.Platform.Foundation;

/// <summary>Ends the time of grace of what was deleted before a moment: its rows go or stay empty, and its artifacts are kept by no history any more.</summary>
internal static class Purge
{
    /// <returns>The jobs whose folders hold the bytes of what is gone.</returns>
    public static IReadOnlyList<string> Take(SqliteMetadataTransaction rows, DateTimeOffset before)
    {
        var jobs = new List<string>();
        foreach (var (kind, name, version, json) in rows.Query(
            "SELECT kind, name, version, json FROM records WHERE kind LIKE 'dropped-%' AND json <> '{}' AND created_at < $0", row => (row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3)), SqliteMetadataTransaction.Text(before)))
        {
            Forget(rows, Own(json));
            rows.Execute("UPDATE records SET json = '{}' WHERE kind = $0 AND name = $1 AND version = $2", kind, name, version);
            if (kind.StartsWith("dropped-dataset", StringComparison.Ordinal))
                ForgetDerived(rows, kind, name, version);
            if (JobOf(rows, json) is { } job)
                jobs.Add(job);
        }

        var moment = before.ToUnixTimeMilliseconds();
        foreach (var artifact in rows.Query("SELECT DISTINCT a.artifact FROM run_artifacts a JOIN runs r ON r.id = a.run WHERE r.deleted < $0", row => row.GetString(0), moment))
            Forget(rows, artifact);
        rows.Execute("DELETE FROM runs WHERE deleted < $0", moment);
        rows.Execute("DELETE FROM experiments WHERE deleted < $0 AND NOT EXISTS (SELECT 1 FROM runs WHERE experiment = experiments.id)", moment);
        return jobs;
    }

    // What a work only read is another's.
    private static string Own(string json)
    {
        using var record = JsonDocument.Parse(json);
        return string.Join('\n', record.RootElement.EnumerateObject().Where(property => property.Name != "inputs").Select(property => property.Value.GetRawText()));
    }

    private static void Forget(SqliteMetadataTransaction rows, string text)
    {
        foreach (var hash in Mentions.In(text))
            rows.Execute("INSERT INTO purged (artifact, purged_at) VALUES ($0, $1) ON CONFLICT DO NOTHING", hash, rows.Now);
    }

    // Rows that were made of the dataset alone are its rows in another form.
    private static void ForgetDerived(SqliteMetadataTransaction rows, string kind, string name, long version)
    {
        var database = kind["dropped-dataset".Length..].TrimStart('.');
        var id = database.Length == 0 ? $"{name}:{version}" : $"{database}.{name}:{version}";
        foreach (var (derived, own, number, json) in rows.Query(
            "SELECT kind, name, version, json FROM records WHERE kind IN ('prepared', 'channel') AND json_extract(json, '$.dataset') = $0", row => (row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3)), id))
        {
            Forget(rows, json);
            rows.Delete(derived, own, (int)number);
        }
    }

    private static string? JobOf(SqliteMetadataTransaction rows, string json)
    {
        using var record = JsonDocument.Parse(json);
        return record.RootElement.TryGetProperty("jobId", out var said) && Guid.TryParse(said.GetString(), out var job)
            && rows.Query("SELECT 1 FROM records WHERE json_extract(json, '$.jobId') = $0", row => 1, said.GetString()).Count == 0
            && rows.Query("SELECT 1 FROM jobs WHERE id = $0 AND status IN ('Pending', 'InProgress', 'Stopping')", row => 1, said.GetString()).Count == 0
                ? job.ToString()
                : null;
    }
}
