using System.CommandLine;
using System.Globalization;
using Praxis.Cli.Predictions;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Platform.Deploy;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis predict</c>: a registered model answers without a server, one text or any number of them.</summary>
internal sealed class PredictCommand(TextWriter error)
{
    private const int MostInBatch = 4096;
    private const int MostAnswersInBatch = 1_000_000;
    private readonly Argument<string[]> words = new("model-and-texts") { Description = "NAME (the newest version) or NAME:VERSION, then the texts, or for a model of several columns JSON objects of them; with --model, the texts alone. Without texts, standard input or --input is read, a text a line", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> model = new("--model") { Description = "The model, in place of the first word", HelpName = "NAME" };
    private readonly Option<string[]> input = new("--input") { Description = "A file of texts, once for each; '-' is standard input", HelpName = "FILE", DefaultValueFactory = _ => [] };
    private readonly Option<string?> inputFormat = new Option<string?>("--input-format") { Description = "lines (a text, or a JSON object of several columns, a line) or jsonlines ({\"source\": \"text\", \"k\": 2} a line); else files called .jsonl are jsonlines", HelpName = "NAME" }.Within("lines or jsonlines", value => value is "lines" or "jsonlines");
    private readonly Option<int> k = new Option<int>("--k") { Description = "How many labels a text, the best first; all where the model has fewer", DefaultValueFactory = _ => 1 }.Within("1 or more", value => value >= 1);
    private readonly Option<string?> format = new Option<string?>("--format") { Description = "text (label and probability), json ({\"prob\": […], \"label\": […]}) or csv; json where jsonlines come in", HelpName = "NAME" }.Within("text, json or csv", value => value is "text" or "json" or "csv");
    private readonly Option<int> threads = new Option<int>("--threads") { Description = "How many threads may compute; no answer depends on it", DefaultValueFactory = _ => Environment.ProcessorCount }.Within("1 to 1024", value => value is >= 1 and <= 1024);
    private readonly Option<string?> workspaceOption = CommandOptions.Workspace();
    private readonly Option<bool> json = new("--json") { Description = "Write each answer as JSON with every label's probability" };

    public static Command Create(TextWriter error) => new PredictCommand(error).Build();

    private Command Build()
    {
        var command = new Command("predict", "Asks a registered model; needs no server.") { words, model, input, inputFormat, k, format, threads, workspaceOption, json };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken).WaitAsync(cancellationToken));
        return ExampleHelp.Of(
            command,
            "praxis predict reviews \"I love it\" \"It fell apart\"",
            "praxis predict --model reviews --k 3 < texts.txt > answers.txt",
            "praxis predict reviews:1 --input texts.jsonl --format csv");
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var said = parsed.GetValue(words)!;
        var name = parsed.GetValue(model) ?? said.FirstOrDefault() ?? throw new UserException(new Problem { Type = "missing-model", Found = "no model is named", Remedy = "praxis predict NAME \"text\"; praxis models list shows them" });
        var texts = parsed.GetValue(model) is null ? said[1..] : said;
        var files = parsed.GetValue(input)!;
        if (texts.Length > 0 && files.Length > 0)
            throw new UserException(new Problem { Type = "two-inputs", Found = "texts are given and --input too", Expected = "one of the two" });
        if (parsed.GetValue(json) && parsed.GetValue(format) is not null)
            throw new UserException(new Problem { Type = "two-formats", Found = "--json and --format are both given", Expected = "one of the two" });
        foreach (var file in files.Where(file => file != "-" && !File.Exists(file)))
            throw new UserException(new Problem { Type = "file-not-found", Found = "there is no such file", Where = SafeText.Line(file), Remedy = "Check the path" });
        using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
        var classifier = new Endpoints(workspace, Algorithms.Trainers).Load(new Models(workspace).Get(name));
        try
        {
            using var stdout = StandardOutput.Open();
            Answer(parsed, classifier, texts, files, stdout, cancellationToken);
        }
        catch (ReaderGoneException)
        {
            // As when piped into head: who asked has enough.
        }

        return 0;
    }

    private void Answer(ParseResult parsed, ITextClassifier classifier, string[] texts, string[] files, Stream stdout, CancellationToken cancellationToken)
    {
        bool IsJsonLines(string file) => parsed.GetValue(inputFormat) is { } form ? form == "jsonlines" : Path.GetExtension(file).ToUpperInvariant() is ".JSONL" or ".NDJSON";
        var asked = parsed.GetValue(json) ? int.MaxValue : parsed.GetValue(k);
        var form = parsed.GetValue(json) ? PredictionFormat.Record : parsed.GetValue(format) switch
        {
            "json" => PredictionFormat.Json,
            "csv" => PredictionFormat.Csv,
            null when texts.Length == 0 && (files.Length == 0 ? IsJsonLines("") : IsJsonLines(files[0])) => PredictionFormat.Json,
            _ => PredictionFormat.Text,
        };
        using var writer = new PredictionWriter(stdout, form, classifier.Labels, asked);
        var predictor = new BatchPredictor(classifier, parsed.GetValue(threads));
        void Ask(List<Question> batch)
        {
            predictor.Predict(batch, cancellationToken);
            for (var i = 0; i < batch.Count; i++)
                writer.Write(predictor.Best(i), predictor.Probabilities(i));
            writer.Flush();
        }

        if (texts.Length > 0)
        {
            Ask([.. texts.Select((text, i) => new Question(InstanceJson.Parse(text, classifier.Columns, $"text {i + 1}"), asked))]);
            return;
        }

        if (files.Length == 0 && !Console.IsInputRedirected)
            error.WriteLine("Reading texts from the terminal, one a line; Ctrl+D ends.");
        var mostInBatch = Math.Clamp(MostAnswersInBatch / classifier.Labels.Count, 1, MostInBatch);
        foreach (var file in files.Length == 0 ? ["-"] : files)
        {
            using var stream = file == "-" ? Console.OpenStandardInput() : Open(file);
            var where = file == "-" ? "standard input" : SafeText.Line(file, 120);
            var reader = new QuestionReader(stream, where, IsJsonLines(file), asked, mostInBatch, classifier.Columns);
            for (var batch = new List<Question>(); reader.TryRead(batch);)
                Ask(batch);
            if (reader.InvalidLines > 0)
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"praxis: {reader.InvalidLines:N0} lines of {where} are not UTF-8; what cannot be read stands as U+FFFD"));
        }

        writer.Flush();
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new UserException(Fault.Environment, [new Problem { Type = "file-not-readable", Found = "the file cannot be read", Where = SafeText.Line(file), Remedy = "Check its permissions" }], failed);
        }
    }
}
