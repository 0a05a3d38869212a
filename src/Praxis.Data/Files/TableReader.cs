using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;

namespace Praxis.Data.Files;

/// <summary>Takes a file in: copies and hashes it, checks every row, proves the columns' types and writes the typed table.</summary>
public static class TableReader
{
    /// <summary>Imports the file into the scratch folder; tells everything wrong with it by one <see cref="UserException"/>.</summary>
    public static ImportedTable Import(string path, ReadOptions options, string scratchFolder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var file = SafeText.Line(Path.GetFileName(path), 120);
        if (Directory.Exists(path))
            throw new UserException(new Problem { Type = "not-a-file", Found = "the path is a folder", Where = SafeText.Line(path), Expected = "a file" });
        if (!File.Exists(path))
            throw new UserException(new Problem { Type = "file-not-found", Found = "there is no such file", Where = SafeText.Line(path), Remedy = "Check the path" });
        var folder = Path.GetFullPath(scratchFolder);
        var raw = Path.Combine(folder, "raw");
        var table = Path.Combine(folder, "table.parquet");
        var text = Path.Combine(folder, "text.utf8");
        var canonical = Path.Combine(folder, "canonical.csv");
        var spill = Path.Combine(folder, "spill");
        var done = false;
        try
        {
            Directory.CreateDirectory(spill);
            var before = Stamp(path);
            var hash = Copy(path, raw, cancellation);
            var format = Resolve(path, raw, options);
            var problems = new ProblemList(Path.GetFileName(path));
            if (new FileInfo(raw).Length == 0)
                problems.Add("empty-file", "the file is empty", null, "a header row and at least one row of data");
            problems.ThrowIfAny();
            using var connection = Sql.OpenMemory();
            Sql.Run(connection, $"SET temp_directory={Sql.Text(spill)}; SET allowed_directories=[{Sql.Text(folder + "/")}];");
            Sql.LockDown(connection);
            string[] names;
            string?[] natives;
            long rows;
            if (format.Format == "parquet")
                (names, natives, rows) = LoadParquet(connection, raw, problems);
            else
            {
                var source = Transcode(raw, text, ref format, options.Encoding, problems, cancellation);
                (names, rows, format) = LoadText(connection, source, canonical, format, options, problems, cancellation);
                natives = new string?[names.Length];
            }

            var columns = Write(connection, names, natives, rows, table, options, problems, cancellation);
            // Looked at as late as possible: a writer that is slower than the copy is still seen.
            if (Stamp(path) != before)
                throw new UserException(Fault.Environment, [new Problem { Type = "file-changed", Found = "the file changed while it was read", Where = file, Remedy = "Run the command again when nobody writes to it" }]);
            done = true;
            return new ImportedTable { ContentHash = hash, RawPath = raw, TablePath = table, Rows = rows, Columns = columns, Format = format };
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            var problem = new Problem { Type = error is UnauthorizedAccessException ? "no-permission" : "disk", Found = SafeText.Line(error.Message, 300), Where = file, Remedy = "Check the permissions and the free space of the file and of the scratch folder" };
            throw new UserException(Fault.Environment, [problem], error);
        }
        finally
        {
            Remove(text, canonical);
            if (!done)
                Remove(raw, table);
            if (Directory.Exists(spill))
                Directory.Delete(spill, true);
        }
    }

    private static void Remove(params string[] paths)
    {
        foreach (var path in paths.Where(File.Exists))
            File.Delete(path);
    }

    private static (long Length, DateTime Changed) Stamp(string path)
    {
        var source = new FileInfo(path);
        return (source.Length, source.LastWriteTimeUtc);
    }

