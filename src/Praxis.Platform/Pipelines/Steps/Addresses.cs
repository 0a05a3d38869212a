using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>
/// Reads the addresses of a definition: <c>dataset://NAME</c> (the newest version) or <c>dataset://NAME@VERSION</c>, its original files; <c>artifact://folder/HASH</c> with a path below it, or
/// <c>artifact://file/HASH</c>; <c>file:///PATH</c> or a path.
/// </summary>
internal sealed class Addresses(Workspace workspace)
{
    private readonly ConcurrentDictionary<string, Source> known = new(StringComparer.Ordinal);
    private readonly FolderArtifacts folders = new(workspace);

    public static string OfFolder(string artifact) => "artifact://folder/" + artifact;

    /// <summary>What the address leads to; read once an execution, so that all its steps see one content.</summary>
    /// <exception cref="UserException">Nothing is there, or the scheme is unknown.</exception>
    public Source Open(string address) => known.TryGetValue(address, out var source) ? source : known.GetOrAdd(address, Read(address));

    /// <summary>The one file that an address leads to, as bytes on disk.</summary>
    public string FileOf(string address) => Open(address) is { Files: [var only] } source
        ? RequireWhole(source, only.Artifact)
        : throw new UserException(new Problem { Type = "not-one-file", Found = "the address does not lead to one file", Where = SafeText.Line(address, 200) });

    /// <summary>Reads the bytes before something is decided by them, or registered as them.</summary>
    /// <exception cref="UserException">Some are missing or damaged.</exception>
    public void RequireWhole(Source source)
    {
        foreach (var file in source.Files)
            workspace.RequireWhole(file.Artifact, SafeText.Line(file.Path, 120));
    }

    private string RequireWhole(Source source, string artifact)
    {
        RequireWhole(source);
        return workspace.Artifacts.PathOf(artifact);
    }

    private Source Read(string address)
    {
        if (address.StartsWith("artifact://folder/", StringComparison.Ordinal))
        {
            var rest = address["artifact://folder/".Length..];
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            var (hash, path) = slash < 0 ? (rest, "") : (rest[..slash], rest[(slash + 1)..].Trim('/'));
            var files = folders.Open(hash).Where(file => path.Length == 0 || file.Path == path || file.Path.StartsWith(path + "/", StringComparison.Ordinal))
                .Select(file => path.Length == 0 ? file : file with { Path = file.Path == path ? Path.GetFileName(path) : file.Path[(path.Length + 1)..] }).ToList();
            return files.Count == 0 && path.Length > 0 ? throw Missing(address) : new Source(files, IdentityOf(files), new LineageNode("artifact", hash));
        }

        if (address.StartsWith("artifact://file/", StringComparison.Ordinal))
        {
            var hash = address["artifact://file/".Length..];
            var path = workspace.Artifacts.PathOf(hash);
            return File.Exists(path) ? OfFiles([new FolderFile("data", hash, new FileInfo(path).Length)], new LineageNode("artifact", hash)) : throw Missing(address);
        }

        if (address.StartsWith("dataset://", StringComparison.Ordinal))
        {
            var name = address["dataset://".Length..].Trim('/');
            var version = new Datasets(workspace).Get(name.EndsWith("/raw", StringComparison.Ordinal) ? name[..^4] : name);
            return OfFiles([.. version.Files.Select(file => new FolderFile(file.Name.Replace('\\', '/').TrimStart('/'), file.RawArtifact, file.Bytes))], new LineageNode(Datasets.Kind, version.Id));
        }

        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0 && !address.StartsWith("file://", StringComparison.Ordinal))
            throw new UserException(new Problem { Type = "unknown-address", Found = $"an address that begins with '{SafeText.Line(address[..scheme], 20)}' cannot be read", Where = SafeText.Line(address, 200), Expected = "dataset://NAME, artifact://..., file:///PATH or a path", Remedy = "Copy the files here, or take them in with praxis ingest" });
        return FromDisk(scheme >= 0 ? address["file://".Length..] : address);
    }

    private Source FromDisk(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            if (Directory.Exists(full))
            {
                var (artifact, files) = folders.Add(full);
                return new Source(files, IdentityOf(files), new LineageNode("artifact", artifact));
            }

            if (!File.Exists(full))
                throw Missing(path);
            var hash = workspace.Artifacts.Add(full);
            return OfFiles([new FolderFile(Path.GetFileName(full), hash, new FileInfo(full).Length)], new LineageNode("artifact", hash));
        }
        catch (Exception error) when (Failures.IsDisk(error) || error is ArgumentException)
        {
            throw new UserException(new Problem { Type = "file-not-readable", Found = "the file cannot be read", Where = SafeText.Line(path, 200), Remedy = "Check the path and its permissions" }, error);
        }
    }

    private static Source OfFiles(IReadOnlyList<FolderFile> files, LineageNode node) => new(files, IdentityOf(files), node);

    private static string IdentityOf(IReadOnlyList<FolderFile> files) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => $"{file.Artifact}  {file.Path}\n")))));

    private static UserException Missing(string address) =>
        new(new Problem { Type = "file-not-found", Found = "nothing is there", Where = SafeText.Line(address, 200), Remedy = "Check the address" });
}
