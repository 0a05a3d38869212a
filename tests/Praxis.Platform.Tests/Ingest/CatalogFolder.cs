using Praxis.Contracts.Ingest;
using Praxis.Data.Files;
using Praxis.Data.Queries;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Ingest;

/// <summary>A workspace with its catalog, and a folder of files beside it.</summary>
internal sealed class CatalogFolder : IDisposable
{
    private readonly ScratchFolder folder = new();

    public CatalogFolder()
    {
        Workspace = Workspace.Open(folder[".praxis"], Clock);
        Datasets = new Datasets(Workspace);
        Queries = new Queries(Workspace);
    }

    public HandClock Clock { get; } = new();

    public Workspace Workspace { get; }

    public Datasets Datasets { get; }

    public Queries Queries { get; }

    public string this[string path] => folder[path];

    public string Write(string path, string text) => folder.Write(path, text);

    public string Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
        return folder.Write(path, bytes);
    }

    public DatasetVersion Ingest(string path, string? name = null, bool append = false, ReadOptions? reading = null, bool allowLinks = false) => Datasets.Ingest(
        new IngestRequest { Paths = [Path.IsPathRooted(path) ? path : folder[path]], Name = name, Append = append, Reading = reading ?? new ReadOptions(), AllowLinks = allowLinks }, TestContext.Current.CancellationToken);

    /// <summary>The rows of an answer, cells joined by a bar, a dash for no value.</summary>
    public string[] Ask(string sql)
    {
        var rows = new TextRows(100_000);
        Queries.Ask(new QueryRequest { Sql = sql }, rows, TestContext.Current.CancellationToken);
        return [.. rows.Result.Rows.Select(row => string.Join('|', row.Select(cell => cell ?? "-")))];
    }

    public void Dispose()
    {
        Workspace.Dispose();
        folder.Dispose();
    }
}
