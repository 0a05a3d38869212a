using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Data.Queries;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis query</c>: one SELECT over the workspace's datasets.</summary>
internal static class QueryCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var sql = new Argument<string>("sql") { Description = "One SELECT; a dataset is a table of its name, or \"name:version\"" };
        var rows = new Option<int>("--rows") { Description = "The most rows to show", DefaultValueFactory = _ => 100 }.Within("1 to 10000000", value => value is >= 1 and <= 10_000_000);
        var seconds = new Option<double>("--timeout") { Description = "The most seconds it may take", DefaultValueFactory = _ => 60 }.Within("more than 0, at most 86400", value => value is > 0 and <= 86_400);
        var csv = new Option<bool>("--csv") { Description = "Write the result as CSV" };
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("query", "Asks the datasets with SQL; nothing else can be reached by it.") { sql, rows, seconds, csv, workspaceOption, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
            var tables = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var dataset in new Datasets(workspace).List())
                tables[dataset.Name] = tables[dataset.Id] = workspace.Artifacts.PathOf(dataset.TableArtifact);
            var result = QueryEngine.Run(parsed.GetValue(sql)!, tables, parsed.GetValue(rows), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken);
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(result));
            else if (parsed.GetValue(csv))
                foreach (var row in result.Rows.Prepend(result.Columns))
                    output.WriteLine(string.Join(',', row.Select(SafeText.CsvCell)));
            else
                Table.Write(output, result.Columns, result.Rows);
            if (result.Truncated)
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"There are more than these {result.Rows.Count:N0} rows (--rows)."));
            return Task.FromResult(0);
        });
        return ExampleHelp.Of(command, "praxis query 'SELECT \"Class Name\", avg(Rating) FROM reviews GROUP BY 1 ORDER BY 2'");
    }
}
