using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Monitor;
using Praxis.Platform.Pipelines.Checks;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Measures rows or a model, compares with the previous baseline, and offers what it measured as the next one.</summary>
internal sealed class CheckStep : JobStep
{
    public override void Run(StepContext context, CancellationToken cancellationToken)
    {
        var type = context.Text(CheckFields.CheckType)!;
        if (!CheckTypes.Of(context.Step.Type).Contains(type))
            throw new StepFailedException($"ClientError: there is no check '{SafeText.Line(type, 40)}'; there are {string.Join(", ", CheckTypes.Of(context.Step.Type))}");
        var compares = !CheckBaseline.IsTrue(context.Arguments[CheckFields.Skip]);
        var inputs = new CheckInputs(context);
        var previous = inputs.Previous(type);
        if (compares && previous.Constraints is null)
            throw new StepFailedException($"ClientError: there is no baseline to compare with: none was supplied, and no approved version of {context.Text(CheckFields.Group) ?? "a model group"} has one. In the first run, set SkipCheck and RegisterNewBaseline");
        var definition = new JobDefinition
        {
            Program = context.Services.Program,
            Arguments = ["worker", "check"],
            Files = [.. inputs.Files, .. compares ? inputs.Baseline(type, previous) : []],
            OutputFolders = [CheckRequest.Output],
            ConfigFiles = inputs.ConfigFiles(new CheckRequest { Type = type, Compares = compares, Settings = inputs.Settings }),
            WallTime = WallTime(context),
            Cpus = type is CheckTypes.ModelBias or CheckTypes.ModelQuality or CheckTypes.Explainability ? System.Environment.ProcessorCount : 1,
        };
        var ticket = new JobTicket { Kind = "processing", Name = context.NewJobName(), Fingerprint = ProcessingStep.FingerprintOf(definition), Definition = JobResources.Of(context.Arguments["ProcessingResources"]?["ClusterConfig"]).Apply(definition) };
        RunJob(context, ticket, (job, output) => Collect(context, type, job, output, inputs, previous), cancellationToken);
    }

    private static StepResult Collect(StepContext context, string type, Job job, string output, CheckInputs inputs, (string? Constraints, string? Statistics) previous)
    {
        var place = Path.Combine(output, "data", CheckRequest.Output);
        var (artifact, files) = new FolderArtifacts(context.Services.Workspace).Add(place);
        var folder = Addresses.OfFolder(artifact);
        var isNew = CheckBaseline.IsTrue(context.Arguments[CheckFields.Register]);
        var found = new JsonObject { [CheckFields.CheckType] = type };
        void Say(string name, string? address)
        {
            if (address is not null)
                found[name] = address;
        }

        var constraints = $"{folder}/{CheckTypes.ConstraintsFile(type)}";
        Say("CalculatedBaselineConstraints", constraints);
        Say("BaselineUsedForDriftCheckConstraints", isNew ? constraints : previous.Constraints);
        if (CheckTypes.HasStatistics(type))
        {
            var statistics = $"{folder}/{CheckTypes.StatisticsFile}";
            Say("CalculatedBaselineStatistics", statistics);
            Say("BaselineUsedForDriftCheckStatistics", isNew ? statistics : previous.Statistics);
        }

        var violations = JsonNode.Parse(File.ReadAllBytes(Path.Combine(place, ViolationsFile.Name)))!;
        var count = violations["count"]!.GetValue<int>();
        Say("ViolationReport", $"{folder}/{ViolationsFile.Name}");
        Say("ModelPackageGroupName", context.Text(CheckFields.Group));
        found["CheckJobArn"] = "praxis:processing-job/" + job.Name;
        var metadata = (JsonObject)found.DeepClone();
        metadata[CheckFields.Skip] = CheckBaseline.IsTrue(context.Arguments[CheckFields.Skip]);
        metadata[CheckFields.Register] = isNew;
        var message = count == 0 ? "Completed: no violations" : string.Create(CultureInfo.InvariantCulture, $"CompletedWithViolations: {count} {(count == 1 ? "violation" : "violations")}, {First(violations)}");
        found["ProcessingJobName"] = job.Name;
        found["ProcessingJobArn"] = "praxis:processing-job/" + job.Name;
        found["ProcessingJobStatus"] = nameof(JobStatus.Completed);
        found["ProcessingOutputConfig"] = new JsonObject { ["Outputs"] = new JsonArray(new JsonObject { ["OutputName"] = inputs.Output, ["S3Output"] = new JsonObject { ["S3Uri"] = folder } }) };
        found["ExitMessage"] = message;
        var node = new LineageNode("job", job.Id);
        return new StepResult(found, new JsonObject { [context.Step.Type] = metadata })
        {
            Artifacts = [artifact, .. files.Select(file => file.Artifact)],
            Edges = [.. StepContext.InputEdges(inputs.Sources, node), new LineageEdge(node, new LineageNode(TrainedModel.Kind, artifact), "produced"), .. files.Where(file => file.Path.EndsWith(".json", StringComparison.Ordinal)).Select(file => new LineageEdge(node, new LineageNode(TrainedModel.Kind, file.Artifact), "produced"))],
            Failure = count > 0 && (context.Arguments[CheckFields.Fail] is null || CheckBaseline.IsTrue(context.Arguments[CheckFields.Fail])) ? $"ClientError: {message}; the report is {folder}/{ViolationsFile.Name}" : null,
        };
    }

    private static string First(JsonNode violations)
    {
        var first = violations["violations"]![0]!;
        var words = ((string[])["constraint_check_type", "feature_name", "facet", "facet_value", "label", "metric_name"]).Select(name => first[name]?.ToString()).OfType<string>();
        return SafeText.Line($"the first: {string.Join(' ', words)}: {first["description"]}".TrimEnd('.'), 300);
    }
}
