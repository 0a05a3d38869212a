using Praxis.Data.Queries;
using Praxis.Data.Tables;
using Praxis.Testing;

namespace Praxis.Data.Tests.Queries;

public sealed class QueryEngineTests
{
    [Fact]
    public void One_select_is_answered_and_cut()
    {
        using var folder = new ScratchFolder();
        var result = Query(folder, "WITH x AS (SELECT a, d FROM \"re views\") SELECT a, d FROM x ORDER BY a DESC;", 2);
        Assert.Equal(["a", "d"], result.Columns);
        Assert.Equal(["3", null], result.Rows[0]);
        Assert.Equal(["2", "2024-01-02"], result.Rows[1]);
        Assert.True(result.Truncated);
    }

    private static QueryResult Query(ScratchFolder folder, string sql, int rows)
    {
        var table = Import.Text(folder, "a,d\n1,2024-01-01\n2,2024-01-02\n3,\n");
        var known = new QueryTable("re views:1", ["a", "d"], StoredTable.Of(table.TablePath));
        var catalog = new QueryCatalog { Find = (database, name) => database is null && name == "re views" ? known : null, Names = () => ["re views"] };
        return QueryEngine.Run(sql, catalog, new QueryOptions { Timeout = TimeSpan.FromSeconds(2) }, rows, TestContext.Current.CancellationToken);
    }
}
