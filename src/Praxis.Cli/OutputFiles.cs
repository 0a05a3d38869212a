using Praxis.Contracts.Foundation;

namespace Praxis.Cli;

/// <summary>The files of a command's result: made in a folder of their own inside the result's, then moved into place together, so that a run that ends early leaves nothing half-made.</summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly string folder;

    public OutputFiles(string folder)
    {
        this.folder = folder;
        Half = System.IO.Path.Combine(folder, $".half-{Guid.CreateVersion7():N}");
        Guarded(() => Directory.CreateDirectory(Half));
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
