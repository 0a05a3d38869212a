using Praxis.Contracts.Foundation;
using Praxis.Data.Files;

namespace Praxis.Platform.Prepare.Processing;

/// <summary>Spreads the files of an input over shards: whole files where there are enough, else the row groups of a Parquet file or a file's lines, the first of which (its header) goes to each.</summary>
internal static class ShardFiles
{
    private static readonly string[] withHeader = [".csv", ".tsv"];
    private static readonly string[] ofLines = [".csv", ".tsv", ".jsonl", ".txt", ".ndjson"];

    /// <summary>The files of each shard, name and path; those cut out of a file are written into a folder.</summary>
    public static IReadOnlyList<IReadOnlyList<(string Name, string Path)>> Of(IReadOnlyList<(string Name, string Path)> files, int shards, string folder, CancellationToken cancellationToken)
    {
        if (shards == 1)
            return [files];
        if (files.Count >= shards)
            return [.. Enumerable.Range(0, shards).Select(shard => (IReadOnlyList<(string, string)>)[.. files.Where((_, i) => i % shards == shard)])];
        if (files is [var table] && Path.GetExtension(table.Name).Equals(".parquet", StringComparison.OrdinalIgnoreCase))
        {
            string[] paths = [.. Enumerable.Range(0, shards).Select(shard => Path.Combine(folder, $"{shard}-{table.Name}"))];
            ParquetShards.Cut(table.Path, paths, cancellationToken);
            return [.. paths.Select(path => (IReadOnlyList<(string, string)>)[(table.Name, path)])];
        }

        if (files is not [var only] || !ofLines.Contains(Path.GetExtension(only.Name).ToLowerInvariant()))
            throw new UserException(new Problem
            {
                Type = "too-few-files",
                Found = $"{files.Count} files cannot be spread over {shards} shards",
                Expected = "as many files as shards, or one file of rows (.csv, .tsv, .jsonl, .txt, .parquet)",
                Remedy = "Ask for fewer shards",
            });
        return Cut(only.Name, only.Path, shards, folder, cancellationToken);
    }

    private static List<IReadOnlyList<(string Name, string Path)>> Cut(string name, string path, int shards, string folder, CancellationToken cancellationToken)
    {
        var hasHeader = withHeader.Contains(Path.GetExtension(name).ToLowerInvariant());
        var paths = Enumerable.Range(0, shards).Select(shard => Path.Combine(folder, $"{shard}-{name}")).ToList();
        var writers = paths.Select(place => new BufferedStream(File.Create(place), 1 << 16)).ToList();
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            var (buffer, isQuoted, isHeader, shard) = (new byte[1 << 16], false, hasHeader, 0);
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var begin = 0;
                for (var i = 0; i < read; i++)
                {
                    // A line break inside quotes belongs to the row.
                    if (hasHeader && buffer[i] == (byte)'"')
                        isQuoted = !isQuoted;
                    if (buffer[i] != (byte)'\n' || isQuoted)
                        continue;
                    Write(begin, i + 1);
                    begin = i + 1;
                    shard = isHeader ? 0 : (shard + 1) % shards;
                    isHeader = false;
                }

                Write(begin, read);
            }

            void Write(int from, int to)
            {
                if (isHeader)
                    writers.ForEach(writer => writer.Write(buffer, from, to - from));
                else
                    writers[shard].Write(buffer, from, to - from);
            }
        }
        finally
        {
            writers.ForEach(writer => writer.Dispose());
        }

        return [.. paths.Select(place => (IReadOnlyList<(string, string)>)[(name, place)])];
    }
}
