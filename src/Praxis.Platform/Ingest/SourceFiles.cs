using System.IO.Enumeration;
using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Ingest;

/// <summary>Finds the files that paths name: files themselves, every table in a folder, every file that fits a pattern. Names that begin with a dot or an underscore are passed over, as Hive does.</summary>
/// <param name="allowLinks">Whether links inside folders are followed wherever they lead.</param>
internal sealed class SourceFiles(bool allowLinks)
{
    private const int MostFiles = 100_000;
    private static readonly string[] Tables = [".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".parquet"];
    private readonly List<SourceFile> files = [];
    private readonly List<Problem> problems = [];

    /// <summary>The files in the order of the paths, those of one path by name.</summary>
    /// <exception cref="UserException">A path names nothing, a link leads out of its folder, or a file is no table.</exception>
    public IReadOnlyList<SourceFile> Find(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (path.Contains('\0', StringComparison.Ordinal) || path.Length == 0)
                throw new UserException(new Problem { Type = "file-not-found", Found = "the path is empty or holds a NUL character", Where = SafeText.Line(path, 200) });
            if (Directory.Exists(path))
                Walk(Path.GetFullPath(path));
            else if (!File.Exists(path) && path.AsSpan().IndexOfAny('*', '?') >= 0)
                Match(path);
            else
            {
                RequireRegular(path);
                files.Add(new SourceFile(path));
            }

            if (files.Count > MostFiles)
                throw new UserException(new Problem { Type = "too-many-files", Found = $"more than {MostFiles:N0} files", Where = SafeText.Line(path), Remedy = "Name a smaller folder" });
        }

        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
        return files;
    }

    private static IReadOnlyList<KeyValuePair<string, string?>> PartitionsOf(string relative) =>
        [.. relative.Split('/')[..^1].Select(folder => folder.Split('=', 2)).Where(parts => parts.Length == 2 && parts[0].Length > 0)
            .Select(parts => KeyValuePair.Create(Uri.UnescapeDataString(parts[0]), parts[1] is "__HIVE_DEFAULT_PARTITION__" or "" ? null : Uri.UnescapeDataString(parts[1])))];

    private static bool IsHidden(string name) => name[0] is '.' or '_';

    private static void RequireRegular(string path)
    {
        if (File.Exists(path) && !Posix.IsRegularFile(path))
            throw new UserException(new Problem { Type = "not-a-file", Found = "the path is a device, a pipe or a socket", Where = SafeText.Line(path), Expected = "a file" });
    }

    private void Walk(string root)
    {
        var before = files.Count + problems.Count;
        foreach (var path in Below(root))
        {
            var name = Path.GetRelativePath(root, path).Replace('\\', '/');
            if (IsTable(name))
                Add(root, path, name);
            else
                problems.Add(new Problem { Type = "not-a-table", Found = $"'{SafeText.Line(name, 120)}' is no CSV, TSV, JSON Lines or Parquet file by its name", Where = SafeText.Line(root), Remedy = "Take it out of the folder, or name the files with a pattern: FOLDER/*.csv" });
        }

        if (files.Count + problems.Count == before)
            problems.Add(new Problem { Type = "file-not-found", Found = "the folder holds no files", Where = SafeText.Line(root) });
    }

    private void Match(string pattern)
    {
        var parts = pattern.Replace('\\', '/').Split('/');
        var fixedParts = parts.TakeWhile(part => part.AsSpan().IndexOfAny('*', '?') < 0).ToArray();
        var root = Path.GetFullPath(fixedParts.Length == 0 ? "." : string.Join('/', fixedParts) + "/");
        var rest = parts[fixedParts.Length..];
        var before = files.Count;
        if (Directory.Exists(root))
            foreach (var path in Below(root))
            {
                var name = Path.GetRelativePath(root, path).Replace('\\', '/');
                if (Fits(name.Split('/'), rest))
                    Add(root, path, name);
            }

        if (files.Count == before && problems.Count == 0)
            problems.Add(new Problem { Type = "file-not-found", Found = "no file fits the pattern", Where = SafeText.Line(pattern), Remedy = "Check it; '**' stands for any folders" });
    }

    private static bool Fits(ReadOnlySpan<string> names, ReadOnlySpan<string> pattern)
    {
        if (pattern.IsEmpty)
            return names.IsEmpty;
        if (pattern[0] == "**")
        {
            for (var skip = 0; skip <= names.Length; skip++)
                if (Fits(names[skip..], pattern[1..]))
                    return true;
            return false;
        }

        return !names.IsEmpty && FileSystemName.MatchesSimpleExpression(pattern[0], names[0], ignoreCase: false) && Fits(names[1..], pattern[1..]);
    }

    private static bool IsTable(string name)
    {
        var plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) ? name[..name.LastIndexOf('.')] : name;
        return Tables.Contains(Path.GetExtension(plain), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Every file below a folder by name; folders that are links are told, not entered.</summary>
    private IEnumerable<string> Below(string root)
    {
        var open = new Stack<string>([root]);
        while (open.TryPop(out var folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder).Where(path => !IsHidden(Path.GetFileName(path))).Order(StringComparer.Ordinal))
                yield return file;
            foreach (var below in Directory.EnumerateDirectories(folder).Where(path => !IsHidden(Path.GetFileName(path))).OrderDescending(StringComparer.Ordinal))
                if (new DirectoryInfo(below).LinkTarget is null)
                    open.Push(below);
                else if (allowLinks && Path.GetRelativePath(root, below).Split(Path.DirectorySeparatorChar).Length <= 32)
                    open.Push(below);
                else
                    Refuse(root, below, "is a link to a folder");
        }
    }

    private void Add(string root, string path, string name)
    {
        if (!Posix.IsRegularFile(path))
        {
            Refuse(root, path, "is no regular file, or a link to nothing");
            return;
        }

        if (!allowLinks)
        {
            // A file in a folder that leads elsewhere was perhaps put there by another; one that was named itself is the user's word.
            if (new FileInfo(path).LinkTarget is not null && !Inside(root, new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)!.FullName))
            {
                Refuse(root, path, "is a link to a file outside the folder");
                return;
            }

            if (Posix.HardLinks(path) > 1)
            {
                Refuse(root, path, "has a second name (a hard link), perhaps outside the folder");
                return;
            }
        }

        files.Add(new SourceFile(path, name, PartitionsOf(name)));
    }

    private static bool Inside(string root, string path) => path.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private void Refuse(string root, string path, string what) => problems.Add(new Problem
    {
        Type = "link-refused",
        Found = $"'{SafeText.Line(Path.GetRelativePath(root, path), 120)}' {what}",
        Where = SafeText.Line(root),
        Remedy = "Take it out of the folder, or say --allow-links if you put it there",
    });
}
