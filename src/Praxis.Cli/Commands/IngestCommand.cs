using System.CommandLine;
using System.Globalization;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis ingest</c>: a file becomes a dataset version.</summary>
internal static class IngestCommand
{
    public static Command Create(TextWriter output)
    {
        var file = new Argument<string>("file") { Description = "CSV, TSV, JSON Lines or Parquet" };
        var name = new Option<string?>("--name") { Description = "The dataset's name; else the file's", HelpName = "NAME" };
        var (format, delimiter, encoding, noHeader) = (CommandOptions.Format(), CommandOptions.Delimiter(), CommandOptions.Encoding(), CommandOptions.NoHeader());
        var (types, unguard) = (CommandOptions.Types(), CommandOptions.Unguard());
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("ingest", "Takes a file in as a dataset version, every value checked.")
        {
            file, name, format, delimiter, encoding, noHeader, types, unguard, workspaceOption, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
            var dataset = new Datasets(workspace).Ingest(parsed.GetValue(file)!, CommandOptions.Reading(parsed, format, delimiter, encoding, noHeader, types, unguard), parsed.GetValue(name), cancellationToken);
            if (parsed.GetValue(json))
            {
                output.WriteLine(RecordJson.WriteIndented(dataset));
                return Task.FromResult(0);
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dataset.Id}: {dataset.Rows:N0} rows, {dataset.Format.Format}{(dataset.Format.Delimiter is { } mark ? $", delimiter {(mark == '\t' ? "tab" : $"'{mark}'")} (--delimiter)" : "")}, {dataset.Format.Encoding} (--encoding)"));
            output.WriteLine($"sha256 {dataset.ContentHash}");
            Table.Write(
                output,
                ["column", "type", "nulls", "different", "remark"],
                dataset.Columns.Select(column => new[] { column.Name, column.Type.ToString(), column.Nulls.ToString("N0", CultureInfo.InvariantCulture), column.Distinct.ToString("N0", CultureInfo.InvariantCulture), column.Remark ?? "" }));
            return Task.FromResult(0);
        });
        return ExampleHelp.Of(command, "praxis ingest reviews.csv", "praxis ingest export.txt --delimiter tab --encoding windows-1252 --name reviews");
    }
}
