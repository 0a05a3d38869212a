using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Folders as artifacts: each file is one, and a list of them is another, so that equal folders have one name.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class FolderArtifacts(Workspace workspace)
{
    private const int MostFiles = 10_000;
    private const int MostListBytes = 16 << 20;

    /// <summary>Keeps a folder. Links in it are not followed, and pipes, sockets and devices not read: only files of bytes are kept.</summary>
    /// <returns>The artifact of its list, and its files by path.</returns>
    /// <exception cref="UserException">It is gone or a link, holds more than 10,000 files, or cannot be read.</exception>
    public (string Artifact, IReadOnlyList<FolderFile> Files) Add(string folder)
    {
        if (!Directory.Exists(folder) || new DirectoryInfo(folder).LinkTarget is not null)
            throw new UserException(new Problem { Type = "no-folder", Found = $"the folder '{SafeText.Line(Path.GetFileName(folder), 80)}' was taken away, or is a link to another", Expected = "files written into the folder that was there" });
        var files = new List<FolderFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal))
        {
            if (!Posix.IsRegularFile(path))
                continue;
            if (files.Count == MostFiles)
                throw new UserException(new Problem { Type = "too-many-files", Found = $"the folder holds more than {MostFiles:N0} files", Remedy = "Write fewer, larger files" });
            files.Add(new FolderFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), workspace.Artifacts.Add(path), new FileInfo(path).Length));
        }

        return (Add(files), files);
    }

    /// <summary>Keeps a list of files that are artifacts already.</summary>
    public string Add(IReadOnlyList<FolderFile> files)
    {
        var scratch = workspace.NewScratch();
        File.WriteAllText(scratch, RecordJson.Write(new { files }), new UTF8Encoding(false));
        return workspace.Artifacts.Take(scratch);
    }

    /// <summary>The files of a folder.</summary>
    /// <exception cref="UserException">The list is missing or damaged.</exception>
    public IReadOnlyList<FolderFile> Open(string artifact)
    {
        using var stream = workspace.Artifacts.OpenRead(artifact);
        try
        {
            if (stream.Length > MostListBytes)
                throw new JsonException("the list is too long");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != artifact)
                throw new JsonException("the list has another hash");
            using var json = JsonDocument.Parse(bytes);
            return [.. json.RootElement.GetProperty("files").EnumerateArray().Select(file => new FolderFile(file.GetProperty("path").GetString()!, file.GetProperty("artifact").GetString()!, file.GetProperty("bytes").GetInt64()))];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UserException(Fault.Environment, [new Problem { Type = "damaged-artifact", Found = "the list of a folder's files is damaged", Where = $"artifact {artifact}", Remedy = "Run what made it again" }], error);
        }
    }
}
