using Praxis.Data.Files;
using Praxis.Data.Queries;
using Praxis.Data.Tables;
using Praxis.Testing;

namespace Praxis.Data.Tests.Queries;

/// <summary>A table called <c>t</c>, and in the database <c>shop</c> as well, to be asked.</summary>
public sealed class QueriedTable : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly QueryTable table;

    public QueriedTable()
    {
        var imported = TableReader.Import(folder.Write("t.csv", "a,d,name\n1,2024-01-01,x\n2,2024-01-02,\n3,,z\n"), new ReadOptions(), folder["import"], TestContext.Current.CancellationToken);
        table = new QueryTable("t:1", [.. imported.Columns.Select(column => column.Name)], StoredTable.Of(imported.TablePath));
        Catalog = new QueryCatalog { Find = (database, name) => database?.ToUpperInvariant() is null or "SHOP" && name.ToUpperInvariant() is "T" or "T@1" ? table : null, Names = () => ["t", "shop.t"] };
    }

    public QueryCatalog Catalog { get; }

    public string Folder => folder.Path;

    public QueryResult Ask(string sql, QueryOptions? options = null, int rows = 100) => QueryEngine.Run(sql, Catalog, options ?? new QueryOptions { Timeout = TimeSpan.FromSeconds(20) }, rows, TestContext.Current.CancellationToken);

    /// <summary>The one value of the answer.</summary>
    public string? Value(string expression) => Ask("SELECT " + expression).Rows.Single()[0];

    public void Dispose() => folder.Dispose();
}
