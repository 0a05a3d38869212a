using System.Globalization;
using System.Security.Cryptography;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Platform.Prepare.Processing;

/// <summary>Finds the files of a processing job's inputs: paths of the user's, or datasets.</summary>
internal sealed class ProcessingInputs(Workspace workspace, ProcessingRequest request)
{
    /// <summary>How the typed parts of a dataset are called in the input of a script or recipe: place, rows, and this.</summary>
    public const string PartSuffix = ".part.parquet";

    private const int MostLinkedFiles = 10_000;

    /// <summary>The files of an input, by the names that they have in its folder; on record as read.</summary>
    /// <exception cref="UserException">It is no file, no folder with files, and no dataset.</exception>
    public IReadOnlyList<(string Name, string Path)> Of(string name, string said, Work work)
    {
        if (request.AllowsPaths && (File.Exists(said) || Directory.Exists(said)))
        {
            var files = File.Exists(said) ? [Path.GetFullPath(said)] : Directory.EnumerateFiles(said).Order(StringComparer.Ordinal).Select(Path.GetFullPath).ToList();
            if (files.Count is 0 or > MostLinkedFiles)
                throw new UserException(new Problem { Type = "file-not-found", Found = $"the input '{SafeText.Line(name, 60)}' is a folder with {files.Count:N0} files", Where = SafeText.Line(said), Expected = $"1 to {MostLinkedFiles:N0}" });
            foreach (var path in files)
                Refuse(path, File.Exists(said));
            foreach (var path in files)
                work.ReadFile(Path.GetFileName(path), HashOf(path));
            return [.. files.Select(path => (Path.GetFileName(path), path))];
        }

        var dataset = Dataset(name, said);
        work.ReadDataset(said, dataset.Id, dataset.ContentHash);
        return request.Work == ProcessingWork.Program
            ? [.. dataset.Files.Select((file, i) => (FileName(file.Name, i, dataset.Files.Count), workspace.Artifacts.PathOf(file.RawArtifact)))]
            : [.. dataset.Parts.Select((part, i) => (string.Create(CultureInfo.InvariantCulture, $"{i:00000}-{part.Rows}{PartSuffix}"), workspace.Artifacts.PathOf(part.TableArtifact)))];
    }

    private DatasetVersion Dataset(string name, string said)
    {
        if (said.AsSpan().IndexOfAny('/', '\\') < 0 && new Datasets(workspace) is var datasets && datasets.List().Count > 0)
            return datasets.Get(said);
        throw new UserException(new Problem { Type = "file-not-found", Found = $"the input '{SafeText.Line(name, 60)}' is no {(request.AllowsPaths ? "file, no folder with files, and no dataset" : "dataset")}", Where = SafeText.Line(said), Remedy = request.AllowsPaths ? "Check the path" : "praxis ingest FILE makes a dataset" });
    }

    // In a folder, a link that leads out of it and a second name of some other file are somebody's trick; a file that the user names is followed.
    private static void Refuse(string path, bool isNamed)
    {
        if (!Posix.IsRegularFile(path))
            throw new UserException(new Problem { Type = "not-a-file", Found = "an input is no file of bytes", Where = SafeText.Line(path), Expected = "files; no pipes and no devices" });
        if (!isNamed && (new FileInfo(path).LinkTarget is not null || Posix.HardLinks(path) > 1))
            throw new UserException(new Problem { Type = "link-refused", Found = "a file of the input's folder is a link, or has a second name", Where = SafeText.Line(path), Expected = "files of the folder's own", Remedy = "Copy the file into the folder, or name it itself with --input" });
    }

    private static string FileName(string name, int place, int count)
    {
        var own = Path.GetFileName(name);
        return count == 1 ? own : string.Create(CultureInfo.InvariantCulture, $"{place:00000}-{own}");
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
