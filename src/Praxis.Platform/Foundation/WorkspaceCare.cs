using System.Text.RegularExpressions;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Check, clean-up and backup of a workspace.</summary>
/// <param name="workspace">The workspace.</param>
public sealed partial class WorkspaceCare(Workspace workspace)
{
    /// <summary>The grace time of <see cref="Gc"/> where none is said.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromDays(1);

    /// <summary>Reads every artifact and the whole database.</summary>
    public WorkspaceCheckResult WorkspaceCheck()
    {
        var there = workspace.Artifacts.List().ToHashSet(StringComparer.Ordinal);
        var damaged = there.Where(hash => !workspace.Artifacts.Verify(hash)).Order(StringComparer.Ordinal).ToList();
        var database = workspace.Database.IntegrityProblems();
        var missing = database.Count > 0
            ? []
            : workspace.Database.Within(ArtifactFields, writes: false).Where(hash => !File.Exists(workspace.Artifacts.PathOf(hash))).Order(StringComparer.Ordinal).ToList();
        return new WorkspaceCheckResult(there.Count, damaged, missing, database);
    }

    /// <summary>
    /// Deletes the artifacts that no record mentions and that are older than the grace time; returns their hashes. A record that was dropped (its kind begins with
    /// <c>dropped-</c>) mentions its artifacts for the grace time; then it stays empty, so that its version is never given again.
    /// </summary>
    public IReadOnlyList<string> Gc(TimeSpan? grace = null)
    {
        var limit = workspace.Time.GetUtcNow().UtcDateTime - (grace ?? DefaultGrace);
        var old = workspace.Artifacts.List().Where(hash => File.GetLastWriteTimeUtc(workspace.Artifacts.PathOf(hash)) < limit).ToList();

        // Inside the transaction, so that no row can come to name a file between the look and the deletion.
        return workspace.Database.Within(
            transaction =>
            {
                transaction.Execute("UPDATE records SET json = '{}' WHERE kind LIKE 'dropped-%' AND created_at < $0", SqliteMetadataTransaction.Text(new DateTimeOffset(limit)));
                var mentioned = Mentioned(transaction);
                var gone = new List<string>();
                foreach (var hash in old.Where(hash => !mentioned.Contains(hash)))
                {
                    var path = workspace.Artifacts.PathOf(hash);
                    if (File.GetLastWriteTimeUtc(path) >= limit)
                        continue;
                    File.Delete(path);
                    gone.Add(hash);
                }

                return gone;
            },
            writes: true);
    }

    /// <summary>Copies the workspace's records and artifacts into a new or empty folder; the workspace may be in use. The token is not copied.</summary>
    public void Backup(string targetFolder)
    {
        var target = Path.GetFullPath(targetFolder);
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            throw new UserException(new Problem { Type = "folder-not-empty", Found = "The folder for the backup is not empty", Where = SafeText.Line(target), Remedy = "Name a new folder" });
        try
        {
            Posix.CreateFolder(target);
            workspace.Database.CopyTo(Path.Combine(target, "metadata.db"));

            // After the database: every artifact that its copy names was there before.
            foreach (var hash in workspace.Artifacts.List())
            {
                var path = Path.Combine(target, "artifacts", hash[..2], hash[2..]);
                Posix.CreateFolder(Path.GetDirectoryName(path)!);
                File.Copy(workspace.Artifacts.PathOf(hash), path);
            }

            File.Copy(Path.Combine(workspace.Folder, "workspace.json"), Path.Combine(target, "workspace.json"));
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw Failures.Disk(target, error);
        }
    }

    private static HashSet<string> Mentioned(SqliteMetadataTransaction transaction) => transaction
        .Query("SELECT json FROM records UNION ALL SELECT definition FROM jobs UNION ALL SELECT json FROM execution_steps UNION ALL SELECT from_id FROM lineage_edges UNION ALL SELECT to_id FROM lineage_edges", row => row.GetString(0))
        .SelectMany(json => Hash().Matches(json)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

    // Other hashes (of contents, of fingerprints) are no files; only a field whose name ends with Artifact, and a job's inputs, promise one.
    private static HashSet<string> ArtifactFields(SqliteMetadataTransaction transaction) => transaction
        .Query("SELECT json FROM records", row => row.GetString(0))
        .SelectMany(json => ArtifactField().Matches(json)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();

    [GeneratedRegex("artifact\"\\s*:\\s*\"([0-9a-f]{64})\"", RegexOptions.IgnoreCase)]
    private static partial Regex ArtifactField();
}
