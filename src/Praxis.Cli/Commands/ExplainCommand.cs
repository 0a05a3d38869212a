using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Contracts.Train;
using Praxis.Learning.Explain;
using Praxis.Platform.Deploy;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis explain</c>: which words make a registered model say what it says.</summary>
internal sealed class ExplainCommand(TextWriter output, TextWriter error)
{
    private const int MostShown = 5;
    private readonly Argument<string> model = new("model") { Description = "NAME (the newest version) or NAME:VERSION" };
    private readonly Argument<string[]> texts = new("texts") { Description = "The texts, or a JSON object of the columns each for a model of several; none takes rows of --file", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> file = new("--file") { Description = "CSV, TSV, JSON Lines or Parquet with texts", HelpName = "FILE" };
    private readonly Option<string?> text = new("--text") { Description = "The file's column that holds the text; else that of the training; models of several columns name their own", HelpName = "COLUMN" };
    private readonly Option<int> rows = new Option<int>("--rows") { Description = "How many rows of the file are explained, spread evenly over it", DefaultValueFactory = _ => 100 }.Within("1 to 100000", value => value is >= 1 and <= 100_000);
    private readonly Option<string> granularity = new Option<string>("--granularity") { Description = "What counts as one part: token, sentence or paragraph", HelpName = "NAME", DefaultValueFactory = _ => "token" }.Within("token, sentence or paragraph", value => value is "token" or "sentence" or "paragraph");
    private readonly Option<int?> samples = new Option<int?>("--samples") { Description = "Combinations of parts the model is asked about, for each text; else 2 times the parts plus 2048", HelpName = "N" }.Within("1 to 10000000", value => value is null or (>= 1 and <= 10_000_000));
    private readonly Option<string> baseline = new("--baseline") { Description = "What stands in the place of an absent part, such as [MASK]; else it is left out", HelpName = "TEXT", DefaultValueFactory = _ => "" };
    private readonly Option<bool> isGlobal = new("--global") { Description = "Show what matters over all texts instead of text by text" };
    private readonly Option<string> aggregation = new Option<string>("--aggregate") { Description = "How the values of many texts become one: mean_abs, mean_sq or median", HelpName = "NAME", DefaultValueFactory = _ => "mean_abs" }.Within("mean_abs, mean_sq or median", value => value is "mean_abs" or "mean_sq" or "median");
    private readonly Option<int> top = new Option<int>("--top") { Description = "How many parts are shown, for each text or label", DefaultValueFactory = _ => 8 }.Within("1 to 1000", value => value is >= 1 and <= 1000);
    private readonly Option<bool> logit = new("--logit") { Description = "Explain log-odds instead of probabilities" };
    private readonly Option<string> method = new Option<string>("--method") { Description = "shap (any model), or linear: the exact parts of a linear model's log-odds, n-gram by n-gram, beside the mean text of --file where it is given", HelpName = "NAME", DefaultValueFactory = _ => "shap" }.Within("shap or linear", value => value is "shap" or "linear");
    private readonly Option<ulong> seed = new("--seed") { Description = "Seed of what is drawn", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> folder = new("--out") { Description = "Where analysis.json, explanations_shap/out.csv and report.html are written; 'explanation' where --file is given", HelpName = "DIR" };
    private readonly TableOptions table = new();
    private readonly Option<string?> workspaceOption = CommandOptions.Workspace();
    private readonly Option<bool> json = CommandOptions.Json();

    public static Command Create(TextWriter output, TextWriter error) => new ExplainCommand(output, error).Build();

    private Command Build()
    {
        var command = new Command("explain", "Shows which words make a registered model say what it says.")
        {
            model, texts, file, text, rows, granularity, samples, baseline, isGlobal, aggregation, top, logit, method, seed, folder, workspaceOption, json,
        };
        table.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken).WaitAsync(cancellationToken));
        return ExampleHelp.Of(
            command,
            "praxis explain reviews \"I love this dress but it runs small\"",
            "praxis explain reviews \"First point. Second point.\" --granularity sentence --out why",
            "praxis explain reviews --file reviews.csv --global --rows 500");
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
        var version = new Models(workspace).Get(parsed.GetValue(model)!);
        var classifier = new Endpoints(workspace, Algorithms.Trainers).Load(version);
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        var said = parsed.GetValue(texts)!;
        var read = parsed.GetValue(file) is { } path ? Rows(parsed, path, version, classifier, workspace, lines, cancellationToken) : [];
        if (said.Length == 0 && parsed.GetValue(file) is null)
            throw new UserException(new Problem { Type = "no-text", Found = "there is no text to explain", Remedy = $"praxis explain {version.Name} \"a text\", or --file FILE" });
        if (parsed.GetValue(method) == "linear")
            return Linear(parsed, version, classifier, said.Length > 0 ? said : [.. read.Select(row => row.Text)], said.Length > 0 ? [.. read.Select(row => row.Text)] : [], cancellationToken);
        List<Instance> asked = said.Length > 0 ? [.. said.Select((one, i) => InstanceJson.Parse(one, classifier.Columns, $"text {i + 1}"))] : read;
        var options = new TextExplanationOptions
        {
            Granularity = Enum.Parse<TextGranularity>(parsed.GetValue(granularity)!, ignoreCase: true),
            Samples = parsed.GetValue(samples),
            Baseline = parsed.GetValue(baseline)!,
            UseLogit = parsed.GetValue(logit),
            Seed = parsed.GetValue(seed),
        };
        ExplanationReport Explain(Action<int>? progress) => classifier.Columns.Count > 1
            ? ColumnExplainer.Explain((version.Id, version.Algorithm), classifier, [.. asked.Select(one => (one, (string?)null))], read, options, Aggregation(parsed), progress, cancellationToken)
            : Explainer.Explain((version.Id, version.Algorithm), classifier, [.. asked.Select(one => (one.Text, (string?)null))], options, Aggregation(parsed), Explainer.MostTopUnits, progress, cancellationToken);
        var report = asked.Count == 1 ? Explain(null) : Stage.Run(lines, "Explain", say => Explain(done => say($"{done:N0} of {asked.Count:N0} texts")), own => $"{own.Texts.Count:N0} texts, {own.Texts.Sum(one => one.Units.Count):N0} parts");
        var analysis = ExplanationFiles.AnalysisJson(report);
        if (parsed.GetValue(json))
            output.Write(parsed.GetValue(isGlobal) ? analysis : ExplanationFiles.LocalJson(report));
        else
            Summary(parsed, report);
        if ((parsed.GetValue(folder) ?? (said.Length == 0 ? "explanation" : null)) is { } target)
        {
            var files = ResultFiles.Write(target, [("analysis.json", analysis), (Path.Combine("explanations_shap", "out.csv"), ExplanationFiles.LocalCsv(report)), ("report.html", ExplanationPage.Render(report))], cancellationToken);
            error.WriteLine($"Report      {SafeText.Line(files[2])}, analysis.json and explanations_shap/out.csv");
        }

        return 0;
    }

