using System.Text.RegularExpressions;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Check, clean-up and backup of a workspace.</summary>
/// <param name="workspace">The workspace.</param>
public sealed partial class WorkspaceCare(Workspace workspace)
{
    /// <summary>The grace time of <see cref="Gc"/> where none is said.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromDays(1);

    private static readonly string[] JobParts = ["input", "output", "checkpoints"];

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
    /// Deletes the artifacts that nothing keeps and that are older than the grace time; returns their hashes. What was deleted (a record whose kind begins with
    /// <c>dropped-</c>, a deleted run) keeps its artifacts for the grace time. Then its record stays empty, so that its version is never given again, and its bytes
    /// go unless something that lives names them too: that a job once made or read them is history and keeps them no longer.
    /// </summary>
    public IReadOnlyList<string> Gc(TimeSpan? grace = null)
    {
        var limit = workspace.Time.GetUtcNow().UtcDateTime - (grace ?? DefaultGrace);
        var old = workspace.Artifacts.List().Where(hash => File.GetLastWriteTimeUtc(workspace.Artifacts.PathOf(hash)) < limit).ToList();

        // Inside the transaction, so that no row can come to name a file between the look and the deletion.
        return workspace.Database.Within(
            transaction =>
            {
                var folders = Purge.Take(transaction, new DateTimeOffset(limit));
                var mentioned = Mentions.Of(transaction);
                var gone = new List<string>();
                foreach (var hash in old.Where(hash => !mentioned.Contains(hash)))
                {
                    var path = workspace.Artifacts.PathOf(hash);
                    if (File.GetLastWriteTimeUtc(path) >= limit)
                        continue;
                    File.Delete(path);
                    gone.Add(hash);
                }

                foreach (var folder in folders.Select(id => Path.Combine(workspace.Folder, "jobs", id)).SelectMany(folder => JobParts.Select(part => Path.Combine(folder, part))))
                    if (Directory.Exists(folder))
                        Directory.Delete(folder, recursive: true);
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

    /// <summary>What was deleted and can still be brought back, the newest first.</summary>
    public IReadOnlyList<DeletedThing> Deleted() => workspace.Database.Within<IReadOnlyList<DeletedThing>>(
        rows =>
        [
            .. rows.Query("SELECT kind, name, version, created_at FROM records WHERE kind LIKE 'dropped-%' AND json <> '{}'", row => new DeletedThing(row.GetString(0)["dropped-".Length..], $"{row.GetString(1)}:{row.GetInt64(2)}", SqliteMetadataTransaction.Time(row.GetString(3))))
                .Concat(rows.Query("SELECT name, deleted FROM experiments WHERE deleted IS NOT NULL", row => new DeletedThing("experiment", row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)))))
                .Concat(rows.Query("SELECT r.uuid, r.deleted FROM runs r JOIN experiments e ON e.id = r.experiment WHERE r.deleted IS NOT NULL AND e.deleted IS NULL LIMIT 1000", row => new DeletedThing("run", row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)))))
                .OrderByDescending(thing => thing.At),
        ],
        writes: false);

    // Other hashes (of contents, of fingerprints) are no files; only a field whose name ends with Artifact, and a job's inputs, promise one.
    private static HashSet<string> ArtifactFields(SqliteMetadataTransaction transaction) => transaction
        .Query("SELECT json FROM records", row => row.GetString(0))
        .SelectMany(json => ArtifactField().Matches(json)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("artifact\"\\s*:\\s*\"([0-9a-f]{64})\"", RegexOptions.IgnoreCase)]
    private static partial Regex ArtifactField();
}
