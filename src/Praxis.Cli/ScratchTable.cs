using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;

namespace Praxis.Cli;

/// <summary>A file's table in a scratch folder that goes with it.</summary>
internal sealed class ScratchTable : IDisposable
{
    private readonly string folder;

    private ScratchTable(string folder, ImportedTable imported, TableView view)
    {
        this.folder = folder;
        (Imported, View) = (imported, view);
    }

    /// <summary>What the file is.</summary>
    public ImportedTable Imported { get; }

    /// <summary>Its rows.</summary>
    public TableView View { get; }

    public static ScratchTable Import(string path, ReadOptions reading, Workspace workspace, CancellationToken cancellationToken)
    {
        var folder = workspace.NewScratch();
        try
        {
            Directory.CreateDirectory(folder);
            var imported = TableReader.Import(path, reading, folder, cancellationToken);
            return new ScratchTable(folder, imported, TableView.Open(imported.TablePath));
        }
        catch (Exception error)
        {
            Remove(folder);
            if (error is not (IOException or UnauthorizedAccessException))
                throw;
            throw new UserException(Fault.Environment, [new Problem { Type = "workspace-not-writable", Found = $"the file cannot be taken into the workspace: {SafeText.Line(error.Message, 300)}", Where = SafeText.Line(workspace.Folder), Remedy = "Check free space and permissions" }], error);
        }
    }

    public void Dispose()
    {
        View.Dispose();
        Remove(folder);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
