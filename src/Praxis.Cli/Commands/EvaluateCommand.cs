using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Contracts.Train;
using Praxis.Platform.Deploy;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis evaluate</c>: how good a registered model is on a file of labelled rows, on its slices, and beside another model.</summary>
internal sealed class EvaluateCommand(TextWriter output, TextWriter error)
{
    private const int MostSlices = 8;
    private readonly Argument<string> model = new("model") { Description = "NAME (the newest version) or NAME:VERSION", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string> file = new("file") { Description = "CSV, TSV, JSON Lines or Parquet with texts and labels that the model has not seen", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> text = new("--text") { Description = "The column that holds the text; else that of the training", HelpName = "COLUMN" };
    private readonly Option<string?> label = new("--label") { Description = "The column that holds the label; else that of the training", HelpName = "COLUMN" };
    private readonly Option<string?> labelMap = new("--label-map") { Description = "Groups label values into classes: \"1,2=-1;3=0;4,5=1\"; else that of the training; none takes them as they are", HelpName = "MAP" };
    private readonly Option<string[]> facet = new("--facet") { Description = "A column whose values are compared; may be given more than once", HelpName = "COLUMN", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> facetValue = new("--facet-value") { Description = "Asks for bias of this value (several: together) or above this number; else of every value", HelpName = "VALUE", DefaultValueFactory = _ => [] };
    private readonly Option<string?> positive = new("--positive") { Description = "The class that counts as the good outcome, for bias over the facets", HelpName = "CLASS" };
    private readonly Option<string?> config = new("--config") { Description = "Runs an analysis_config.json of SageMaker Clarify instead and writes its analysis.json; model and file are those that it names", HelpName = "FILE" };
    private readonly Option<string?> against = new("--against") { Description = "Another model, asked about the same rows", HelpName = "MODEL" };
    private readonly Option<int> fewestRows = new Option<int>("--fewest-rows") { Description = "Slices of fewer rows are marked as too small", DefaultValueFactory = _ => 30 }.Within("1 or more", value => value >= 1);
    private readonly Option<ulong> seed = new("--seed") { Description = "Seed of the intervals", DefaultValueFactory = _ => 1 };
    private readonly Option<string> folder = new("--out") { Description = "Where evaluation.json and report.html are written", HelpName = "DIR", DefaultValueFactory = _ => "evaluation" };
    private readonly TableOptions table = new();
    private readonly Option<string?> workspaceOption = CommandOptions.Workspace();
    private readonly Option<bool> json = CommandOptions.Json();

    public static Command Create(TextWriter output, TextWriter error) => new EvaluateCommand(output, error).Build();

    private Command Build()
    {
        var command = new Command("evaluate", "Measures a registered model on a file of labelled rows.") { model, file, text, label, labelMap, facet, facetValue, positive, against, config, fewestRows, seed, folder, workspaceOption, json };
        table.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken).WaitAsync(cancellationToken));
        return ExampleHelp.Of(
            command,
            "praxis evaluate reviews new-reviews.csv",
            "praxis evaluate reviews:2 new.csv --against reviews:1 --out compare",
            "praxis evaluate reviews new.csv --facet \"Class Name\" --positive 1 --json",
            "praxis evaluate --config analysis_config.json --out analysis");
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
        if (parsed.GetValue(config) is { } asked)
            return new ConfiguredAnalysis(output, error).Run(asked, parsed.GetValue(model), parsed.GetValue(file), parsed.GetValue(folder)!, parsed.GetValue(json), workspace, null, cancellationToken);
        if (parsed.GetValue(model) is null || parsed.GetValue(file) is not { } path)
            throw new UserException(new Problem { Type = "missing-argument", Found = "model and file are both needed", Remedy = "praxis evaluate MODEL FILE; praxis models list shows the models" });
        var (models, endpoints) = (new Models(workspace), new Endpoints(workspace, Algorithms.Trainers));
        var version = models.Get(parsed.GetValue(model)!);
        var other = parsed.GetValue(against) is { } name ? models.Get(name) : null;
        List<ITextClassifier> classifiers = [endpoints.Load(version)];
        if (other is not null)
            classifiers.Add(endpoints.Load(other));
        var options = new ScoringOptions
        {
            Text = parsed.GetValue(text) ?? Setting(version, "text", "--text"),
            Label = parsed.GetValue(label) ?? Setting(version, "label", "--label"),
            LabelMap = (parsed.GetValue(labelMap) ?? version.Settings.GetValueOrDefault("label-map")) is { } map and not "none" ? map : null,
            Facets = parsed.GetValue(facet)!,
        };
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        using var rows = table.Open(parsed, path, workspace, lines, cancellationToken);
        var scored = Stage.Run(lines, "Score", say => TableScorer.Score(rows.View, options, classifiers, done => say($"{done:N0} rows"), cancellationToken), own => $"{own.Truth.Length:N0} rows");
        var report = Stage.Run(lines, "Measure", _ => ModelReporter.Report((version.Id, version.Algorithm), other?.Id, Path.GetFileName(path), scored, new ReportOptions
        {
            Label = options.Label,
            Positive = parsed.GetValue(positive),
            FacetValues = parsed.GetValue(facetValue)!,
            FewestRows = parsed.GetValue(fewestRows),
            Seed = parsed.GetValue(seed),
        }, cancellationToken), own => $"{own.Figures.Count} figures, {own.Slices.Sum(slices => slices.Slices.Count)} slices");
        if (new Datasets(workspace).List().Any(dataset => dataset.Id == version.Dataset && dataset.ContentHash == rows.ContentHash))
            report = report with { Notes = [$"{version.Id} was trained on rows of this very file: what it says of them is better than what it will say of others.", .. report.Notes] };
        var written = EvaluationJson.Write(report);
        var files = ResultFiles.Write(parsed.GetValue(folder)!, [("evaluation.json", written), ("report.html", EvaluationPage.Render(report))], cancellationToken);
        if (parsed.GetValue(json))
            output.Write(written);
        else
            Summary(report);
        if (options.Facets.Count > 0 && parsed.GetValue(positive) is null)
            error.WriteLine("Bias needs the good outcome: --positive CLASS.");
        error.WriteLine($"Report      {SafeText.Line(files[1])} and {SafeText.Line(Path.GetFileName(files[0]))}");
        return 0;
    }

    private void Summary(ModelReport report)
    {
        SummaryLine.Write(output, "Verdict", report.Verdict);
        if (report.Beside is { } beside)
            SummaryLine.Write(output, "Beside", beside);
        foreach (var note in report.Notes)
            SummaryLine.Write(output, "Note", note);
        output.WriteLine();
        Table.Write(output, ["figure", "value", "95 % interval"], report.Figures.Select(figure => new[] { figure.Title, F(figure.Estimate.Value), Interval(figure.Estimate.Interval) }));
        if (report.Comparison is { } comparison)
        {
            output.WriteLine();
            Table.Write(output, [$"beside {comparison.Against}", "difference", "95 % interval", "p"], comparison.Differences.Select(own => new[] { own.Title, Signed(own.Difference.Value), Interval(own.Difference.Interval), F(own.PValue) }));
        }

        foreach (var facet in report.Slices)
        {
            output.WriteLine();
            Table.Write(output, [facet.Facet, "rows", "accuracy", "95 % interval", "gap to the rest", ""], facet.Slices.Take(MostSlices).Select(slice => new[]
            {
                slice.Value ?? "(no value)", slice.Rows.ToString("N0", CultureInfo.InvariantCulture), F(slice.Accuracy.Value), Interval(slice.Accuracy.Interval), Signed(slice.AccuracyGap.Value),
                slice.IsTooSmall ? "few rows" : slice.AccuracyGap.Interval is { High: < 0 } ? "worse" : slice.AccuracyGap.Interval is { Low: > 0 } ? "better" : "",
            }));
            if (facet.Slices.Count > MostSlices)
                output.WriteLine($"… and {facet.Slices.Count - MostSlices:N0} more in the report");
        }

        foreach (var bias in report.Bias)
            SummaryLine.Write(output, "Bias", BiasSection.Finding(bias) + ".");
    }

    private static string Setting(ModelVersion version, string name, string option) => version.Settings.GetValueOrDefault(name) is { } column and not "none"
        ? column
        : throw new UserException(new Problem { Type = "column-not-named", Found = $"{version.Id} does not say which column holds the {name}", Remedy = $"Name it with {option} COLUMN" });

    private static string F(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("0.000", CultureInfo.InvariantCulture) : "–";

    private static string Signed(double? value) => value is { } number ? number.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture) : "–";

    private static string Interval(Interval? interval) => interval is { } own ? $"{F(own.Low)} to {F(own.High)}" : "";
}
