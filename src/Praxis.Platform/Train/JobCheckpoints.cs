using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Train;

/// <summary>Hands the checkpoints of an interrupted job to the one that is to do the same.</summary>
/// <param name="workspace">The workspace.</param>
internal sealed class JobCheckpoints(Workspace workspace)
{
    /// <summary>Copies the checkpoints of the newest job that failed or was stopped and has the same fingerprint; nothing where there is none.</summary>
    public void TakeOver(Job job)
    {
        if (workspace.Jobs.Interrupted(job) is not { } interrupted)
            return;
        var left = Path.Combine(workspace.FolderOf(interrupted), "checkpoints");
        if (!Directory.Exists(left))
            return;
        var folder = Path.Combine(workspace.FolderOf(job), "checkpoints");
        Posix.CreateFolder(workspace.FolderOf(job));
        Posix.CreateFolder(folder);
        foreach (var file in Directory.EnumerateFiles(left, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            var place = Path.Combine(folder, Path.GetRelativePath(left, file));
            Posix.CreateFolder(Path.GetDirectoryName(place)!);
            File.Copy(file, place, overwrite: true);
        }
    }
}
