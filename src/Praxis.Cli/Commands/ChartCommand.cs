using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Charts;
using Praxis.Data.Queries;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis chart</c>: draws the rows of a query.</summary>
internal static class ChartCommand
{
    private const int MostRows = 200_000;

    public static Command Create(TextWriter error)
    {
        var kind = new Argument<ChartKind>("kind") { Description = "bar (label, number), stacked (category, series, number), histogram (number), box (group, number), scatter or line (number, number, series), heatmap (row, column, number)" };
        var sql = new Argument<string>("sql") { Description = "One SELECT over the datasets; its first columns are what the kind draws, in that order" };
        var outFile = new Option<string>("--out") { Description = "The picture, SVG or PNG by its ending", HelpName = "FILE", DefaultValueFactory = _ => "chart.svg" };
        var title = new Option<string?>("--title") { Description = "The finding, above the picture", HelpName = "TEXT" };
        var bins = new Option<int>("--bins") { Description = "Bins of a histogram", DefaultValueFactory = _ => 40 }.Within("1 to 120", value => value is >= 1 and <= 120);
        var range = new Option<double[]>("--range") { Description = "Where a histogram begins and ends", HelpName = "LOW HIGH", Arity = new ArgumentArity(0, 2), AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var upright = new Option<bool>("--upright") { Description = "Bars that stand upright" };
        var theme = new Option<ChartTheme>("--theme") { Description = "Its colours; auto is what the reader's system asks for (SVG), else light", DefaultValueFactory = _ => ChartTheme.Auto };
        var workspaceOption = CommandOptions.Workspace();
        var command = new Command("chart", "Draws the rows of a query as a picture that reads well in light and dark.") { kind, sql, outFile, title, bins, range, upright, theme, workspaceOption };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
            if (parsed.GetValue(range)! is { Length: not (0 or 2) })
                throw new UserException(new Problem { Type = "invalid-option", Found = "--range has one end", Expected = "--range LOW HIGH" });
            var rows = new TextRows(MostRows);
            new Queries(workspace).Ask(new QueryRequest { Sql = parsed.GetValue(sql)!, Database = DatasetVersion.DefaultDatabase }, rows, cancellationToken);
            var result = rows.Result;
            if (result.Truncated)
                throw new UserException(new Problem { Type = "too-many-rows", Found = $"the query gives more than {MostRows:N0} rows", Remedy = "Group or sample them in the query" });
            if (result.Rows.Count == 0)
                throw new UserException(new Problem { Type = "no-rows", Found = "the query gives no rows, so there is nothing to draw" });
            var chart = new Chart
            {
                Kind = parsed.GetValue(kind),
                Title = parsed.GetValue(title) ?? string.Join(" by ", result.Columns.Take(2).Reverse()),
                Columns = result.Columns,
                Rows = result.Rows,
                Bins = parsed.GetValue(bins),
                Range = parsed.GetValue(range) is [var low, var high] ? (low, high) : null,
                IsUpright = parsed.GetValue(upright),
            };
            var path = parsed.GetValue(outFile)!;
            var picture = chart.Encode(path, parsed.GetValue(theme));
            WholeFile.Write(path, stream => stream.Write(picture));
            error.WriteLine($"Chart       {SafeText.Line(path)}, {result.Rows.Count.ToString("N0", CultureInfo.InvariantCulture)} rows");
            return Task.FromResult(0);
        });
        return ExampleHelp.Of(
            command,
            "praxis chart bar 'SELECT \"Class Name\", avg(Rating) AS stars FROM reviews GROUP BY 1 ORDER BY 2 DESC' --title \"Average stars by class\" --out stars.svg",
            "praxis chart histogram 'SELECT len(string_split(\"Review Text\", chr(32))) AS words FROM reviews' --bins 100 --range 0 256",
            "praxis chart line 'SELECT day, avg(stars) FROM reviews GROUP BY 1' --out stars.png --theme dark",
            "praxis chart heatmap 'SELECT \"Class Name\", Rating, count(*) FROM reviews GROUP BY ALL'");
    }
}
