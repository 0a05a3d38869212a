using System.Globalization;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Files;

/// <summary>Cuts a Parquet file into several of the same columns, whole row groups each where it has enough of them, else as many rows.</summary>
public static class ParquetShards
{
    /// <summary>Writes one file a shard; their rows one after the other are the file's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="targets">Where each shard is written.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UserException">It is no Parquet file, or has fewer rows than there are shards.</exception>
    public static void Cut(string path, IReadOnlyList<string> targets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(targets);
        using var connection = Sql.OpenMemory();
        Sql.Run(connection, $"SET allowed_paths=[{string.Join(", ", targets.Prepend(path).Select(one => Sql.Text(Path.GetFullPath(one))))}]");
        Sql.LockDown(connection);
        try
        {
            var ends = Ends(connection, path, targets.Count);
            for (var shard = 0; shard < targets.Count; shard++)
            {
                var from = shard == 0 ? 0 : ends[shard - 1];
                Sql.RunCancellable(connection, string.Create(CultureInfo.InvariantCulture, $"COPY (SELECT * EXCLUDE (file_row_number) FROM read_parquet({Sql.Text(path)}, file_row_number=true) WHERE file_row_number >= {from} AND file_row_number < {ends[shard]}) TO {Sql.Text(targets[shard])} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)"), cancellationToken);
            }
        }
        catch (DuckDBException error)
        {
            throw new UserException(new Problem { Type = "unreadable-parquet", Found = "the Parquet file cannot be cut into shards", Where = SafeText.Line(Path.GetFileName(path)), Remedy = "Check that it is whole" }, error);
        }
    }

    // Where each shard ends, in rows: the end of a row group where there are as many groups as shards.
    private static long[] Ends(DuckDBConnection connection, string path, int shards)
    {
        var groups = Sql.Query(connection, $"SELECT any_value(row_group_num_rows)::BIGINT FROM parquet_metadata({Sql.Text(path)}) GROUP BY row_group_id ORDER BY row_group_id", reader => reader.GetInt64(0)).ToList();
        var rows = groups.Sum();
        if (rows < shards)
            throw new UserException(new Problem { Type = "too-few-rows", Found = string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows cannot be spread over {shards:N0} shards"), Where = SafeText.Line(Path.GetFileName(path)), Remedy = "Lower --shards" });
        if (groups.Count < shards)
            return [.. Enumerable.Range(1, shards).Select(shard => rows * shard / shards)];
        var sums = new long[groups.Count + 1];
        for (var i = 0; i < groups.Count; i++)
            sums[i + 1] = sums[i] + groups[i];
        return [.. Enumerable.Range(1, shards).Select(shard => sums[(int)((long)groups.Count * shard / shards)])];
    }
}
