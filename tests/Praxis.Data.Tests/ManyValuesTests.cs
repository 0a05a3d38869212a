using DuckDB.NET.Data;
using Praxis.Data.Statistics;
using Praxis.Data.Tables;
using Praxis.Testing;

namespace Praxis.Data.Tests;

/// <summary>Columns of more than a million different values.</summary>
public sealed class ManyValuesTests : IDisposable
{
    private const int Rows = 2_500_000;
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Different_values_are_exact_to_a_million_and_estimated_within_two_percent_beyond()
    {
        var path = folder["many.parquet"];
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            Sql.Run(connection, $"COPY (SELECT i + 1 AS __row, i AS id, i * 7919 % {Rows} AS mixed, i % 1000000 AS million, CASE WHEN i % 5 = 0 THEN 7 ELSE i % 1500000 END AS some, 'item ' || i % 1200000 AS item FROM range({Rows}) r(i)) TO {Sql.Text(path)} (FORMAT parquet)");
        }

        using var view = TableView.Open(StoredTable.Of(path));
        var statistics = new TableStatistics(view);
        var columns = statistics.Columns(TestContext.Current.CancellationToken).ToDictionary(column => column.Name);
        Assert.Equal((Rows, false), (columns["id"].Distinct, columns["id"].IsDistinctEstimate));
        Assert.Equal((Rows, true), (columns["mixed"].Distinct, columns["mixed"].IsDistinctEstimate));
        Assert.Equal((1_000_000, false), (columns["million"].Distinct, columns["million"].IsDistinctEstimate));
        foreach (var (name, truth) in new[] { ("some", 1_200_001), ("item", 1_200_000) })
        {
            Assert.True(columns[name].IsDistinctEstimate);
            Assert.InRange(columns[name].Distinct, 0.98 * truth, 1.02 * truth);
        }

        // Besides every fifth row, rows 7 and 1,500,007 have it by themselves.
        Assert.Equal(("7", Rows / 5 + 2), (columns["some"].Top[0].Value, columns["some"].Top[0].Rows));
        Assert.Equal(["0", "1", "2"], columns["mixed"].Top.Take(3).Select((value, i) => value.Rows == 1 ? $"{i}" : "repeated"));
        Assert.Equal(ColumnKind.Text, columns["item"].Kind);
        Assert.Equal((Rows - 1) / 2.0, columns["id"].Numbers!.Mean, 1e-6);
        Assert.Equal((Rows - 1) / 2.0, columns["id"].Numbers!.Median);
        Assert.Equal(0, statistics.Duplicates().Later);
    }

    /// <summary>Numbers that repeat are taken once with their count; the figures are those of all rows.</summary>
    [Fact]
    public void Figures_of_numbers_that_repeat_are_those_of_every_row()
    {
        var path = folder["repeated.parquet"];
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            Sql.Run(connection, $"COPY (SELECT i + 1 AS __row, CASE WHEN i % 11 = 0 THEN NULL ELSE (i * i % 37) / 8.0 END AS x FROM range(1001) r(i)) TO {Sql.Text(path)} (FORMAT parquet)");
        }

        using var view = TableView.Open(StoredTable.Of(path));
        var numbers = new TableStatistics(view).Column("x").Numbers!;
        double[] all = [.. Enumerable.Range(0, 1001).Where(i => i % 11 != 0).Select(i => (long)i * i % 37 / 8.0).Order()];
        double Quantile(double share)
        {
            var place = share * (all.Length - 1);
            return all[(int)place] + (place - Math.Floor(place)) * (all[(int)Math.Ceiling(place)] - all[(int)place]);
        }

        Assert.Equal(all.Length, numbers.Count);
        Assert.Equal(all.Average(), numbers.Mean, 1e-12);
        Assert.Equal([Quantile(0.05), Quantile(0.5), Quantile(0.95)], [numbers.Low, numbers.Median, numbers.High]);
        Assert.Equal(Math.Sqrt(all.Sum(x => Math.Pow(x - all.Average(), 2)) / (all.Length - 1)), numbers.Deviation, 1e-12);
        Assert.Equal(all.Length, numbers.Bins.Sum());
        Assert.Equal(all.Count(x => x != Math.Floor(x)), numbers.Fractions);
    }
}
