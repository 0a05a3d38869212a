using System.CommandLine;
using System.Globalization;
using Praxis.Platform.Pipelines;

namespace Praxis.Cli.Commands;

/// <summary>The options of a run, shared by <c>run</c> and <c>demo</c>.</summary>
internal sealed class RunSettings(bool isDemo = false)
{
    private readonly Option<string?> labelMap = new("--label-map") { Description = "Groups label values into classes: \"1,2=-1;3=0;4,5=1\"", HelpName = "MAP" };
    private readonly Option<string?> facet = new("--facet") { Description = "The column whose values are compared for bias", HelpName = "COLUMN" };
    private readonly Option<string?> positive = new("--positive") { Description = "The class that counts as the good outcome for bias", HelpName = "CLASS" };
    private readonly Option<int> rare = new Option<int>("--rare-facet-rows") { Description = "Facet values with no more rows than this are left out", DefaultValueFactory = _ => 10 }.Within("0 or more", value => value >= 0);
    private readonly Option<bool> dedupe = new("--dedupe") { Description = "Remove later copies of a text with the same label" };
    private readonly Option<bool> noBalance = new("--no-balance") { Description = "Train on all rows instead of equally many a class" };
    private readonly Option<double> heldOut = new Option<double>("--held-out") { Description = "Fraction of the rows that is held out", DefaultValueFactory = _ => 0.1 }.Within("more than 0, at most 0.5", value => value is > 0 and <= 0.5);
    private readonly Option<ulong> seed = new("--seed") { Description = "Seed of everything random", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> name = new("--name") { Description = "Name of dataset, model and endpoint; else the file's name", HelpName = "NAME" };
    private readonly Option<string> algorithm = new("--algorithm") { Description = "tfidf-logistic-regression or fasttext", HelpName = "NAME", DefaultValueFactory = _ => "tfidf-logistic-regression" };
    private readonly Option<string[]> set = HyperparameterOption.Create();
    private readonly Option<double?> minAccuracy = new Option<double?>("--min-accuracy") { Description = "Reject the model below this accuracy (0 to 1); exit code 2", HelpName = "FRACTION" }.Within("0 to 1", value => value is >= 0 and <= 1);
    private readonly Option<int> threads = new Option<int>("--threads") { Description = "How many threads may compute; no result depends on it", DefaultValueFactory = _ => Environment.ProcessorCount }.Within("1 to 1024", value => value is >= 1 and <= 1024);
    private readonly Option<bool> noCache = new("--no-cache") { Description = "Prepare, train and evaluate anew, also where an earlier run did the same" };
    private readonly Option<string> reportFolder = new("--report-folder") { Description = "Where report.html and report.json are written", HelpName = "DIR", DefaultValueFactory = _ => "." };
    private readonly Option<bool> noServe = new("--no-serve") { Description = "End after the report" };
    private readonly Option<int> port = new Option<int>("--port") { Description = "The endpoint's port; 0 takes any free one", DefaultValueFactory = _ => 8080 }.Within("0 to 65535", value => value is >= 0 and <= 65535);
    private readonly Option<string?> workspace = CommandOptions.Workspace();
    private readonly Option<bool> json = CommandOptions.Json();
    private readonly Option<string?> format = CommandOptions.Format();
    private readonly Option<string?> delimiter = CommandOptions.Delimiter();
    private readonly Option<string?> encoding = CommandOptions.Encoding();
    private readonly Option<bool> noHeader = CommandOptions.NoHeader();
    private readonly Option<string?> types = CommandOptions.Types();
    private readonly Option<bool> unguard = CommandOptions.Unguard();

    public void AddTo(Command command)
    {
        Option[] all = [labelMap, positive, facet, rare, dedupe, noBalance, heldOut, seed, name, algorithm, set, minAccuracy, threads, format, delimiter, encoding, noHeader, types, unguard, noCache, reportFolder, noServe, port, workspace, json];
        Option[] ofDemo = [algorithm, set, seed, threads, noCache, reportFolder, noServe, port, workspace, json];
        foreach (var option in all)
        {
            option.Hidden = isDemo && !ofDemo.Contains(option);
            command.Options.Add(option);
        }
    }

    public MainJobOptions Read(ParseResult parsed, string file, string text, string label) => new()
    {
        File = file,
        Reading = CommandOptions.Reading(parsed, format, delimiter, encoding, noHeader, types, unguard),
        Text = text,
        Label = label,
        LabelMap = parsed.GetValue(labelMap),
        Facet = parsed.GetValue(facet),
        Positive = parsed.GetValue(positive),
        RareFacetRows = parsed.GetValue(rare),
        Dedupe = parsed.GetValue(dedupe),
        Balance = !parsed.GetValue(noBalance),
        HeldOut = parsed.GetValue(heldOut),
        Seed = parsed.GetValue(seed),
        Name = parsed.GetValue(name),
        Algorithm = parsed.GetValue(algorithm)!,
        Hyperparameters = HyperparameterOption.Read(parsed.GetValue(set)!),
        MinAccuracy = parsed.GetValue(minAccuracy),
        Threads = parsed.GetValue(threads),
    };

    public RunServing ReadServing(ParseResult parsed) => new()
    {
        Workspace = parsed.GetValue(workspace),
        NoServe = parsed.GetValue(noServe),
        NoCache = parsed.GetValue(noCache),
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{parsed.GetValue(port)}"),
        ReportFolder = parsed.GetValue(reportFolder)!,
        Json = parsed.GetValue(json),
    };
}
