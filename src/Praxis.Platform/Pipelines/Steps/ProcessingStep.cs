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
        var inputs = new List<(string Name, Source Source, bool IsSharded)>();
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in (context.Arguments["ProcessingInputs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var name = ResourceName.Check(input["InputName"]?.ToString(), "input");
            var source = context.Addresses.Open(input["S3Input"]?["S3Uri"]?.ToString() ?? throw new StepFailedException($"ClientError: the input {name} has no address"));
            inputs.Add((name, source, ProcessingInstances.IsSharded(input)));
            Link(links, input["S3Input"]?["LocalPath"]?.ToString() ?? $"{ContainerRoot}/input/{name}", "input/" + name);
        }

        var outputs = (context.Arguments["ProcessingOutputConfig"]?["Outputs"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        foreach (var output in outputs)
            Link(links, output["S3Output"]?["LocalPath"]?.ToString() ?? $"{ContainerRoot}/output/{output["OutputName"]}", $"output/data/{ResourceName.Check(output["OutputName"]?.ToString(), "output")}");
        var definition = new JobDefinition
        {
            Program = program,
            Arguments = arguments,
            Variables = Environment(context),
            OutputFolders = [.. outputs.Select(output => output["OutputName"]!.ToString())],
            Links = links,
            ConfigFiles = new Dictionary<string, string> { ["processingjobconfig.json"] = context.Arguments.ToJsonString(), ["resourceconfig.json"] = """{"current_host":"algo-1","hosts":["algo-1"],"network_interface_name":"eth0"}""" },
            WallTime = WallTime(context),
        };
        var count = ProcessingInstances.CountOf(context);
        var files = count == 1 ? [[.. inputs.SelectMany(input => input.Source.Files.Select(file => new JobFile(input.Name, file.Path, file.Artifact)))]] : ProcessingInstances.Files(context, inputs, count, cancellationToken);
        var work = new Work(context, [.. inputs.Select(input => input.Source)], outputs, context.Services.Workspace.Time.GetUtcNow());
        if (count == 1)
            RunJob(context, Ticket(context, definition with { Files = files[0] }), (job, output) => work.Result([work.Collect(job, output)]), cancellationToken);
        else
            RunInstances(context, work, [.. files.Select((own, instance) => ProcessingInstances.Named(definition, instance, count) with { Files = own })], cancellationToken);
    }

    // The step is done when all instances are; until then nothing of them is published.
    private static void RunInstances(StepContext context, Work work, IReadOnlyList<JobDefinition> definitions, CancellationToken cancellationToken)
    {
        var parts = new ProcessingPart[definitions.Count];
        ProcessingInstances.Run(
            definitions.Count,
            (instance, stop) =>
            {
                var job = context.Services.Scheduler.Run(
                    Ticket(context, definitions[instance]) with
                    {
                        Share = context.Execution.Id,
                        Queued = instance == 0 ? context.Began : (transaction, own) => transaction.AddEdge(new LineageEdge(new LineageNode(Executions.Executions.Kind, context.Execution.Id), new LineageNode("job", own.Id), "ran")),
                        Prepare = (own, output) => parts[instance] = work.Collect(own, output),
                    },
                    stop);
                RequireCompleted(job, stop);
            },
            cancellationToken);
        Complete(context, work.Result(parts));
    }

    private static JobTicket Ticket(StepContext context, JobDefinition definition) => new() { Kind = "processing", Name = context.NewJobName(), Fingerprint = FingerprintOf(definition), Definition = JobResources.Of(context.Arguments["ProcessingResources"]?["ClusterConfig"]).Apply(definition) };

    /// <summary>What the step's jobs leave.</summary>
    private sealed record Work(StepContext Context, IReadOnlyList<Source> Inputs, IReadOnlyList<JsonObject> Declared, DateTimeOffset Started)
    {
        public ProcessingPart Collect(Job job, string output)
        {
            var folders = new FolderArtifacts(Context.Services.Workspace);
            return new ProcessingPart(job, [.. Declared.Select(own => folders.Add(Path.Combine(output, "data", own["OutputName"]!.ToString())))], Message(Path.Combine(output, "message")));
        }

        public StepResult Result(ProcessingPart[] parts)
        {
            var (artifacts, edges, answers) = (new List<string>(), new List<LineageEdge>(), new JsonArray());
            foreach (var part in parts)
                edges.AddRange(StepContext.InputEdges(Inputs, part.Node));
            for (var i = 0; i < Declared.Count; i++)
            {
                foreach (var part in parts)
                {
                    var (own, files) = part.Outputs[i];
                    artifacts.AddRange(files.Select(file => file.Artifact).Prepend(own));
                    edges.Add(new LineageEdge(part.Node, new LineageNode("artifact", own), "produced"));
                    edges.AddRange(files.Where(file => Path.GetFileName(file.Path) == ModelFiles.Evaluation).Select(file => new LineageEdge(part.Node, new LineageNode(Evaluate.Evaluations.Kind, file.Artifact), "produced")));
                }

                var artifact = parts.Length == 1 ? parts[0].Outputs[i].Artifact : new FolderArtifacts(Context.Services.Workspace).Add(ProcessingInstances.Merge([.. parts.Select(part => part.Outputs[i].Files)]));
                if (parts.Length > 1)
                    edges.AddRange(parts.Select(part => part.Outputs[i].Artifact).Where(own => own != artifact).Distinct().Select(own => new LineageEdge(new LineageNode("artifact", own), new LineageNode("artifact", artifact), "part-of")));
                artifacts.Add(artifact);
                var answer = (JsonObject)Declared[i].DeepClone();
                (answer["S3Output"] as JsonObject ?? [])["S3Uri"] = Addresses.OfFolder(artifact);
                answers.Add(answer);
            }

            var name = parts[0].Job.Name;
            var properties = new JsonObject
            {
                ["ProcessingJobName"] = name,
                ["ProcessingJobArn"] = "praxis:processing-job/" + name,
                ["ProcessingJobStatus"] = nameof(JobStatus.Completed),
                ["ProcessingOutputConfig"] = new JsonObject { ["Outputs"] = answers },
                ["CreationTime"] = Time(Started),
                ["ProcessingEndTime"] = Time(Context.Services.Workspace.Time.GetUtcNow()),
            };
            foreach (var field in (string[])["ProcessingInputs", "ProcessingResources", "AppSpecification", "Environment", "StoppingCondition"])
                if (Context.Arguments[field] is { } value)
                    properties[field] = value.DeepClone();
            if (parts.Select(part => part.Message).OfType<string>().FirstOrDefault() is { } message)
                properties["ExitMessage"] = message;
            return new StepResult(properties, new JsonObject { ["ProcessingJob"] = new JsonObject { ["Arn"] = "praxis:processing-job/" + name } }) { Artifacts = artifacts, Edges = edges };
        }
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
