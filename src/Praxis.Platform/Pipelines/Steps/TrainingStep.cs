using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Trains: one of our algorithms (<c>praxis/NAME</c>), or the user's own program by the contract of script mode.</summary>
internal sealed class TrainingStep : JobStep
{
    private const int MostHyperparameters = 100;

    public override void Run(StepContext context, CancellationToken cancellationToken)
    {
        var workspace = context.Services.Workspace;
        var specification = context.Arguments["AlgorithmSpecification"] as JsonObject ?? throw new StepFailedException("ClientError: the step has no AlgorithmSpecification");
        var channels = (context.Arguments["InputDataConfig"] as JsonArray ?? []).OfType<JsonObject>().Select(channel =>
        {
            var name = ResourceName.Check(channel["ChannelName"]?.ToString(), "channel");
            return (Name: name, Source: context.Addresses.Open(channel["DataSource"]?["S3DataSource"]?["S3Uri"]?.ToString() ?? throw new StepFailedException($"ClientError: the channel {name} has no address")));
        }).ToList();
        var hyperparameters = (context.Arguments["HyperParameters"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => Expression.Text(pair.Value), StringComparer.Ordinal);
        if (hyperparameters.Count > MostHyperparameters)
            throw new StepFailedException($"ClientError: {hyperparameters.Count} hyper-parameters, at most {MostHyperparameters}");
        var definition = new JobDefinition
        {
            Program = "",
            Files = [.. channels.SelectMany(channel => channel.Source.Files.Select(file => new JobFile(channel.Name, file.Path, file.Artifact)))],
            Variables = Environment(context),
            Metrics = [.. (specification["MetricDefinitions"] as JsonArray ?? []).OfType<JsonObject>().Select(metric => new MetricDefinition(metric["Name"]?.ToString() ?? "", metric["Regex"]?.ToString() ?? ""))],
            Links = new Dictionary<string, string> { ["processing/input"] = "input" },
            WallTime = WallTime(context),
        };
        definition = Algorithm(context, specification) is { } algorithm
            ? Own(context, definition, algorithm, hyperparameters)
            : Script(context, definition, specification, hyperparameters);
        var maxWait = Expression.AsNumber(context.Arguments["StoppingCondition"]?["MaxWaitTimeInSeconds"]) is { } wait and > 0 ? TimeSpan.FromSeconds(Math.Min(wait, 28 * 86_400)) : (TimeSpan?)null;
        if (maxWait < definition.WallTime && context.Arguments["StoppingCondition"]?["MaxRuntimeInSeconds"] is not null)
            throw new StepFailedException("ClientError: MaxWaitTimeInSeconds is waiting and running together, and less than MaxRuntimeInSeconds");
        var metrics = new Dictionary<string, JobMetric>(StringComparer.Ordinal);
        var fingerprint = ProcessingStep.FingerprintOf(definition);
        var ticket = new JobTicket
        {
            Kind = "training",
            Name = context.NewJobName(),
            Fingerprint = fingerprint,
            Definition = JobResources.Of(context.Arguments["ResourceConfig"]).Apply(definition) with
            {
                IsInterruptible = Expression.Text(context.Arguments["EnableManagedSpotTraining"]).Equals("true", StringComparison.OrdinalIgnoreCase),
                MaxWait = maxWait,
            },
            OnMetric = (_, metric) =>
            {
                lock (metrics)
                    metrics[metric.Name] = metric;
            },
            Attached = left =>
            {
                foreach (var metric in workspace.Jobs.Metrics(left.Id))
                    metrics[metric.Name] = metric;
            },
            Lay = new JobCheckpoints(workspace).TakeOver,
        };
        RunJob(context, ticket, (job, output) => Collect(context, job, output, channels.Select(channel => channel.Source), metrics), cancellationToken);
    }

    private static string? Algorithm(StepContext context, JsonObject specification)
    {
        var image = specification["AlgorithmName"]?.ToString() ?? specification["TrainingImage"]?.ToString() ?? "";
        var name = image.StartsWith("praxis/", StringComparison.Ordinal) ? image["praxis/".Length..] : specification["AlgorithmName"] is not null ? image : null;
        if (name is null || specification["ContainerEntrypoint"] is not null)
            return null;
        var known = context.Services.Trainers.All.Select(trainer => trainer.Algorithm).ToList();
        return known.Contains(name) ? name : throw new StepFailedException($"ClientError: there is no algorithm '{SafeText.Line(name, 60)}'; there are {string.Join(", ", known)}");
    }

    private static JobDefinition Own(StepContext context, JobDefinition definition, string algorithm, Dictionary<string, string> hyperparameters)
    {
        string? Take(string name) => hyperparameters.Remove(name, out var value) && value.Length > 0 ? value : null;
        var card = new ModelManifest { Algorithm = algorithm, Text = Take("praxis_text"), Label = Take("praxis_label"), LabelMap = Take("praxis_label_map"), Categorical = Take("praxis_categorical"), Numeric = Take("praxis_numeric") };
        var seed = Take("seed") is { } text ? ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new StepFailedException($"ClientError: the seed '{SafeText.Line(text, 40)}' is no whole number") : 1UL;
        var trainer = context.Services.Trainers[algorithm];
        return definition with
        {
            Program = context.Services.Program,
            Arguments = ["worker", "train", "{folder}", algorithm, "--measure-accuracy"],
            Hyperparameters = trainer.Check(hyperparameters),
            Seed = seed,
            Cpus = System.Environment.ProcessorCount,
            ConfigFiles = new Dictionary<string, string> { [ModelManifest.FileName] = RecordJson.Write(card) },
        };
    }

    private static JobDefinition Script(StepContext context, JobDefinition definition, JsonObject specification, Dictionary<string, string> hyperparameters)
    {
        var (program, arguments) = Command(context, specification, "TrainingImage");
        return definition with
        {
            Program = program,
            Arguments = arguments,
            PassHyperparameters = true,
            Hyperparameters = hyperparameters,
            Seed = hyperparameters.TryGetValue("seed", out var text) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 1,
        };
    }

    private static StepResult Collect(StepContext context, Job job, string output, IEnumerable<Source> sources, Dictionary<string, JobMetric> metrics)
    {
        var workspace = context.Services.Workspace;
        var (artifact, files) = new FolderArtifacts(workspace).Add(Path.Combine(output, "model"));
        var node = new LineageNode("job", job.Id);
        var edges = StepContext.InputEdges(sources, node).Append(new LineageEdge(node, new LineageNode("artifact", artifact), "produced")).ToList();
        edges.AddRange(files.Where(file => file.Path == ModelFiles.Model).Select(file => new LineageEdge(node, new LineageNode(TrainedModel.Kind, file.Artifact), "produced")));
        var now = workspace.Time.GetUtcNow();
        JobMetric[] last;
        lock (metrics)
            last = [.. metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal)];
        var properties = new JsonObject
        {
            ["TrainingJobName"] = job.Name,
            ["TrainingJobArn"] = "praxis:training-job/" + job.Name,
            ["TrainingJobStatus"] = nameof(JobStatus.Completed),
            ["SecondaryStatus"] = "Completed",
            ["ModelArtifacts"] = new JsonObject { ["S3ModelArtifacts"] = Addresses.OfFolder(artifact) },
            ["FinalMetricDataList"] = new JsonArray([.. last.Select(metric => new JsonObject { ["MetricName"] = metric.Name, ["Value"] = metric.Value, ["Timestamp"] = ProcessingStep.Time(metric.Time) })]),
            ["CreationTime"] = ProcessingStep.Time(job.CreatedAt),
            ["TrainingStartTime"] = ProcessingStep.Time(job.StartedAt ?? job.CreatedAt),
            ["TrainingEndTime"] = ProcessingStep.Time(now),
            ["TrainingTimeInSeconds"] = (int)(now - (job.StartedAt ?? job.CreatedAt)).TotalSeconds,
            ["BillableTimeInSeconds"] = (int)workspace.Jobs.RunTime(job.Id).TotalSeconds,
        };
        foreach (var field in (string[])["HyperParameters", "AlgorithmSpecification", "InputDataConfig", "OutputDataConfig", "ResourceConfig", "StoppingCondition", "EnableManagedSpotTraining", "Environment"])
            if (context.Arguments[field] is { } value)
                properties[field] = value.DeepClone();
        return new StepResult(properties, new JsonObject { ["TrainingJob"] = new JsonObject { ["Arn"] = "praxis:training-job/" + job.Name } })
        {
            Artifacts = [artifact, .. files.Select(file => file.Artifact)],
            Edges = edges,
        };
    }
}
