using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Checks;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Register;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>What the job of a check is given: the rows, the model, the config and the baseline, each in a channel of its own.</summary>
internal sealed class CheckInputs
{
    private readonly StepContext context;
    private readonly List<JobFile> files = [];
    private readonly List<Source> sources = [];
    private readonly Dictionary<string, string> settings;
    private readonly string? card;

    /// <summary>Opens the addresses of a step.</summary>
    /// <exception cref="StepFailedException">An input is missing, or is there twice.</exception>
    public CheckInputs(StepContext context)
    {
        this.context = context;
        settings = (context.Arguments["Environment"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => Expression.Text(pair.Value), StringComparer.Ordinal);
        foreach (var input in (context.Arguments["ProcessingInputs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var name = input["InputName"]?.ToString() ?? "";
            var address = input["S3Input"]?["S3Uri"] is { } uri && Expression.Text(uri) is { Length: > 0 } text ? text : throw new StepFailedException($"ClientError: the input {SafeText.Line(name, 60)} has no address");
            Add(ChannelOf(name), context.Addresses.Open(address));
        }

        if (context.Text("ModelName") is { } model)
            card = AddModel(model);
        else if (!Has(CheckRequest.Model) && settings.GetValueOrDefault(CheckFields.AnalysisConfig) is null && ModelOfConfig() is { } named)
            card = AddModel(named);
        if (!Has(CheckRequest.Data))
            throw new StepFailedException("ClientError: no input holds the rows");
    }

    /// <summary>The files of the job.</summary>
    public IEnumerable<JobFile> Files => files;

    /// <summary>What they come from.</summary>
    public IReadOnlyList<Source> Sources => sources;

    /// <summary>The variables that say how rows are read.</summary>
    public IReadOnlyDictionary<string, string> Settings => settings.Where(pair => pair.Key != CheckFields.AnalysisConfig).ToDictionary(StringComparer.Ordinal);

    /// <summary>What the step calls its output.</summary>
    public string Output => DefinitionReader.Outputs(context.Arguments).FirstOrDefault() ?? CheckRequest.Output;

    /// <summary>The channel of an input by the name that it has in a definition.</summary>
    public static string ChannelOf(string input) => input switch { "analysis_config" or CheckRequest.Config => CheckRequest.Config, CheckRequest.Model => CheckRequest.Model, _ => CheckRequest.Data };

    /// <summary>The addresses of the previous baseline.</summary>
    public (string? Constraints, string? Statistics) Previous(string type) => (context.Text(CheckFields.PreviousConstraints), CheckTypes.HasStatistics(type) ? context.Text(CheckFields.PreviousStatistics) : null);

    /// <summary>The files of the previous baseline.</summary>
    public IEnumerable<JobFile> Baseline(string type, (string? Constraints, string? Statistics) previous)
    {
        foreach (var (address, name) in ((string?, string)[])[(previous.Constraints, CheckTypes.ConstraintsFile(type)), (previous.Statistics, CheckTypes.StatisticsFile)])
            if (address is not null)
            {
                var source = context.Addresses.Open(address);
                if (source.Files is not [var only])
                    throw new StepFailedException($"ClientError: the baseline {SafeText.Line(address, 120)} is not one file");
                sources.Add(source);
                yield return new JobFile(CheckRequest.Baseline, name, only.Artifact);
            }
    }

    /// <summary>The job's files of configuration.</summary>
    public IReadOnlyDictionary<string, string> ConfigFiles(CheckRequest request)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { [CheckRequest.FileName] = RecordJson.Write(request) };
        if (!Has(CheckRequest.Config) && settings.GetValueOrDefault(CheckFields.AnalysisConfig) is { Length: > 0 } config)
            all[CheckFields.AnalysisConfig + ".json"] = config;
        if (card is not null)
            all[ModelManifest.FileName] = card;
        return all;
    }

    private bool Has(string channel) => files.Any(file => file.Channel == channel);

    private void Add(string channel, Source source)
    {
        if (Has(channel))
            throw new StepFailedException($"ClientError: two inputs hold the {channel}");
        sources.Add(source);
        files.AddRange(source.Files.Select(file => new JobFile(channel, file.Path, file.Artifact)));
    }

    // A created model, else a registered version. One of an older kind brings no card of its own.
    private string? AddModel(string name)
    {
        var workspace = context.Services.Workspace;
        if (ResourceName.IsValid(name) && workspace.Metadata.Read(reader => reader.Find(ModelStep.Kind, name)) is { } created)
        {
            using var json = JsonDocument.Parse(created.Json);
            Add(CheckRequest.Model, context.Addresses.Open(json.RootElement.GetProperty("address").GetString()!));
            return null;
        }

        var version = new Models(workspace).Get(name.StartsWith("praxis:model-package/", StringComparison.Ordinal) ? name["praxis:model-package/".Length..].Replace('/', ':') : name);
        var own = new List<FolderFile> { new(ModelFiles.Model, version.Artifact, 0) };
        own.AddRange(version.Files.Select(file => new FolderFile(file.Key, file.Value, 0)));
        Add(CheckRequest.Model, new Source(own, version.Artifact, new LineageNode(Models.Kind, version.Id)));
        return version.Files.ContainsKey(ModelManifest.FileName)
            ? null
            : RecordJson.Write(new ModelManifest { Algorithm = version.Algorithm, Text = version.Settings.GetValueOrDefault("text"), Label = version.Settings.GetValueOrDefault("label"), LabelMap = version.Settings.GetValueOrDefault("label-map") is { } map and not "none" ? map : null });
    }

    private string? ModelOfConfig()
    {
        if (files.Find(file => file.Channel == CheckRequest.Config) is not { } config)
            return null;
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(context.Services.Workspace.Artifacts.PathOf(config.Artifact)))?["predictor"]?["model_name"]?.ToString();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null; // The worker tells what is wrong with it.
        }
    }
}
