using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Analyze;
using Praxis.Contracts.Foundation;
using Praxis.Data.Tables;
using Praxis.Platform.Analyze;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Foundation;
using Praxis.Platform.Prepare;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis analyze bias</c>: whether the label treats some rows unlike the rest.</summary>
internal sealed class AnalyzeBiasCommand(TextWriter output, TextWriter error)
{
    private const int MostShown = 15;
    private readonly Argument<string> file = new("file") { Description = "CSV, TSV, JSON Lines or Parquet, or a dataset of the workspace by its name", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> label = new("--label") { Description = "The column of the outcome", HelpName = "COLUMN" };
    private readonly Option<string[]> positive = new("--positive") { Description = "The label's value that is the good outcome; may be given more than once", HelpName = "VALUE", DefaultValueFactory = _ => [] };
    private readonly Option<double?> positiveAbove = new("--positive-above") { Description = "Or: every number above this is the good outcome", HelpName = "NUMBER" };
    private readonly Option<string?> labelMap = new("--label-map") { Description = "Groups label values into classes first: \"1,2=-1;3=0;4,5=1\"; --positive then names classes", HelpName = "MAP" };
    private readonly Option<string[]> facet = new("--facet") { Description = "A column whose values are compared, each with all other rows; may be given more than once", HelpName = "COLUMN", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> facetValue = new("--facet-value") { Description = "Compares only this value (several: together) of the one facet", HelpName = "VALUE", DefaultValueFactory = _ => [] };
    private readonly Option<double?> facetAbove = new("--facet-above") { Description = "Or: all rows above this number of the one facet", HelpName = "NUMBER" };
    private readonly Option<string?> group = new("--group") { Description = "A column within whose values outcomes are compared too (CDDL)", HelpName = "COLUMN" };
    private readonly Option<int> fewestRows = new Option<int>("--fewest-rows") { Description = "Leaves out values of fewer rows", DefaultValueFactory = _ => 1 }.Within("1 or more", value => value >= 1);
    private readonly Option<int> replicates = new Option<int>("--replicates") { Description = "How often rows are drawn again for the intervals; 0 for none", DefaultValueFactory = _ => 1000 }.Within("0 or 2 to 100,000", value => value is 0 or (>= 2 and <= 100_000));
    private readonly Option<ulong> seed = new("--seed") { Description = "Seed of the intervals", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> config = new("--config") { Description = "Runs an analysis_config.json of SageMaker Clarify instead", HelpName = "FILE" };
    private readonly Option<string> folder = new("--out") { Description = "Where analysis.json and report.html are written", HelpName = "DIR", DefaultValueFactory = _ => "bias" };
    private readonly TableOptions table = new();
    private readonly Option<string?> workspaceOption = CommandOptions.Workspace();
    private readonly Option<bool> json = CommandOptions.Json();

    public static Command Create(TextWriter output, TextWriter error) => new AnalyzeBiasCommand(output, error).Build();

    private Command Build()
    {
        var command = new Command("bias", "Measures whether a label's good outcome is spread unevenly over the values of a column.") { file, label, positive, positiveAbove, labelMap, facet, facetValue, facetAbove, group, fewestRows, replicates, seed, config, folder, workspaceOption, json };
        table.AddTo(command);
        // Waited for to its end, also when interrupted: what is half made is taken away then.
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        return ExampleHelp.Of(
            command,
            "praxis analyze bias reviews.csv --label sentiment --positive 1 --facet product_category",
            "praxis analyze bias reviews.csv --label Rating --positive-above 3 --facet Age --facet-above 60 --group \"Class Name\"",
            "praxis analyze bias --config analysis_config.json --out analysis");
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
        var records = new Analyses(workspace).Records;
        if (parsed.GetValue(config) is { } asked)
        {
            var configured = records.Run("bias", Path.GetFileNameWithoutExtension(parsed.GetValue(file) ?? asked), new Dictionary<string, string> { ["config"] = Path.GetFileName(asked) }, work =>
                new ConfiguredAnalysis(output, error).Run(asked, null, parsed.GetValue(file), parsed.GetValue(folder)!, parsed.GetValue(json), workspace, work, work.CancellationToken), cancellationToken);
            RecipeOutput.TellRecord(error, "analyze", configured);
            return 0;
        }

        var question = Question(parsed);
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        var path = parsed.GetValue(file)!;
        var record = records.Run("bias", Path.GetFileNameWithoutExtension(path), Analyses.SettingsOf(question), work =>
        {
            using var rows = table.Open(parsed, path, workspace, lines, work.CancellationToken);
            rows.Tell(work, path);
            var report = Stage.Run(lines, "Measure", _ => LabelBiasAnalyzer.Run(rows.View, Path.GetFileName(path), question, work.CancellationToken), own => $"{own.Facets.Sum(one => one.Values.Count):N0} values");
            var written = BiasJson.Write(report);
            IReadOnlyList<(string Name, string Content)> results = [("analysis.json", written), (Analyses.Page, BiasPage.Render(report))];
            var files = ResultFiles.Write(parsed.GetValue(folder)!, results, work.CancellationToken);
            foreach (var (name, content) in results)
                work.MadeText(name, content);
            work.Finding = report.Finding;
            if (parsed.GetValue(json))
                output.Write(written);
            else
                Summary(report);
            error.WriteLine($"Report      {SafeText.Line(files[1])} and {SafeText.Line(Path.GetFileName(files[0]))}");
        }, cancellationToken);
        RecipeOutput.TellRecord(error, "analyze", record);
        return 0;
    }

    // Everything that is missing is told at once.
    private BiasQuestion Question(ParseResult parsed)
    {
        var problems = new List<Problem>();
        void Missing(bool isMissing, string what, string remedy)
        {
            if (isMissing)
                problems.Add(new Problem { Type = "missing-argument", Found = what, Remedy = remedy });
        }

        var (values, above, facets) = (parsed.GetValue(positive)!, parsed.GetValue(positiveAbove), parsed.GetValue(facet)!);
        var (only, over) = (parsed.GetValue(facetValue)!, parsed.GetValue(facetAbove));
        Missing(parsed.GetValue(file) is null, "no file is named", "praxis analyze bias FILE");
        Missing(parsed.GetValue(label) is null, "the label is not named", "--label COLUMN");
        Missing(values.Length == 0 == above is null, values.Length == 0 ? "what counts as the good outcome is not named" : "--positive and --positive-above exclude each other", "--positive VALUE or --positive-above NUMBER");
        Missing(facets.Length == 0, "no facet is named", "--facet COLUMN");
        Missing(facets.Length > 1 && (only.Length > 0 || over is not null), "--facet-value and --facet-above are for one facet", "Give one --facet");
        Missing(only.Length > 0 && over is not null, "--facet-value and --facet-above exclude each other", "Give one of them");
        Missing(parsed.GetValue(labelMap) is not null && above is not null, "--label-map and --positive-above exclude each other", "Give one of them");
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
        var mapped = parsed.GetValue(labelMap) is { } map ? LabelMap.Parse(map) : null;
        return new BiasQuestion
        {
            Positive = new ColumnRange(parsed.GetValue(label)!) { Values = mapped is null ? values : [.. values.SelectMany(mapped.ValuesOf)], Above = above },
            PositiveName = mapped is null ? null : string.Join(',', values),
            Facets = [.. facets.Select(column => new ColumnRange(column) { Values = only, Above = over })],
            Group = parsed.GetValue(group),
            FewestRows = parsed.GetValue(fewestRows),
            Replicates = parsed.GetValue(replicates),
            Seed = parsed.GetValue(seed),
        };
    }

    private void Summary(LabelBiasReport report)
    {
        SummaryLine.Write(output, "Finding", report.Finding + ".");
        foreach (var note in report.Notes)
            SummaryLine.Write(output, "Note", note);
        foreach (var facet in report.Facets)
        {
            output.WriteLine();
            var shown = facet.Values.OrderBy(value => value.Answer switch { BiasAnswer.Yes => 0, BiasAnswer.CannotTell => 1, _ => 2 }).ThenByDescending(value => Math.Abs(Dpl(value)?.Value ?? 0)).ToList();
            Table.Write(output, [facet.Facet, "rows", "positive", "of the rest", "DPL", "interval", "answer"], shown.Take(MostShown).Select(value => new[]
            {
                value.Value, value.Rows.ToString("N0", CultureInfo.InvariantCulture), Percent(BiasWords.Share(value.Positive, value.Rows)), Percent(BiasWords.Share(value.OtherPositive, value.OtherRows)),
                F(Dpl(value)?.Value), value.Low is null ? "" : $"{F(value.Low)} to {F(value.High)}", BiasWords.Answer(value),
            }));
            if (shown.Count > MostShown)
                output.WriteLine($"… and {shown.Count - MostShown:N0} more in the report");
        }
    }

    private static BiasMetric? Dpl(FacetBias value) => value.Metrics.FirstOrDefault(metric => metric.Name == "DPL");

    private static string Percent(double? share) => share is { } own ? (own * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";

    private static string F(double? number) => number is { } own ? own.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture) : "–";
}
