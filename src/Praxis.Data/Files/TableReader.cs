using System.Globalization;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;

namespace Praxis.Data.Files;

/// <summary>Takes files in: copies and hashes them, checks every row, proves the columns' types and writes the typed table. Memory stays bounded at any length.</summary>
public static class TableReader
{
    private const long LeastMemory = 256_000_000;
    private const long MemoryOfColumn = 160_000; // measured: the writer of Parquet keeps buffers for each

    /// <summary>Imports one file into the scratch folder; tells everything wrong with it by one <see cref="UserException"/>.</summary>
    public static ImportedTable Import(string path, ReadOptions options, string scratchFolder, CancellationToken cancellation) =>
        Import([new SourceFile(path)], options, scratchFolder, cancellation);

    /// <summary>Imports files as one table, their rows one after the other; columns are found by name.</summary>
    /// <exception cref="UserException">A file cannot be read, changes meanwhile, or is not of the others' shape.</exception>
    public static ImportedTable Import(IReadOnlyList<SourceFile> sources, ReadOptions options, string scratchFolder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfZero(sources.Count);
        var folder = Path.GetFullPath(scratchFolder);
        var table = Path.Combine(folder, "table.parquet");
        var canonical = Path.Combine(folder, "canonical.csv");
        var spill = Path.Combine(folder, "spill");
        var raws = new List<RawFile>();
        var done = false;
        try
        {
            Directory.CreateDirectory(spill);
            foreach (var source in sources)
                raws.Add(RawFile.Take(source, Path.Combine(folder, sources.Count == 1 ? "raw" : string.Create(CultureInfo.InvariantCulture, $"raw{raws.Count}")), cancellation));
            if (raws.All(raw => raw.Length == 0))
                throw raws[0].Bad("empty-file", "the file is empty", "Expected is a header row and at least one row of data");
            var format = FormatOf(raws, options);
            IReadOnlyList<ColumnSchema> columns;
            long[] rows;
            if (format.Format == "parquet")
            {
                using var connection = Connect(folder, spill, LeastMemory * 2);
                (columns, rows) = new ParquetImport(connection, raws, options).Write(table, cancellation);
            }
            else
            {
                using var writer = new CanonicalWriter(canonical);
                var text = new TextImport(raws, options, writer);
                (rows, format) = text.Parse(format, cancellation);
                using var connection = Connect(folder, spill, Math.Max(LeastMemory, writer.Columns.Count * MemoryOfColumn));
                columns = text.Write(connection, canonical, table, cancellation);
            }

            foreach (var raw in raws)
                raw.RequireUnchanged();
            done = true;
            return new ImportedTable
            {
                Files = [.. raws.Select((raw, i) => new ImportedFile { Name = raw.Source.Name, ContentHash = raw.Hash, RawPath = raw.Path, Bytes = raw.Length, Rows = rows[i] })],
                TablePath = table,
                Rows = rows.Sum(),
                Columns = columns,
                Format = format,
            };
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            var problem = new Problem { Type = error is UnauthorizedAccessException ? "no-permission" : "disk", Found = SafeText.Line(error.Message, 300), Where = SafeText.Line(sources[Math.Min(raws.Count, sources.Count - 1)].Name, 120), Remedy = "Check the permissions and the free space of the file and of the scratch folder" };
            throw new UserException(Fault.Environment, [problem], error);
        }
        finally
        {
            File.Delete(canonical);
            if (!done && Directory.Exists(folder))
                foreach (var path in raws.Select(raw => raw.Path).Append(Path.Combine(folder, "raw")).Append(table))
                    File.Delete(path);
            if (Directory.Exists(spill))
                Directory.Delete(spill, true);
        }
    }

    /// <summary>A database that reads and writes in the scratch folder alone.</summary>
    private static DuckDBConnection Connect(string folder, string spill, long memory)
    {
        var connection = Sql.OpenMemory(memory);
        Sql.Run(connection, $"SET temp_directory={Sql.Text(spill)}; SET allowed_directories=[{Sql.Text(folder + "/")}];");
        Sql.LockDown(connection);
        return connection;
    }

    private static FileFormat FormatOf(List<RawFile> raws, ReadOptions options)
    {
        FileFormat? first = null;
        foreach (var raw in raws.Where(raw => raw.Length > 0))
        {
            var format = raw.Resolve(options);
            first ??= format;
            if (format.Format != first.Format)
                throw raw.Bad("mixed-formats", $"the file is {format.Format} and others are {first.Format}", "Register them apart, or say --format");
        }

        return first!;
    }
}
