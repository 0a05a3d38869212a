using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Runs a program over inputs; what it writes into its outputs becomes artifacts.</summary>
internal sealed class ProcessingStep : JobStep
{
    private const int MostMessageBytes = 1024;

    public override void Run(StepContext context, CancellationToken cancellationToken)
    {
        var specification = context.Arguments["AppSpecification"] as JsonObject ?? throw new StepFailedException("ClientError: the step has no AppSpecification");
        var (program, arguments) = Command(context, specification, "ImageUri");
        var inputs = new List<(string Name, Source Source)>();
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in (context.Arguments["ProcessingInputs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var name = ResourceName.Check(input["InputName"]?.ToString(), "input");
            var source = context.Addresses.Open(input["S3Input"]?["S3Uri"]?.ToString() ?? throw new StepFailedException($"ClientError: the input {name} has no address"));
            inputs.Add((name, source));
            Link(links, input["S3Input"]?["LocalPath"]?.ToString() ?? $"{ContainerRoot}/input/{name}", "input/" + name);
        }

        var outputs = (context.Arguments["ProcessingOutputConfig"]?["Outputs"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        foreach (var output in outputs)
            Link(links, output["S3Output"]?["LocalPath"]?.ToString() ?? $"{ContainerRoot}/output/{output["OutputName"]}", $"output/data/{ResourceName.Check(output["OutputName"]?.ToString(), "output")}");
        var definition = new JobDefinition
        {
            Program = program,
            Arguments = arguments,
            Files = [.. inputs.SelectMany(input => input.Source.Files.Select(file => new JobFile(input.Name, file.Path, file.Artifact)))],
            Variables = Environment(context),
            OutputFolders = [.. outputs.Select(output => output["OutputName"]!.ToString())],
            Links = links,
            ConfigFiles = new Dictionary<string, string> { ["processingjobconfig.json"] = context.Arguments.ToJsonString(), ["resourceconfig.json"] = """{"current_host":"algo-1","hosts":["algo-1"],"network_interface_name":"eth0"}""" },
            WallTime = WallTime(context),
        };
        var started = context.Services.Workspace.Time.GetUtcNow();
        var ticket = new JobTicket { Kind = "processing", Name = context.NewJobName(), Fingerprint = FingerprintOf(definition), Definition = JobResources.Of(context.Arguments["ProcessingResources"]?["ClusterConfig"]).Apply(definition) };
        RunJob(context, ticket, (job, output) => Collect(context, job, output, inputs, outputs, started), cancellationToken);
    }

    private static StepResult Collect(StepContext context, Job job, string output, List<(string Name, Source Source)> inputs, List<JsonObject> outputs, DateTimeOffset started)
    {
        var folders = new FolderArtifacts(context.Services.Workspace);
        var node = new LineageNode("job", job.Id);
        var (artifacts, edges) = (new List<string>(), StepContext.InputEdges(inputs.Select(input => input.Source), node).ToList());
        var answers = new JsonArray();
        foreach (var own in outputs)
        {
            var name = own["OutputName"]!.ToString();
            var (artifact, files) = folders.Add(Path.Combine(output, "data", name));
            artifacts.AddRange(files.Select(file => file.Artifact).Prepend(artifact));
            edges.Add(new LineageEdge(node, new LineageNode("artifact", artifact), "produced"));
            edges.AddRange(files.Where(file => Path.GetFileName(file.Path) == ModelFiles.Evaluation).Select(file => new LineageEdge(node, new LineageNode(Evaluate.Evaluations.Kind, file.Artifact), "produced")));
            var answer = (JsonObject)own.DeepClone();
            (answer["S3Output"] as JsonObject ?? [])["S3Uri"] = Addresses.OfFolder(artifact);
            answers.Add(answer);
        }

        var properties = new JsonObject
        {
            ["ProcessingJobName"] = job.Name,
            ["ProcessingJobArn"] = "praxis:processing-job/" + job.Name,
            ["ProcessingJobStatus"] = nameof(JobStatus.Completed),
            ["ProcessingOutputConfig"] = new JsonObject { ["Outputs"] = answers },
            ["CreationTime"] = Time(started),
            ["ProcessingEndTime"] = Time(context.Services.Workspace.Time.GetUtcNow()),
        };
        foreach (var field in (string[])["ProcessingInputs", "ProcessingResources", "AppSpecification", "Environment", "StoppingCondition"])
            if (context.Arguments[field] is { } value)
                properties[field] = value.DeepClone();
        if (Message(Path.Combine(output, "message")) is { } message)
            properties["ExitMessage"] = message;
        return new StepResult(properties, new JsonObject { ["ProcessingJob"] = new JsonObject { ["Arn"] = "praxis:processing-job/" + job.Name } }) { Artifacts = artifacts, Edges = edges };
    }

    private static string? Message(string path)
    {
        if (!Posix.IsPlainFile(path))
            return null;
        using var stream = File.OpenRead(path);
        var bytes = new byte[MostMessageBytes];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return SafeText.Line(System.Text.Encoding.UTF8.GetString(bytes, 0, length).Trim(), MostMessageBytes);
    }

    private static void Link(Dictionary<string, string> links, string localPath, string target)
    {
        if (!localPath.StartsWith(ContainerRoot + "/", StringComparison.Ordinal))
            throw new StepFailedException($"ClientError: the local path '{SafeText.Line(localPath, 120)}' does not begin with {ContainerRoot}/");
        links["processing" + localPath[ContainerRoot.Length..].TrimEnd('/')] = target;
    }

    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    internal static string FingerprintOf(JobDefinition definition) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(RecordJson.Write(definition))));
}
