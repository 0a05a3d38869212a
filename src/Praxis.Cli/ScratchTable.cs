using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Cli;

/// <summary>A file's table in a scratch folder that goes with it, or a dataset's.</summary>
internal sealed class ScratchTable : IDisposable
{
    private readonly string? folder;

    private ScratchTable(string? folder, string contentHash, StoredTable table, string? datasetId = null)
    {
        this.folder = folder;
        (ContentHash, Table, View, DatasetId) = (contentHash, table, TableView.Open(table), datasetId);
    }

    /// <summary>The dataset version; null for a file.</summary>
    public string? DatasetId { get; }

    /// <summary>The hash of the file's bytes.</summary>
    public string ContentHash { get; }

    /// <summary>Its files.</summary>
    public StoredTable Table { get; }

    /// <summary>Its rows.</summary>
    public TableView View { get; }

    /// <summary>A dataset of the workspace by its name; null where there is none.</summary>
    public static ScratchTable? Dataset(string name, Workspace workspace)
    {
        try
        {
            var datasets = new Datasets(workspace);
            return datasets.Find(name) is { } version ? new ScratchTable(null, version.ContentHash, datasets.Table(version), version.Id) : null;
        }
        catch (UserException mistake) when (mistake.Fault == Fault.Input)
        {
            // It has not the form of a dataset's name, so it was meant for a file.
            return null;
        }
    }

    public static ScratchTable Import(string path, ReadOptions reading, Workspace workspace, CancellationToken cancellationToken)
    {
        var folder = workspace.NewScratch();
        try
        {
            Directory.CreateDirectory(folder);
            var imported = TableReader.Import(path, reading, folder, cancellationToken);
            return new ScratchTable(folder, imported.ContentHash, StoredTable.Of(imported.TablePath));
        }
        catch (Exception error)
        {
            Remove(folder);
            if (error is not (IOException or UnauthorizedAccessException))
                throw;
            throw new UserException(Fault.Environment, [new Problem { Type = "workspace-not-writable", Found = $"the file cannot be taken into the workspace: {SafeText.Line(error.Message, 300)}", Where = SafeText.Line(workspace.Folder), Remedy = "Check free space and permissions" }], error);
        }
    }

    /// <summary>Puts it on a work's record as read.</summary>
    public void Tell(Work? work, string path)
    {
        if (DatasetId is { } id)
            work?.ReadDataset(path, id, ContentHash);
        else
            work?.ReadFile(Path.GetFileName(path), ContentHash);
    }

    public void Dispose()
    {
        View.Dispose();
        Remove(folder);
    }

    private static void Remove(string? folder)
    {
        if (folder is not null && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