    private static string Copy(string path, string raw, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var output = new FileStream(raw, FileMode.Create, FileAccess.Write, FileShare.None);
        var buffer = new byte[1 << 17];
        for (var read = input.Read(buffer); read > 0; read = input.Read(buffer))
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            output.Write(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static FileFormat Resolve(string path, string raw, ReadOptions options)
    {
        var head = Head(raw, 4);
        var extension = Path.GetExtension(path).ToUpperInvariant();
        var format = options.Format ?? (head.AsSpan().SequenceEqual("PAR1"u8) || extension is ".PARQUET" ? "parquet"
            : extension is ".JSONL" or ".NDJSON" ? "jsonl" : extension is ".TSV" ? "tsv" : "csv");
        if (format is not ("csv" or "tsv" or "jsonl" or "parquet"))
            throw new UserException(new Problem { Type = "unknown-format", Found = $"the format '{SafeText.Line(format, 40)}' is unknown", Expected = "csv, tsv, jsonl or parquet" });
        if (options.Delimiter is { } d && d is '"' or '\r' or '\n' or '\0' or > '\x7e')
            throw new UserException(new Problem { Type = "bad-delimiter", Found = "the delimiter cannot be used", Expected = "one ASCII character other than the quote and the line break" });
        return new FileFormat
        {
            Format = format is "tsv" ? "csv" : format,
            Delimiter = format switch { "csv" => options.Delimiter, "tsv" => options.Delimiter ?? '\t', _ => null },
            HasHeader = options.HasHeader ?? true,
        };
    }

    private static byte[] Head(string path, int most)
    {
        using var stream = File.OpenRead(path);
        var head = new byte[most];
        return head[..stream.ReadAtLeast(head, most, false)];
    }

    private static string Transcode(string raw, string text, ref FileFormat format, string? wanted, ProblemList problems, CancellationToken cancellation)
    {
        var head = Head(raw, 2);
        var name = wanted?.ToUpperInvariant() ?? (head is [0xff, 0xfe] or [0xfe, 0xff] ? "UTF-16" : "UTF-8");
        var big = name is "UTF-16BE" || (name is "UTF-16" && head is [0xfe, 0xff]);
        (Encoding? Encoding, string Name) chosen = name switch
        {
            "UTF-8" or "UTF8" => (null, "utf-8"),
            "UTF-16" or "UTF-16LE" or "UTF-16BE" => (new UnicodeEncoding(big, true, true), "utf-16"),
            "WINDOWS-1252" or "CP1252" => (CodePagesEncodingProvider.Instance.GetEncoding(1252), "windows-1252"),
            "LATIN1" or "LATIN-1" or "ISO-8859-1" => (Encoding.Latin1, "latin1"),
            _ => throw new UserException(new Problem { Type = "unknown-encoding", Found = $"the encoding '{SafeText.Line(wanted, 40)}' is unknown", Expected = "utf-8, utf-16, utf-16be, windows-1252 or latin1" }),
        };
        format = format with { Encoding = chosen.Name };
        if (chosen.Encoding is null)
            return raw;
        try
        {
            using var reader = new StreamReader(raw, chosen.Encoding, false);
            using var writer = new StreamWriter(text, false, new UTF8Encoding(false, true));
            var buffer = new char[1 << 16];
            for (var read = reader.Read(buffer); read > 0; read = reader.Read(buffer))
            {
                cancellation.ThrowIfCancellationRequested();
                writer.Write(buffer, 0, read);
            }
        }
        catch (ArgumentException error) when (error is DecoderFallbackException or EncoderFallbackException)
        {
            problems.Add("invalid-encoding", $"the file is not {chosen.Name}", null, null, "Say which --encoding it is");
            problems.ThrowIfAny();
        }

        return text;
    }

    private static (string[] Names, long Rows, FileFormat Format) LoadText(DuckDBConnection connection, string source, string canonical, FileFormat format, ReadOptions options, ProblemList problems, CancellationToken cancellation)
    {
        string[] names;
        long rows, longest;
        using (var writer = new CanonicalWriter(canonical))
        {
            if (format.Format == "jsonl")
            {
                var parser = new JsonLinesParser(options.MaxFieldBytes, problems);
                parser.Parse(source, writer, cancellation);
                names = parser.Names;
            }
            else
            {
                var head = Head(source, 1 << 16);
                var delimiter = format.Delimiter ?? (char)CsvParser.Sniff(head.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? head.AsSpan(3) : head, head.Length < 1 << 16);
                format = format with { Delimiter = delimiter };
                var parser = new CsvParser((byte)delimiter, format.HasHeader, options.MaxFieldBytes, options.Unguard, problems, writer);
                using var stream = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
                parser.Parse(stream, cancellation);
                names = parser.Names;
            }

            (rows, longest) = (writer.Rows, writer.LongestRow);
        }

        var types = string.Join(", ", Enumerable.Range(0, names.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"'c{i}': 'VARCHAR'")).Prepend($"'{Sql.RowColumn}': 'BIGINT'"));
        var size = Math.Max(2_097_152, longest + 1024).ToString(CultureInfo.InvariantCulture);
        Sql.Run(connection, $$"""
            CREATE TABLE raw AS SELECT * FROM read_csv({{Sql.Text(canonical)}}, auto_detect=false, columns={{{types}}}, header=false,
                delim=',', quote='"', escape='"', new_line='\n', nullstr='', strict_mode=true, parallel=false, max_line_size={{size}})
            """);
        var loaded = Sql.Number(connection, "SELECT count(*) FROM raw");
        return loaded == rows ? (names, rows, format) : throw new InvalidOperationException($"The parser counted {rows} rows, the database loaded {loaded}.");
    }

    private static (string[] Names, string?[] Natives, long Rows) LoadParquet(DuckDBConnection connection, string raw, ProblemList problems)
    {
        try
        {
            var described = Sql.Query(connection, $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet({Sql.Text(raw)}))", r => (r.GetString(0), r.GetString(1))).ToList();
            var names = problems.CheckNames([.. described.Select(c => c.Item1)]);
            problems.ThrowIfAny();
            var cells = described.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"nullif(CAST({Sql.Name(c.Item1)} AS VARCHAR), '') AS c{i}"));
            Sql.Run(connection, $"CREATE TABLE raw AS SELECT row_number() OVER () AS {Sql.RowColumn}, {string.Join(", ", cells)} FROM read_parquet({Sql.Text(raw)})");
            var rows = Sql.Number(connection, "SELECT count(*) FROM raw");
            if (rows == 0)
                problems.Add("no-rows", "the file holds no rows");
            problems.ThrowIfAny();
            return (names, [.. described.Select(c => Native(c.Item2))], rows);
        }
        catch (DuckDBException error)
        {
            throw new UserException(new Problem { Type = "invalid-parquet", Found = "the file cannot be read as Parquet: " + SafeText.Line(error.Message.Replace(raw, "file", StringComparison.Ordinal), 300), Remedy = "Check that the file is whole" }, error);
        }
    }

    private static string? Native(string type) => type switch
    {
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" => "BIGINT",
        "FLOAT" or "DOUBLE" => "DOUBLE",
        _ => null,
    };

    private static List<ColumnSchema> Write(DuckDBConnection connection, string[] names, string?[] natives, long rows, string table, ReadOptions options, ProblemList problems, CancellationToken cancellation)
    {
        foreach (var name in options.Types.Keys.Except(names, StringComparer.Ordinal))
            problems.Add("unknown-column", $"there is no column '{SafeText.Line(name, 80)}'", "--types", "one of " + string.Join(", ", names.Take(40).Select(known => SafeText.Line(known, 80))), NearestName.Suggestion(name, names));
        problems.ThrowIfAny();
        var proof = new SchemaProof(connection, rows);
        var columns = new List<ColumnSchema>();
        var cells = new List<string> { Sql.RowColumn };
        var written = new List<string>();
        for (var i = 0; i < names.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var sqlName = string.Create(CultureInfo.InvariantCulture, $"c{i}");
            var (schema, stored, keep) = proof.Prove(sqlName, names[i], natives[i], options.Types.TryGetValue(names[i], out var wanted) ? wanted : null, problems);
            columns.Add(schema);
            cells.Add($"CAST({sqlName} AS {stored}) AS {Sql.Name(names[i])}");
            if (keep)
                written.Add($"{sqlName} AS {Sql.Name(Sql.WrittenPrefix + names[i])}");
        }

        problems.ThrowIfAny();
        Sql.Run(connection, $"COPY (SELECT {string.Join(", ", cells.Concat(written))} FROM raw ORDER BY {Sql.RowColumn}) TO {Sql.Text(table)} (FORMAT parquet, COMPRESSION zstd)");
        return columns;
    }
}
