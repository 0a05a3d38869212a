using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Testing;

namespace Praxis.Data.Tests;

internal static class Import
{
    public static ImportedTable Text(ScratchFolder folder, string text, ReadOptions? options = null, string name = "a.csv") =>
        Bytes(folder, Encoding.UTF8.GetBytes(text), options, name);

    public static ImportedTable Bytes(ScratchFolder folder, byte[] bytes, ReadOptions? options = null, string name = "a.csv") =>
        TableReader.Import(folder.Write(name, bytes), options ?? new ReadOptions(), folder["scratch"], TestContext.Current.CancellationToken);

    public static UserException Fails(string text, ReadOptions? options = null, string name = "a.csv") => Fails(Encoding.UTF8.GetBytes(text), options, name);

    public static UserException Fails(byte[] bytes, ReadOptions? options = null, string name = "a.csv")
    {
        using var folder = new ScratchFolder();
        var error = Assert.Throws<UserException>(() => Bytes(folder, bytes, options, name));
        Assert.Empty(Directory.GetFileSystemEntries(folder["scratch"]));
        return error;
    }

    public static List<PreparedRow> Rows(ImportedTable table, string text, string label)
    {
        using var view = TableView.Open(table.TablePath);
        return [.. view.ReadRows(text, label)];
    }
}
