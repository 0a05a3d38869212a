using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Pipelines;

/// <summary>A program of the user's own as one training job: a pipeline of one step, so that it is queued, followed, retried, taken up after a crash and kept on record as all others.</summary>
public sealed record JobSubmission
{
    /// <summary>The channel of the program's own files.</summary>
    public const string CodeChannel = "code";

    private const string CodePlace = "{code}";

    /// <summary>The job's name.</summary>
    public required string Name { get; init; }

    /// <summary>The program and its arguments; <c>{code}</c> stands for the folder of <see cref="Code"/>.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>A file or folder that the program consists of; its content belongs to the job.</summary>
    public string? Code { get; init; }

    /// <summary>Channel to address: a path, <c>dataset://NAME</c>, <c>artifact://...</c>.</summary>
    public IReadOnlyDictionary<string, string> Channels { get; init; } = new Dictionary<string, string>();

    /// <summary>Hyper-parameters.</summary>
    public IReadOnlyDictionary<string, string> Hyperparameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Measures to find in the log: name to expression.</summary>
    public IReadOnlyDictionary<string, string> Metrics { get; init; } = new Dictionary<string, string>();

    /// <summary>The program's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What it needs of the machine.</summary>
    public JobResources Resources { get; init; } = new();

    /// <summary>Seconds that it may run, all attempts together; null for a day.</summary>
    public int? MaxRuntime { get; init; }

    /// <summary>Seconds that it may wait and run.</summary>
    public int? MaxWait { get; init; }

    /// <summary>Whether it goes back into the queue when it is killed, or in the way of a job of a higher priority.</summary>
    public bool IsInterruptible { get; init; }

    /// <summary>The pipeline of the one step.</summary>
    /// <exception cref="UserException">Something is not as it should be; all of it is told.</exception>
    public PipelineDefinition ToDefinition()
    {
        ResourceName.Check(Name, "job");
        if (Command.Count == 0)
            throw new UserException(new Problem { Type = "no-program", Found = "the job has no program", Remedy = "praxis jobs submit --name NAME -- PROGRAM ARGUMENT..." });
        if (Code is null && Command.Any(part => part.Contains(CodePlace, StringComparison.Ordinal)))
            throw new UserException(new Problem { Type = "no-code", Found = "{code} is the folder of the program's own files, but none are given", Remedy = "--code FILE or --code FOLDER" });
        var channels = Channels.Select(channel => (channel.Key, channel.Value));
        if (Code is { } code)
            channels = channels.Append((CodeChannel, Path.GetFullPath(code)));
        var arguments = new JsonObject
        {
            ["AlgorithmSpecification"] = new JsonObject
            {
                ["TrainingImage"] = "local",
                ["TrainingInputMode"] = "File",
                ["ContainerEntrypoint"] = new JsonArray([.. Command.Select(part => (JsonNode?)part.Replace(CodePlace, "{folder}/input/" + CodeChannel, StringComparison.Ordinal))]),
                ["MetricDefinitions"] = new JsonArray([.. Metrics.Select(metric => new JsonObject { [nameof(Name)] = metric.Key, ["Regex"] = metric.Value })]),
            },
            ["HyperParameters"] = ToJson(Hyperparameters),
            ["InputDataConfig"] = new JsonArray([.. channels.Select(channel => new JsonObject { ["ChannelName"] = channel.Item1, ["DataSource"] = new JsonObject { ["S3DataSource"] = new JsonObject { ["S3Uri"] = channel.Item2 } } })]),
            ["OutputDataConfig"] = new JsonObject { ["S3OutputPath"] = "artifact://models" },
            ["ResourceConfig"] = Resources.ToJson(),
            [nameof(Environment)] = ToJson(Environment),
        };
        if (IsInterruptible)
            arguments["EnableManagedSpotTraining"] = true;
        var stopping = new JsonObject();
        if (MaxRuntime is { } runtime)
            stopping["MaxRuntimeInSeconds"] = runtime;
        if (MaxWait is { } wait)
            stopping["MaxWaitTimeInSeconds"] = wait;
        if (stopping.Count > 0)
            arguments["StoppingCondition"] = stopping;
        var step = new JsonObject { [nameof(Name)] = Name, ["Type"] = StepTypes.Training, ["Arguments"] = arguments };
        return PipelineDefinition.Parse(new JsonObject { ["Version"] = "2020-12-01", ["Parameters"] = new JsonArray(), ["Steps"] = new JsonArray(step) }.ToJsonString());
    }

    private static JsonObject ToJson(IReadOnlyDictionary<string, string> values) => new(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
