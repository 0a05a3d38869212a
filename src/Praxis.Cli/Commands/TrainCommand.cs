using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;
using Praxis.Platform.Pipelines;
using Praxis.Platform.Train;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis train</c>: a training job on record, and what can be trained.</summary>
internal sealed class TrainCommand(TextWriter output, TextWriter error)
{
    private readonly Argument<string?> source = new("source") { Description = "A file (CSV, TSV, JSON Lines, Parquet; lines of __label__NAME and words; augmented manifest) or a dataset's name", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> text = new("--text") { Description = "The column that holds the text; not for labelled lines and manifests; may be given again, where the algorithm reads several columns", HelpName = "COLUMN", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> categorical = new("--categorical") { Description = "A column of categories to look at too; may be given again", HelpName = "COLUMN", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> numeric = new("--numeric") { Description = "A column of numbers to look at too; may be given again", HelpName = "COLUMN", DefaultValueFactory = _ => [] };
    private readonly Option<string?> label = new("--label") { Description = "The column that holds the label; not for labelled lines and manifests", HelpName = "COLUMN" };
    private readonly Option<string?> labelMap = new("--label-map") { Description = "Groups label values into classes: \"1,2=-1;3=0;4,5=1\"", HelpName = "MAP" };
    private readonly Option<string?> algorithm = new("--algorithm") { Description = "What learns; praxis train --list names them", HelpName = "NAME" };
    private readonly Option<string[]> set = HyperparameterOption.Create();
    private readonly Option<string?> recipe = new("--recipe") { Description = "A recipe (YAML) that is fitted on the rows, or one that was fitted (recipe.json): its first part is learned from, its part 'validation' judged by; what it does to a row travels with the model, so that raw rows are asked. --text and --label name columns of its result", HelpName = "FILE" };
    private readonly Option<string?> validation = new("--validation") { Description = "Rows to judge by, written as those to learn from; they reach the trainer (early stopping) and the evaluation. For word vectors: lines of two words and how alike people find them", HelpName = "FILE" };
    private readonly Option<string?> name = new("--name") { Description = "The model's name; else the file's", HelpName = "MODEL" };
    private readonly Option<ulong> seed = new("--seed") { Description = "Seed of everything random", DefaultValueFactory = _ => 1 };
    private readonly Option<double?> minAccuracy = new Option<double?>("--min-accuracy") { Description = "Reject the model below this validation accuracy (0 to 1); exit code 2", HelpName = "FRACTION" }.Within("0 to 1", value => value is >= 0 and <= 1);
    private readonly Option<int> threads = new Option<int>("--threads") { Description = "How many threads may compute; no result depends on it", DefaultValueFactory = _ => Environment.ProcessorCount }.Within("1 to 1024", value => value is >= 1 and <= 1024);
    private readonly Option<string?> format = new("--format") { Description = "csv, tsv, jsonl, parquet, labeled-lines or manifest; else the file's name and first bytes decide", HelpName = "NAME" };
    private readonly Option<string> attributeNames = new("--attribute-names") { Description = "The attributes of an augmented manifest; source and label must be among them", HelpName = "NAMES", DefaultValueFactory = _ => "source,label" };
    private readonly Option<string?> delimiter = CommandOptions.Delimiter();
    private readonly Option<string?> encoding = CommandOptions.Encoding();
    private readonly Option<bool> noHeader = CommandOptions.NoHeader();
    private readonly Option<string?> types = CommandOptions.Types();
    private readonly Option<bool> unguard = CommandOptions.Unguard();
    private readonly Option<string?> experiment = new("--experiment") { Description = "Puts the training on record as a run of this experiment, made where it is missing; praxis experiments runs NAME shows it", HelpName = "NAME" };
    private readonly Option<bool> list = new("--list") { Description = "List the algorithms with their hyper-parameters, defaults and ranges" };
    private readonly Option<string?> workspaceOption = CommandOptions.Workspace();
    private readonly Option<bool> json = CommandOptions.Json();

    public static Command Create(TextWriter output, TextWriter error) => new TrainCommand(output, error).Build();

    private Command Build()
    {
        var command = new Command("train", "Trains a model on record: a job with its metrics, lineage and a registered version.")
        {
            source, text, categorical, numeric, label, labelMap, algorithm, set, recipe, validation, name, seed, minAccuracy, threads, format, attributeNames, delimiter, encoding, noHeader, types, unguard, experiment, list, workspaceOption, json,
        };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(list)
            ? Task.FromResult(AlgorithmList.Write(output, parsed.GetValue(algorithm), parsed.GetValue(json)))
            : RunAsync(parsed, cancellationToken));
        var (algorithmName, ownJson) = (new Argument<string?>("algorithm") { Description = "Only this one", Arity = ArgumentArity.ZeroOrOne }, CommandOptions.Json());
        var algorithms = new Command("algorithms", "The algorithms with their hyper-parameters, defaults and ranges.") { algorithmName, ownJson };
        algorithms.SetAction(parsed => AlgorithmList.Write(output, parsed.GetValue(algorithmName), parsed.GetValue(ownJson)));
        command.Subcommands.Add(ExampleHelp.Of(algorithms, "praxis train algorithms", "praxis train algorithms fasttext --json"));
        return ExampleHelp.Of(
            command,
            "praxis train reviews.csv --text \"Review Text\" --label Rating --algorithm tfidf-logistic-regression --set C=2",
            "praxis train train.txt --validation test.txt --algorithm fasttext --set epochs=10 --set learning_rate=0.1",
            "praxis train reviews.csv --recipe recipe.yaml --text review_body --label sentiment --algorithm fasttext",
            "praxis train train.manifest --algorithm fasttext --set loss=ova --name topics --json");
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = Read(parsed);
        using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        var run = new TrainingRun(workspace, Algorithms.Trainers, Algorithms.Program) { OnProgress = lines.Show };
        var result = await Task.Run(
            () =>
            {
                if (parsed.GetValue(recipe) is { } path)
                    options = Prepared(options, path, workspace, lines, cancellationToken);
                return run.Run(options, cancellationToken);
            },
            cancellationToken);
        if (parsed.GetValue(experiment) is { } asked)
            new ExperimentRuns(workspace).LogRun(JobRun.Of(workspace, result.Job, asked) with { Models = [new RunModel(result.Model.Id, IsOutput: true)] });
        if (parsed.GetValue(json))
            output.WriteLine(RecordJson.WriteIndented(result));
        else
            Write(result);
        if (result.Model.Status != ModelStatus.Rejected)
            return 0;
        error.WriteLine($"praxis: the gate was not met: {SafeText.Line(result.Model.StatusReason)}; {result.Model.Id} is Rejected");
        return (int)Fault.Environment;
    }

    private static TrainingRunOptions Prepared(TrainingRunOptions options, string path, Workspace workspace, StageLines lines, CancellationToken cancellationToken)
    {
        var name = options.Name ?? ResourceName.From(Path.GetFileNameWithoutExtension(options.Source), "model");
        var rows = RecipeTable.Prepare(path, options.Source, options.Reading, options.Columns, ResourceName.From($"{name}-prepared", "prepared"), workspace, lines, cancellationToken);
        return options with { Source = rows.Train, Validation = options.Validation ?? rows.Validation, Name = name, RecipeArtifact = rows.RecipeArtifact, Reading = new() };
    }

    private TrainingRunOptions Read(ParseResult parsed)
    {
        var problems = new List<Problem>();
        void Missing(string what, string remedy) => problems.Add(new Problem { Type = "missing-option", Found = $"{what} is not said", Remedy = remedy });
        if (parsed.GetValue(source) is null)
            Missing("what to learn from", "praxis train FILE --algorithm NAME; praxis train --help shows examples");
        if (parsed.GetValue(algorithm) is null)
            Missing("--algorithm", $"Choose one of {string.Join(", ", Algorithms.Trainers.All.Select(trainer => trainer.Algorithm))}; praxis train --list tells more");
        var attributes = parsed.GetValue(attributeNames)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var attribute in AugmentedManifest.AttributeNames.Except(attributes, StringComparer.Ordinal))
            problems.Add(new Problem { Type = "missing-attribute", Found = $"--attribute-names does not name '{attribute}'", Expected = "source and label" });
        if (parsed.GetValue(text) is [] && (parsed.GetValue(categorical)!.Length > 0 || parsed.GetValue(numeric)!.Length > 0))
            Missing("--text", "Name the column that holds the text");
        if (parsed.GetValue(recipe) is not null)
        {
            if (parsed.GetValue(text) is [] || parsed.GetValue(label) is null)
                Missing("--text and --label", "Name columns of the recipe's result");
            if (parsed.GetValue(validation) is not null)
                problems.Add(new Problem { Type = "two-validations", Found = "--validation is given, but the rows to judge by are the recipe's part 'validation'", Remedy = "Leave --validation out, and split in the recipe" });
        }

        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
        var (form, tableFormat) = parsed.GetValue(format) switch
        {
            null => ((ChannelForm?)null, (string?)null),
            "labeled-lines" or "fasttext" => (ChannelForm.LabeledLines, null),
            "manifest" => (ChannelForm.Manifest, null),
            var table => (ChannelForm.Table, table),
        };
        return new TrainingRunOptions
        {
            Source = parsed.GetValue(source)!,
            Validation = parsed.GetValue(validation),
            Form = form,
            Reading = CommandOptions.Reading(parsed, format, delimiter, encoding, noHeader, types, unguard) with { Format = tableFormat },
            Columns = RunCommand.Columns(parsed.GetValue(text)!, parsed.GetValue(categorical)!, parsed.GetValue(numeric)!),
            Label = parsed.GetValue(label),
            LabelMap = parsed.GetValue(labelMap),
            Algorithm = parsed.GetValue(algorithm)!,
            Hyperparameters = HyperparameterOption.Read(parsed.GetValue(set)!),
            Name = parsed.GetValue(name),
            Seed = parsed.GetValue(seed),
            MinAccuracy = parsed.GetValue(minAccuracy),
            Threads = parsed.GetValue(threads),
        };
    }

    private void Write(TrainingRunResult result)
    {
        foreach (var (metric, value) in result.Metrics.Where(pair => !pair.Key.EndsWith(":progress", StringComparison.Ordinal)).OrderBy(pair => pair.Key.EndsWith(":accuracy", StringComparison.Ordinal) ? 0 : 1).ThenBy(pair => pair.Key, StringComparer.Ordinal))
            Line(SafeText.Line(metric, 40), value.ToString("0.0000##", CultureInfo.InvariantCulture));
        if (result.Model.Evaluation is { } e)
            Line("balanced accuracy", string.Create(CultureInfo.InvariantCulture, $"{e.BalancedAccuracy:0.0000} ({e.BalancedAccuracyInterval.Low:0.0000} to {e.BalancedAccuracyInterval.High:0.0000}), macro F1 {e.Macro.F1:0.0000}, on {e.Rows:N0} validation rows"));
        foreach (var remark in result.Remarks)
            Line("data", remark);
        Line("job", $"{result.Job.Id}; praxis jobs metrics {result.Job.Id}");
        Line("model", $"{result.Model.Id}, {result.Model.Status}: {SafeText.Line(result.Model.StatusReason)}");
        error.WriteLine($"Ask it:     praxis predict {result.Model.Name} \"some text\"");
    }

    private void Line(string what, string text) => output.WriteLine($"{what,-20} {text}");
}
