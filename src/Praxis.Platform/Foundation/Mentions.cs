using System.Text.RegularExpressions;

namespace Praxis.Platform.Foundation;

/// <summary>Which artifacts something keeps.</summary>
internal static partial class Mentions
{
    // Records, the files of runs, and jobs that are still to end keep what they name, whatever was deleted.
    private const string Living =
        "SELECT json FROM records UNION ALL SELECT artifact FROM run_artifacts UNION ALL SELECT definition FROM jobs WHERE status IN ('Pending', 'InProgress', 'Stopping')";

    // These name no artifacts, or many rows of text that are a user's own.
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "records", "run_artifacts", "purged", "events", "leases", "job_status", "job_metrics", "experiments", "experiment_tags", "runs", "run_params", "run_tags", "metric_keys", "metric_points", "metric_summaries",
        "run_datasets", "run_models", "lineage_nodes",
    };

    public static HashSet<string> Of(SqliteMetadataTransaction rows)
    {
        var purged = rows.Query("SELECT artifact FROM purged", row => row.GetString(0)).ToHashSet(StringComparer.Ordinal);
        var mentioned = new HashSet<string>(StringComparer.Ordinal);

        // Every other table, those of rooms to come too: what they name is kept until it is deleted.
        var history = rows.Query("SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'TEXT' AND m.name NOT LIKE 'sqlite%'", row => (Table: row.GetString(0), Column: row.GetString(1)))
            .Where(column => !Silent.Contains(column.Table));
        foreach (var (table, column) in history)
            Read(rows, $"SELECT \"{column}\" FROM \"{table}\" WHERE \"{column}\" IS NOT NULL AND length(\"{column}\") >= 64", mentioned);
        mentioned.ExceptWith(purged);
        Read(rows, Living, mentioned);
        return mentioned;
    }

    /// <summary>The hashes that a text holds.</summary>
    public static IEnumerable<string> In(string text) => Hash().Matches(text).Select(match => match.Value);

    private static void Read(SqliteMetadataTransaction rows, string sql, HashSet<string> mentioned)
    {
        using var statement = rows.Prepare(sql);
        statement.Each(row =>
        {
            foreach (var match in Hash().EnumerateMatches(row.GetString(0)))
                mentioned.Add(row.GetString(0).Substring(match.Index, match.Length));
        });
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();
}
