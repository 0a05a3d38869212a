using System.CommandLine;
using System.Text;
using Praxis.Cli.Pipelines;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Contracts.Train;
using Praxis.Platform.Deploy;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines;
using Praxis.Platform.Pipelines.Report;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis run</c>: from a file to a live endpoint and a report.</summary>
internal static class RunCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("file") { Description = "CSV, TSV, JSON Lines or Parquet" };
        var text = new Option<string[]>("--text") { Description = "The column that holds the text; may be given again, where the algorithm reads several columns", HelpName = "COLUMN", Required = true };
        var categorical = new Option<string[]>("--categorical") { Description = "A column of categories to look at too; may be given again", HelpName = "COLUMN", DefaultValueFactory = _ => [] };
        var numeric = new Option<string[]>("--numeric") { Description = "A column of numbers to look at too; may be given again", HelpName = "COLUMN", DefaultValueFactory = _ => [] };
        var label = new Option<string>("--label") { Description = "The column that holds the label", HelpName = "COLUMN", Required = true };
        var recipe = new Option<string?>("--recipe") { Description = "A recipe (YAML) without a split that is fitted on the rows, or one that was fitted (recipe.json); what it does to a row travels with the model, so that raw rows are asked. --text and --label name columns of its result", HelpName = "FILE" };
        var export = new Option<string?>("--export") { Description = "Runs nothing, and writes what would be done as a pipeline to edit", HelpName = "FILE.yaml" };
        var settings = new RunSettings();
        var command = new Command("run", "Takes a file of texts and labels to an evaluated model, a report and a live endpoint.\n\n"
            + "  praxis run reviews.csv --text \"Review Text\" --label Rating --label-map \"1,2=-1;3=0;4,5=1\"\n"
            + "  praxis run mails.jsonl --text body --label is_spam --no-serve --min-accuracy 0.9") { file, text, categorical, numeric, label, recipe, export };
        settings.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = Read(settings, parsed, parsed.GetValue(file)!, Columns(parsed.GetValue(text)!, parsed.GetValue(categorical)!, parsed.GetValue(numeric)!), parsed.GetValue(label)!);
            if (parsed.GetValue(recipe) is { } path)
                options = options with { Recipe = RecipeTable.Text(path), RecipeName = Path.GetFileName(path) };
            return parsed.GetValue(export) is { } target
                ? Task.FromResult(Export(options, target, error))
                : RunAsync(options, Hinted(settings.ReadServing(parsed), options), output, error, cancellationToken);
        });
        return command;
    }

    private static RunServing Hinted(RunServing serving, MainJobOptions options) => MainJobExport.CanExport(options)
        ? serving with { PipelineHint = "Pipeline    the same command with --export FILE.yaml writes these steps as a pipeline to edit" }
        : serving;

    private static int Export(MainJobOptions options, string path, TextWriter error)
    {
        if (!File.Exists(options.File))
            throw new UserException(new Problem { Type = "file-not-found", Found = "there is no such file", Where = SafeText.Line(options.File), Remedy = "Check the path" });
        var yaml = Encoding.UTF8.GetBytes(MainJobExport.ToYaml(options, Algorithms.Trainers));
        WholeFile.Write(path, stream => stream.Write(yaml));
        error.WriteLine($"Pipeline    {SafeText.Line(path)}; praxis pipeline start {SafeText.Line(path)}");
        return 0;
    }

    public static async Task<int> RunAsync(MainJobOptions options, RunServing serving, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        using var workspace = Workspace.Open(Workspace.Locate(serving.Workspace), TimeProvider.System);
        await using var host = serving.NoServe ? null : await EndpointHost.StartAsync(workspace, serving, cancellationToken);
        using var scheduler = new LocalScheduler(workspace, SlotLimits.Machine);
        using var lines = new StageLines(error, !Console.IsErrorRedirected);

        // What fails is thrown on from here, and told once.
        var job = new MainJob(PipelineServices.Of(workspace, scheduler) with { OnBug = null }) { OnProgress = lines.Show, UsesCache = !serving.NoCache };
        var result = await RunAsync(job, options, error, cancellationToken);
        if (options.Recipe is not null)
            result = result with { Classifier = new Endpoints(workspace, Algorithms.Trainers).Load(result.Model) };
        serving = serving with { ExecutionHint = $"Execution   praxis pipeline show {job.Execution!.Pipeline}" };
        var report = result.Report;
        if (result.Model.Status == ModelStatus.Rejected)
            return Finish(report, serving, output, error, () => error.WriteLine($"praxis: the gate was not met: {result.Model.StatusReason}; {result.Model.Id} is Rejected and no endpoint went up"), (int)Fault.Environment);
        if (host is null)
            return Finish(report, serving, output, error, () => error.WriteLine($"Serve it:   praxis serve {result.Model.Name}"), 0);

        var samples = await host.DeployAsync(result, cancellationToken);
        report = report with { CurlLine = host.CurlLine(result), Samples = samples };
        var code = Finish(report, serving, output, error, () => host.Explain(result.Model.Name, error), 0);
        await host.WaitAsync(cancellationToken);
        return code;
    }

    private static async Task<MainJobResult> RunAsync(MainJob job, MainJobOptions options, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => job.Run(options, cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException) when (job.Execution is { } execution)
        {
            error.WriteLine($"Execution   praxis pipeline retry {execution.Id[..13]} goes on with what was done");
            throw;
        }
    }

    public static FeatureColumn[] Columns(string[] texts, string[] categories, string[] numbers) =>
    [
        .. texts.Select(name => new FeatureColumn(name, FeatureKind.Text)),
        .. categories.Select(name => new FeatureColumn(name, FeatureKind.Categorical)),
        .. numbers.Select(name => new FeatureColumn(name, FeatureKind.Numeric)),
    ];

    private static MainJobOptions Read(RunSettings settings, ParseResult parsed, string file, FeatureColumn[] columns, string label) =>
        settings.Read(parsed, file, columns[0].Name, label) with { MoreColumns = columns[1..] };

    private static int Finish(RunReport report, RunServing serving, TextWriter output, TextWriter error, Action last, int code)
    {
        var (html, json) = ReportFiles.Write(serving.ReportFolder, report);
        if (serving.Json)
            output.WriteLine(RecordJson.WriteIndented(report));
        else
            RunSummary.Write(report, output);
        foreach (var hint in new[] { serving.PipelineHint, serving.ExecutionHint }.OfType<string>())
            error.WriteLine(hint);
        error.WriteLine($"Report      {SafeText.Line(html)} and {SafeText.Line(Path.GetFileName(json))}");
        if (serving.AfterReport is { } line)
            error.WriteLine(line);
        last();
        return code;
    }
}
