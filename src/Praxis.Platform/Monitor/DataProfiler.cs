using Praxis.Contracts.Foundation;
using Praxis.Data.Tables;

namespace Praxis.Platform.Monitor;

/// <summary>Counts a table for a baseline or for a comparison with one; a row at a time, so that memory stays bounded.</summary>
internal static class DataProfiler
{
    /// <summary>Counts every column.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="domains">By column the values whose rows are counted separately.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UserException">The table has no row.</exception>
    public static DataStatistics Run(TableView table, IReadOnlyDictionary<string, IReadOnlySet<string>>? domains, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        var features = table.Columns.Select(column => new FeatureProfiler(column, domains?.GetValueOrDefault(column))).ToList();
        long rows = 0;
        foreach (var row in table.ReadColumns(table.Columns))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < row.Length; i++)
                features[i].Add(row[i]);
            rows++;
        }

        return rows > 0 ? new DataStatistics(rows, [.. features.Select(feature => feature.Result())]) : throw new UserException(new Problem { Type = "no-rows", Found = "the data has no row", Expected = "at least one" });
    }
}
