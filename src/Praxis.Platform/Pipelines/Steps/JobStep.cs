using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>What the steps that run a job share.</summary>
internal abstract class JobStep : StepRunner
{
    /// <summary>Where SageMaker's programs expect their files; ours lie in the job's folder.</summary>
    protected const string ContainerRoot = "/opt/ml/processing";

    /// <summary>Runs the job and completes the step in the transaction that completes the job.</summary>
    /// <param name="context">The step.</param>
    /// <param name="ticket">The job.</param>
    /// <param name="collect">Keeps what the job left below its <c>output</c> folder.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    protected static void RunJob(StepContext context, JobTicket ticket, Func<Job, string, StepResult> collect, CancellationToken cancellationToken)
    {
        StepResult? result = null;
        var job = context.Services.Scheduler.Run(
            ticket with
            {
                Definition = ticket.Definition with { OutlivesOwner = true },
                LeftJob = context.LeftJob,
                Attached = left =>
                {
                    context.Attached(left);
                    ticket.Attached?.Invoke(left);
                },
                Share = context.Execution.Id,
                Priority = context.Execution.Priority,
                Queued = context.Began,
                Prepare = (begun, output) => result = collect(begun, output),
                Publish = (transaction, _) => Publish(context, transaction, result!),
            },
            cancellationToken);
        RequireCompleted(job, cancellationToken);
        if (result!.Failure is { } failure)
            throw new StepFailedException(failure) { Result = result };
    }

    /// <summary>Throws for a job that did not come to its end.</summary>
    protected static void RequireCompleted(Job job, CancellationToken cancellationToken)
    {
        switch (job.Status)
        {
            case JobStatus.Completed:
                return;
            case JobStatus.Stopped when job.SecondaryStatus is "MaxRuntimeExceeded" or JobRunner.MaxWaitTimeExceeded:
                throw Failed(job);
            case JobStatus.Stopped or JobStatus.Stopping:
                cancellationToken.ThrowIfCancellationRequested();
                throw new OperationCanceledException($"The job {job.Id} was stopped.");
            default:
                throw Failed(job);
        }
    }

    // A step that fails keeps the lineage of what it found.
    private static void Publish(StepContext context, IMetadataTransaction transaction, StepResult result)
    {
        if (result.Failure is null)
            context.Complete(transaction, result);
        else
            foreach (var edge in result.Edges)
                transaction.AddEdge(edge);
    }

    /// <summary>The program and arguments of a container: <c>praxis</c> is this program; an image <c>praxis/NAME</c> alone is its worker of that name.</summary>
    protected static (string Program, IReadOnlyList<string> Arguments) Command(StepContext context, JsonNode specification, string imageField)
    {
        var entry = Texts(specification["ContainerEntrypoint"]);
        var arguments = Texts(specification["ContainerArguments"]);
        var image = specification[imageField]?.ToString() ?? "";
        if (entry.Count == 0)
            entry = image.StartsWith("praxis/", StringComparison.Ordinal) ? ["praxis", "worker", image["praxis/".Length..]] : throw new StepFailedException($"ClientError: the image '{SafeText.Line(image, 80)}' has no program here; say ContainerEntrypoint (in YAML: run: [PROGRAM, ...])");
        if (entry[0] != "praxis" && !IsThere(entry[0]))
            throw new StepFailedException($"ClientError: there is no program '{SafeText.Line(entry[0], 120)}' on this machine");
        return (entry[0] == "praxis" ? context.Services.Program : entry[0], [.. entry.Skip(1).Concat(arguments).Select(Placed)]);
    }

    private static bool IsThere(string program) => program.StartsWith(ContainerRoot, StringComparison.Ordinal) || program.StartsWith("{folder}", StringComparison.Ordinal)
        || (program.Contains('/', StringComparison.Ordinal) ? File.Exists(program) : (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))));

    /// <summary>The environment that the step gives its program.</summary>
    protected static Dictionary<string, string> Environment(StepContext context) =>
        (context.Arguments["Environment"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => Placed(Definitions.Expression.Text(pair.Value)), StringComparer.Ordinal);

    /// <summary>The limit on its time.</summary>
    protected static TimeSpan WallTime(StepContext context) =>
        TimeSpan.FromSeconds(Definitions.Expression.AsNumber(context.Arguments["StoppingCondition"]?["MaxRuntimeInSeconds"]) is { } seconds and > 0 ? Math.Min(seconds, 28 * 86_400) : 86_400);

    protected static List<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(Definitions.Expression.Text)];

    protected static string Placed(string text) => text.Replace(ContainerRoot, "{folder}/processing", StringComparison.Ordinal);

    /// <summary>A job's failure, and whether another try may help.</summary>
    private static StepFailedException Failed(Job job)
    {
        var (prefix, kind) = job.SecondaryStatus switch
        {
            "OutOfMemory" => ("AlgorithmError", "SageMaker.CAPACITY_ERROR"),
            "Killed" => ("InternalServerError", "SageMaker.JOB_INTERNAL_ERROR"),
            "EnvironmentRefused" => ("InternalServerError", "SageMaker.JOB_INTERNAL_ERROR"),
            _ when job.FailureReason == JobStore.OwnerEnded => ("InternalServerError", "SageMaker.JOB_INTERNAL_ERROR"),
            _ => ("AlgorithmError", (string?)null),
        };
        return new StepFailedException($"{prefix}: {job.FailureReason ?? "it failed and said nothing"}", kind) { IsLost = JobRunner.IsLost(job) || job.FailureReason == JobStore.OwnerEnded };
    }
}
