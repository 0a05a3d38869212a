using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Cli;

/// <summary>The files of a command's result: made in a folder of their own inside the result's, then moved into place together, so that a run that ends early leaves nothing half-made.</summary>
internal sealed class OutputFiles : IDisposable
{
    private const string HalfPrefix = ".half-";
    private readonly string folder;

    public OutputFiles(string folder)
    {
        this.folder = folder;
        Half = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{HalfPrefix}{ProcessIdentity.Current.Pid}-{ProcessIdentity.Current.StartTime}-{Guid.NewGuid():N}"));
        Guarded(() =>
        {
            Sweep(folder);
            Directory.CreateDirectory(Half);
        });
    }

    /// <summary>The folder in which files are made.</summary>
    public string Half { get; }

    public string Path(string name) => System.IO.Path.Combine(Half, name);

    public void Add(string name, string text) => Guarded(() => File.WriteAllText(Path(name), text));

    /// <summary>Moves all files into place, over those of an earlier run.</summary>
    public void Publish() => Guarded(() =>
    {
        foreach (var file in Directory.GetFiles(Half))
            File.Move(file, System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file)), overwrite: true);
    });

    public void Dispose()
    {
        if (Directory.Exists(Half))
            Directory.Delete(Half, recursive: true);
    }

    /// <summary>Takes away what a process that is gone (killed, or cut off from power) left half made.</summary>
    private static void Sweep(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var half in Directory.EnumerateDirectories(folder, HalfPrefix + "*").ToList())
        {
            var owner = System.IO.Path.GetFileName(half)[HalfPrefix.Length..].Split('-');
            if (owner.Length == 3 && int.TryParse(owner[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && long.TryParse(owner[1], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                && !new ProcessIdentity(pid, start).IsAlive && new DirectoryInfo(half).LinkTarget is null)
                Directory.Delete(half, recursive: true);
        }
    }

    private void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException(
                Fault.Environment,
                [new Problem { Type = "result-not-writable", Found = $"the result cannot be written: {SafeText.Line(error.Message, 300)}", Where = SafeText.Line(folder), Remedy = "Name another folder with --out" }],
                error);
        }
    }
}
