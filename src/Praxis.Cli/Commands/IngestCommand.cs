using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis ingest</c>: files become dataset versions; list, show, preview, drop, restore.</summary>
internal static class IngestCommand
{
    public static Command Create(TextWriter output)
    {
        var files = new Argument<string[]>("files") { Description = "Files (CSV, TSV, JSON Lines, Parquet; also .gz and .zst), folders of them, patterns such as 'logs/**/*.csv'", Arity = ArgumentArity.ZeroOrMore };
        var name = new Option<string?>("--name") { Description = "The dataset's name; else the first file's", HelpName = "[DATABASE.]NAME" };
        var append = new Option<bool>("--append") { Description = "Add the rows to the newest version; files that it holds already are passed over" };
        var allowLinks = new Option<bool>("--allow-links") { Description = "Follow links in folders wherever they lead" };
        var (format, delimiter, encoding, noHeader) = (CommandOptions.Format(), CommandOptions.Delimiter(), CommandOptions.Encoding(), CommandOptions.NoHeader());
        var (types, unguard, union, maxExpansion, maxField) = (CommandOptions.Types(), CommandOptions.Unguard(), CommandOptions.Union(), CommandOptions.MaxExpansion(), CommandOptions.MaxField());
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("ingest", "Takes files in as a dataset version, every value checked; list, show, preview, drop, restore.")
        {
            files, name, append, format, delimiter, encoding, noHeader, types, unguard, union, maxExpansion, maxField, allowLinks, workspaceOption, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(files) is not { Length: > 0 } paths)
                throw new UserException(new Problem { Type = "no-file", Found = "no file is named", Expected = "praxis ingest FILE… --name NAME", Remedy = "praxis ingest list shows what there is" });
            using var workspace = Open(parsed, workspaceOption);
            var reading = CommandOptions.Reading(parsed, format, delimiter, encoding, noHeader, types, unguard) with { Union = parsed.GetValue(union) };
            if (parsed.GetValue(maxExpansion) is { } times)
                reading = reading with { MaxExpansion = times };
            if (parsed.GetValue(maxField) is { } megabytes)
                reading = reading with { MaxFieldBytes = megabytes * 1024 * 1024 };
            var request = new IngestRequest { Paths = paths, Name = parsed.GetValue(name), Reading = reading, Append = parsed.GetValue(append), AllowLinks = parsed.GetValue(allowLinks) };
            Write(output, new Datasets(workspace).Ingest(request, cancellationToken), parsed.GetValue(json));
            return Task.FromResult(0);
        });
        command.Add(List(output));
        command.Add(Show(output));
        command.Add(Preview(output));
        command.Add(Drop(output));
        command.Add(Restore(output));
        return ExampleHelp.Of(command, "praxis ingest reviews.csv", "praxis ingest export.txt --delimiter tab --encoding windows-1252 --name reviews", "praxis ingest 'sales/year=*/*.parquet' --name shop.sales", "praxis ingest today.csv --name reviews --append");
    }

    private static Command List(TextWriter output)
    {
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("list", "Every dataset version.") { workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var all = new Datasets(workspace).List();
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(all));
            else
                Table.Write(output, ["dataset", "rows", "columns", "files", "bytes", "from", "created"], all.Select(dataset => new string?[]
                {
                    dataset.Id, N(dataset.Rows), N(dataset.Columns.Count), N(dataset.Files.Count), N(dataset.Files.Sum(file => file.Bytes)), dataset.SourceName,
                    dataset.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                }));
        });
        return command;
    }

    private static Command Show(TextWriter output)
    {
        var (name, workspaceOption, json) = (Name(), CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("show", "One version: its columns, files and where it came from.") { name, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            Write(output, new Datasets(workspace).Get(parsed.GetValue(name)!), parsed.GetValue(json));
        });
        return command;
    }

    private static Command Preview(TextWriter output)
    {
        var (name, workspaceOption, json) = (Name(), CommandOptions.Workspace(), CommandOptions.Json());
        var rows = new Option<int>("--rows") { Description = "How many rows", DefaultValueFactory = _ => 10 }.Within("1 to 1000", value => value is >= 1 and <= 1000);
        var command = new Command("preview", "The first rows of a version.") { name, rows, workspaceOption, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var datasets = new Datasets(workspace);
            var result = datasets.Preview(datasets.Get(parsed.GetValue(name)!), parsed.GetValue(rows), cancellationToken);
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(result));
            else
                Table.Write(output, result.Columns, result.Rows);
            return Task.FromResult(0);
        });
        return command;
    }

    private static Command Drop(TextWriter output)
    {
        var (name, workspaceOption, json) = (Name(), CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("drop", "Takes a version (NAME@2), or all of a name, out of the catalog; 'restore' brings it back until 'workspace gc' takes the bytes a day later.") { name, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            Tell(output, new Datasets(workspace).Drop(parsed.GetValue(name)!), "dropped", parsed.GetValue(json));
            if (!parsed.GetValue(json))
                output.WriteLine($"praxis ingest restore {SafeText.Line(parsed.GetValue(name))} brings it back; its bytes go with a 'workspace gc' after a day.");
        });
        return command;
    }

    private static Command Restore(TextWriter output)
    {
        var (name, workspaceOption, json) = (Name(), CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("restore", "Brings dropped versions back.") { name, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            Tell(output, new Datasets(workspace).Restore(parsed.GetValue(name)!), "restored", parsed.GetValue(json));
        });
        return command;
    }

    private static void Tell(TextWriter output, IReadOnlyList<DatasetVersion> versions, string what, bool json)
    {
        if (json)
            output.WriteLine(RecordJson.WriteIndented(versions));
        else
            foreach (var version in versions)
                output.WriteLine($"{version.Id} {what}");
    }

    private static void Write(TextWriter output, DatasetVersion dataset, bool json)
    {
        if (json)
        {
            output.WriteLine(RecordJson.WriteIndented(dataset));
            return;
        }

        var format = dataset.Format;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dataset.Id}: {dataset.Rows:N0} rows, {format.Format}{(format.Compression is null ? "" : $" ({format.Compression})")}{(format.Delimiter is { } mark ? $", delimiter {(mark == '\t' ? "tab" : $"'{mark}'")} (--delimiter)" : "")}, {format.Encoding} (--encoding)"));
        output.WriteLine($"sha256 {dataset.ContentHash}");
        if (dataset.Parent is { } parent)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"adds to {dataset.QualifiedName}:{parent}"));
        if (dataset.Files.Count > 1)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dataset.Files.Count:N0} files, {dataset.Files.Sum(file => file.Bytes):N0} bytes"));
        Table.Write(
            output,
            ["column", "type", "nulls", "different", "remark"],
            dataset.Columns.Select(column => new[] { column.Name, column.Type.ToString(), N(column.Nulls), (column.DistinctIsEstimate ? "about " : "") + N(column.Distinct), column.Remark ?? "" }));
    }

    private static Argument<string> Name() => new("name") { Description = "[DATABASE.]NAME is the newest version, NAME@2 the second" };

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static Workspace Open(ParseResult parsed, Option<string?> option) => Workspace.Open(Workspace.Locate(parsed.GetValue(option)), TimeProvider.System);
}
