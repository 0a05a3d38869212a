using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Train;

/// <summary>Hands the checkpoints of an interrupted job to the one that is to do the same.</summary>
/// <param name="workspace">The workspace.</param>
internal sealed class JobCheckpoints(Workspace workspace)
{
    private static readonly EnumerationOptions Whole = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>
    /// Copies the checkpoints of the newest job that failed or was stopped, has the same fingerprint and has any; nothing where there is none. To be called before the job's folder is laid out,
    /// with no transaction open. They appear all at once, so that a job that is killed meanwhile has all or none, and then the one after it finds those of the job before.
    /// </summary>
    public void TakeOver(Job job)
    {
        if (workspace.Jobs.Interrupted(job).Select(Left).FirstOrDefault(files => files.Count > 0) is not { } files)
            return;
        var folder = workspace.FolderOf(job);
        var half = Path.Combine(folder, "checkpoints.half");
        Posix.CreateFolder(half);
        foreach (var (path, relative) in files)
        {
            var place = Path.Combine(half, relative);
            Posix.CreateFolder(Path.GetDirectoryName(place)!);
            File.Copy(path, place, overwrite: true);
        }

        Directory.Move(half, Path.Combine(folder, "checkpoints"));
    }

    private List<(string Path, string Relative)> Left(Job job)
    {
        var folder = Path.Combine(workspace.FolderOf(job), "checkpoints");
        return Directory.Exists(folder) && new DirectoryInfo(folder).LinkTarget is null
            ? [.. Directory.EnumerateFiles(folder, "*", Whole).Where(Posix.IsRegularFile).Select(path => (path, Path.GetRelativePath(folder, path)))]
            : [];
    }
}
