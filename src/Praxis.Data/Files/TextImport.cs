using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;

namespace Praxis.Data.Files;

/// <summary>CSV and JSON Lines: every file through its parser into one canonical file, and that into the typed table.</summary>
internal sealed class TextImport(IReadOnlyList<RawFile> files, ReadOptions options, CanonicalWriter writer)
{
    private const long RowGroupBytes = 24 << 20;
    private IReadOnlyList<string>? columns = options.Columns;

    /// <summary>Checks every row of every file; returns the rows of each.</summary>
    public (long[] Rows, FileFormat Format) Parse(FileFormat format, CancellationToken cancellation)
    {
        var rows = new long[files.Count];
        var first = true;
        for (var i = 0; i < files.Count; i++)
        {
            if (files[i].Length == 0)
                continue;
            var before = writer.Rows;
            try
            {
                var own = ParseOne(files[i], format, cancellation);
                format = first ? own : format;
                first = false;
            }
            catch (ArgumentException error) when (error is DecoderFallbackException or EncoderFallbackException)
            {
                throw files[i].Bad("invalid-encoding", $"the file is not {options.Encoding ?? "utf-16"}", "Say which --encoding it is", error);
            }

            rows[i] = writer.Rows - before;
        }

        if (writer.Rows == 0)
            throw files[0].Bad(format.Format == "jsonl" ? "empty-file" : "no-rows", format.Format == "jsonl" ? "the file holds no rows" : "the file has a header and no rows", "Expected is at least one row of data");
        return (rows, format);
    }

    /// <summary>Lets the database load the canonical file, each column as the type that was proved.</summary>
    public IReadOnlyList<ColumnSchema> Write(DuckDBConnection connection, string canonical, string table, CancellationToken cancellation)
    {
        writer.Dispose();
        var proofs = writer.Columns;
        var problems = files[0].Problems;
        foreach (var name in options.Types.Keys.Except(proofs.Select(proof => proof.Name), StringComparer.Ordinal))
            problems.Add("unknown-column", $"there is no column '{SafeText.Line(name, 80)}'", "--types", "one of " + string.Join(", ", proofs.Take(40).Select(known => SafeText.Line(known.Name, 80))), NearestName.Suggestion(name, proofs.Select(proof => proof.Name)));
        problems.ThrowIfAny();
        var schemas = new List<ColumnSchema>();
        var cells = new List<string> { Sql.RowColumn };
        var written = new List<string>();
        for (var i = 0; i < proofs.Count; i++)
        {
            var (schema, stored, keepWritten) = proofs[i].Prove(writer.Rows, options.Types.TryGetValue(proofs[i].Name, out var wanted) ? wanted : null, problems);
            schemas.Add(schema);
            var cell = string.Create(CultureInfo.InvariantCulture, $"c{i}");
            if (proofs[i].HasSubstitutes)
                cell = $"replace(replace({cell}, chr(26) || '0', chr(10)), chr(26) || '1', chr(26))";
            cells.Add($"{(stored == "VARCHAR" ? cell : $"CAST({cell} AS {stored})")} AS {Sql.Name(schema.Name)}");
            if (keepWritten)
                written.Add($"{cell} AS {Sql.Name(Sql.WrittenPrefix + schema.Name)}");
        }

        problems.ThrowIfAny();
        cancellation.ThrowIfCancellationRequested();
        var types = string.Join(", ", Enumerable.Range(0, proofs.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"'c{i}': 'VARCHAR'")).Prepend($"'{Sql.RowColumn}': 'BIGINT'"));
        var line = Math.Max(2_097_152, writer.LongestRow + 1024);
        var group = Math.Clamp(RowGroupBytes / Math.Max(1, writer.Bytes / writer.Rows), 2048, 122_880);
        Sql.RunCancellable(
            connection,
            string.Create(CultureInfo.InvariantCulture, $$"""
                COPY (SELECT {{string.Join(", ", cells.Concat(written))}} FROM read_csv({{Sql.Text(canonical)}}, auto_detect=false, columns={{{types}}}, header=false,
                    delim=',', quote='"', escape='"', new_line='\n', nullstr='', strict_mode=true, parallel=true, max_line_size={{line}}))
                TO {{Sql.Text(table)}} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {{group}})
                """),
            cancellation);
        var loaded = Sql.Number(connection, $"SELECT count(*) FROM read_parquet({Sql.Text(table)}, file_row_number=true) WHERE {Sql.RowColumn} = file_row_number + 1");
        return loaded == writer.Rows ? schemas : throw new InvalidOperationException($"The parser counted {writer.Rows} rows, the database loaded {loaded} in their places.");
    }

    private FileFormat ParseOne(RawFile file, FileFormat format, CancellationToken cancellation)
    {
        var (head, encoding) = file.OpenText(options);
        format = format with { Encoding = encoding };
        if (format.Format == "jsonl")
        {
            head.Dispose();
            var json = new JsonLinesParser(options.MaxFieldBytes, file.Problems);
            Stream Open() => file.OpenText(options).Text;
            json.Parse(Open, LayOut(file, json.ReadNames(Open, cancellation)), writer, cancellation);
            return format;
        }

        var start = RawFile.Head(head, 1 << 16);
        var delimiter = format.Delimiter ?? (char)CsvParser.Sniff(start.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? start.AsSpan(3) : start, start.Length < 1 << 16);
        using var text = file.OpenText(options).Text;
        new CsvParser((byte)delimiter, format.HasHeader, options.MaxFieldBytes, options.Unguard, file.Problems, writer, names => LayOut(file, names)).Parse(text, cancellation);
        return format with { Delimiter = delimiter };
    }

    private RowLayout LayOut(RawFile file, string[] names)
    {
        file.Problems.ThrowIfAny();
        columns ??= RowLayout.ColumnsOf(names, file.Source, file.Problems);
        if (writer.Columns.Count == 0)
            writer.Begin(columns);
        return RowLayout.Of(columns, names, file.Source, options.Union, file.Problems);
    }
}
