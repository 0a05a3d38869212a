using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>The files of runs. Their paths are rows, their bytes artifacts of the workspace: no path of a run ever becomes a path of the disk.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class RunArtifacts(Workspace workspace)
{
    private const int MostEntries = 100_000;

    /// <summary>Puts a file of the workspace's <c>tmp/</c> under a path of a run; what was there is replaced.</summary>
    /// <exception cref="UserException">The path climbs or is a folder, or the run is deleted.</exception>
    public RunArtifact Put(string runId, string path, string scratch)
    {
        TrackingLimits.Path(path);
        var bytes = new FileInfo(scratch).Length;
        return Put(runId, path, workspace.Artifacts.Take(scratch), bytes);
    }

    /// <summary>The same with a copy of a user's file.</summary>
    /// <exception cref="UserException">The file cannot be read, the path climbs or is a folder, or the run is deleted.</exception>
    public RunArtifact Add(string runId, string path, string file)
    {
        TrackingLimits.Path(path);
        var artifact = workspace.Artifacts.Add(file);
        return Put(runId, path, artifact, new FileInfo(workspace.Artifacts.PathOf(artifact)).Length);
    }

    private RunArtifact Put(string runId, string path, string artifact, long bytes)
    {
        return workspace.Database.Within(
            rows =>
            {
                var run = ExperimentRuns.Find(rows, runId);
                ExperimentRuns.RequireLiving(run);
                var parents = path.Split('/')[..^1].Select((_, i) => string.Join('/', path.Split('/')[..(i + 1)]));
                if (rows.Query("SELECT 1 FROM run_artifacts WHERE run = $0 AND path > $1 AND path < $2 LIMIT 1", row => 1, run.Key, path + "/", path + "0").Count > 0
                    || parents.Any(parent => rows.Query("SELECT 1 FROM run_artifacts WHERE run = $0 AND path = $1", row => 1, run.Key, parent).Count > 0))
                    throw TrackingLimits.Wrong("invalid-path", $"'{SafeText.Line(path, 80)}' is a folder, or lies in a file", "a path of its own");
                if (rows.Query("SELECT count(*) FROM run_artifacts WHERE run = $0", row => row.GetInt64(0), run.Key)[0] >= MostEntries)
                    throw TrackingLimits.Wrong("too-many-files", $"the run has {MostEntries:N0} files", "fewer");
                rows.Execute(
                    "INSERT INTO run_artifacts (run, path, artifact, bytes) VALUES ($0, $1, $2, $3) ON CONFLICT DO UPDATE SET artifact = excluded.artifact, bytes = excluded.bytes",
                    run.Key, path, artifact, bytes);
                rows.Execute("DELETE FROM purged WHERE artifact = $0", artifact);
                return new RunArtifact(path, false, bytes, artifact);
            },
            writes: true);
    }

    /// <summary>A file of a run.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public RunArtifact Get(string runId, string path)
    {
        TrackingLimits.Path(path);
        return workspace.Database.Within(
            rows => rows.Query("SELECT path, bytes, artifact FROM run_artifacts WHERE run = $0 AND path = $1", row => new RunArtifact(row.GetString(0), false, row.GetInt64(1), row.GetString(2)), ExperimentRuns.Find(rows, runId).Key, path).FirstOrDefault(),
            writes: false) ?? throw Missing(path);
    }

    /// <summary>The files and folders directly in a folder of a run, by name.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="folder">The folder; empty for the root.</param>
    public IReadOnlyList<RunArtifact> List(string runId, string folder = "")
    {
        var prefix = string.IsNullOrEmpty(folder) ? "" : TrackingLimits.Path(folder.TrimEnd('/')) + "/";
        return workspace.Database.Within(
            rows =>
            {
                var entries = new SortedDictionary<string, RunArtifact>(StringComparer.Ordinal);
                var run = ExperimentRuns.Find(rows, runId).Key;
                foreach (var file in rows.Query(
                    "SELECT path, bytes, artifact FROM run_artifacts WHERE run = $0 AND ($1 = '' OR (path > $1 AND path < $2))",
                    row => new RunArtifact(row.GetString(0), false, row.GetInt64(1), row.GetString(2)), run, prefix, prefix.Length == 0 ? "" : prefix[..^1] + "0"))
                {
                    var slash = file.Path.IndexOf('/', prefix.Length);
                    if (slash < 0)
                        entries[file.Path] = file;
                    else
                        entries[file.Path[..slash]] = new RunArtifact(file.Path[..slash], true, null, null);
                }

                return (IReadOnlyList<RunArtifact>)[.. entries.Values];
            },
            writes: false);
    }

    /// <summary>Takes a file, or a folder with all in it, away; its bytes go with the next <c>workspace gc</c> that finds no other use of them.</summary>
    /// <exception cref="UserException">There is neither, or the run is deleted.</exception>
    public void Delete(string runId, string path)
    {
        TrackingLimits.Path(path);
        workspace.Database.Within(
            rows =>
            {
                var run = ExperimentRuns.Find(rows, runId);
                ExperimentRuns.RequireLiving(run);
                return rows.Execute("DELETE FROM run_artifacts WHERE run = $0 AND (path = $1 OR (path > $2 AND path < $3))", run.Key, path, path + "/", path + "0") > 0 ? 0 : throw Missing(path);
            },
            writes: true);
    }

    private static UserException Missing(string path) => new(new Problem { Type = "unknown-artifact", Found = $"the run has no artifact '{SafeText.Line(path, 80)}'" });
}
