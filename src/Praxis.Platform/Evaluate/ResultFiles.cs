using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Evaluate;

/// <summary>Writes the files of a result into a folder: each is written beside its place first, and all get their names only when all are written.</summary>
public static class ResultFiles
{
    /// <summary>Writes the files, in UTF-8, over what was there; creates the folder and those below it.</summary>
    /// <param name="folder">Where they are written.</param>
    /// <param name="files">Path below the folder, and content.</param>
    /// <param name="cancellationToken">Stops before any file has its name.</param>
    /// <returns>The paths of the files.</returns>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, IReadOnlyList<(string Name, string Content)> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        var halves = new List<(string Half, string Path)>();
        try
        {
            foreach (var (name, content) in files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var path = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                var half = $"{path}.{Environment.ProcessId}.new";
                halves.Add((half, path));
                File.WriteAllText(half, content, new UTF8Encoding(false));
            }

            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (half, path) in halves)
                File.Move(half, path, overwrite: true);
            return [.. halves.Select(file => file.Path)];
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw new UserException(
                Fault.Environment,
                [new Problem { Type = "result-not-writable", Found = $"the result cannot be written: {SafeText.Line(error.Message, 300)}", Where = SafeText.Line(folder), Remedy = "Name another folder with --out" }],
                error);
        }
        finally
        {
            foreach (var (half, _) in halves)
                if (File.Exists(half))
                    File.Delete(half);
        }
    }
}