    private List<Instance> Rows(ParseResult parsed, string path, ModelVersion version, ITextClassifier classifier, Workspace workspace, StageLines lines, CancellationToken cancellationToken)
    {
        using var opened = table.Open(parsed, path, workspace, lines, cancellationToken);
        var column = parsed.GetValue(text) ?? version.Settings.GetValueOrDefault("text")
            ?? throw new UserException(new Problem { Type = "column-not-named", Found = $"{version.Id} does not say which column holds the text", Remedy = "Name it with --text COLUMN" });
        var most = parsed.GetValue(rows);
        var kept = new List<Instance>();
        var columns = ModelColumns.NamesOf(classifier, column);
        int[] places = [.. Enumerable.Range(0, columns.Count)];
        long total = opened.View.Rows, at = 0;
        foreach (var row in opened.View.ReadColumns(columns))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // The row whose place passes the next of `most` even steps.
            if (total <= most || at * most / total != (at + 1) * most / total)
                if (ModelColumns.InstanceOf(row, places) is { } own)
                    kept.Add(own);
            at++;
        }

        return kept.Count > 0 ? kept : throw new UserException(new Problem { Type = "no-rows", Found = $"no row that was looked at has a text in '{SafeText.Line(column, 60)}'", Remedy = "Check --text, or raise --rows" });
    }

    private void Summary(ParseResult parsed, ExplanationReport report)
    {
        var most = parsed.GetValue(top);
        if (!parsed.GetValue(isGlobal))
        {
            foreach (var text in report.Texts.Take(MostShown))
            {
                var k = text.PredictedIndex;
                SummaryLine.Write(output, "Says", $"'{SafeText.Line(text.Predicted, 60)}' {Output(report, text.Full[k])}, {Output(report, text.Base[k])} with nothing known: {SafeText.Line(report.Columns is null ? text.Text : string.Join(", ", text.Units.Select(unit => unit.Text)), 120)}");
                foreach (var unit in text.Units.Where(unit => unit.Values[k] != 0).OrderByDescending(unit => Math.Abs(unit.Values[k])).Take(most))
                    output.WriteLine($"  {Signed(unit.Values[k])}  {SafeText.Line(unit.Text, 90)}");
            }

            if (report.Texts.Count > MostShown)
                output.WriteLine($"… and {report.Texts.Count - MostShown:N0} more in the report; --global shows all together");
            return;
        }

        for (var k = 0; k < report.Labels.Count; k++)
        {
            SummaryLine.Write(output, "Label", $"'{SafeText.Line(report.Labels[k], 60)}', {Output(report, report.Expected[k])} with nothing known, over {report.Texts.Count:N0} texts");
            Table.Write(output, ["  part", "importance", "mean", "times"], report.Frequent(k).Take(most).Select(unit => new[] { "  " + SafeText.Line(unit.Unit, 50), unit.Importance.ToString("0.0000", CultureInfo.InvariantCulture), Signed(unit.Mean), unit.Count.ToString("N0", CultureInfo.InvariantCulture) }));
        }
    }

    private int Linear(ParseResult parsed, ModelVersion version, ITextClassifier classifier, IReadOnlyList<string> asked, List<string> background, CancellationToken cancellationToken)
    {
        if (classifier is not ILinearTextModel linear)
            throw new UserException(new Problem { Type = "not-linear", Found = $"{version.Id} ({version.Algorithm}) is not a linear model", Remedy = "Take --method shap" });
        var expected = background.Count == 0 ? null : LinearExplainer.Expectation(linear, background);
        var all = asked.Select(text => (Text: text, Own: LinearExplainer.Explain(linear, text, expected))).ToList();
        foreach (var (text, own) in all)
        {
            if (parsed.GetValue(json))
            {
                output.WriteLine(RecordJson.Write(new { text, classifier.Labels, own.Base, own.Full, own.Contributions }));
                continue;
            }

            var k = Enumerable.Range(0, own.Full.Count).MaxBy(i => own.Full[i]);
            SummaryLine.Write(output, "Says", $"'{SafeText.Line(classifier.Labels[k], 60)}', {Signed(own.Full[k])} above the mean of the labels in log-odds, {Signed(own.Base[k])} {(expected is null ? "with nothing known" : "for the mean text")}: {SafeText.Line(text, 120)}");
            foreach (var part in own.Contributions.OrderByDescending(part => Math.Abs(part.Values[k])).Take(parsed.GetValue(top)))
                output.WriteLine($"  {Signed(part.Values[k])}  {SafeText.Line(part.Feature, 90)}{(part.Value == 0 ? " (absent)" : "")}");
        }

        if ((parsed.GetValue(folder) ?? (parsed.GetValue(texts)!.Length == 0 ? "explanation" : null)) is { } target)
        {
            var files = ResultFiles.Write(target, LinearFiles.Of(classifier.Labels, all, Aggregation(parsed)), cancellationToken);
            error.WriteLine($"Report      {SafeText.Line(files[0])} and explanations_linear/out.csv");
        }

        return 0;
    }

    private ShapAggregation Aggregation(ParseResult parsed) => parsed.GetValue(aggregation) switch
    {
        "mean_sq" => ShapAggregation.MeanSquare,
        "median" => ShapAggregation.Median,
        _ => ShapAggregation.MeanAbsolute,
    };

    private static string Output(ExplanationReport report, double value) => report.Options.UseLogit ? Signed(value) + " log-odds" : (value * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Signed(double value) => value.ToString("+0.000;-0.000; 0.000", CultureInfo.InvariantCulture);
}
