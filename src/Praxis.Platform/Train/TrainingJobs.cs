using System.Security.Cryptography;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Train;

/// <summary>The keeper of training jobs.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="trainers">The algorithms.</param>
/// <param name="program">The path of the program <c>praxis</c>, which is also the worker.</param>
public sealed class TrainingJobs(Workspace workspace, Trainers trainers, string program)
{
    /// <summary>The kind of the jobs and of their lineage nodes.</summary>
    public const string Kind = "job";

    internal const string ModelFile = "model.bin";

    /// <summary>Trains in a child process, going on from the checkpoint of an interrupted job that was to do the same.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="onMetric">Told each metric.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <exception cref="UserException">The job failed or was stopped.</exception>
    /// <exception cref="OperationCanceledException">The token stopped it.</exception>
    public TrainedModel Train(TrainingRequest request, Action<JobMetric>? onMetric, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var trainer = trainers[request.Algorithm];
        request = request with { Hyperparameters = trainer.Check(request.Hyperparameters) };
        var fingerprint = Fingerprint(request, trainer.Defaults);
        var inputs = new Dictionary<string, string> { ["train"] = request.TrainArtifact };
        if (request.ValidationArtifact is { } validation)
            inputs["validation"] = validation;
        var definition = new JobDefinition
        {
            Program = program,
            Arguments = ["worker", "train", "{folder}", request.Algorithm, .. request.MeasuresAccuracy ? new[] { "--measure-accuracy" } : []],
            Inputs = inputs,
            FileNames = inputs.Keys.ToDictionary(channel => channel, channel => channel + ".jsonl"),
            Hyperparameters = request.Hyperparameters,
            Seed = request.Seed,
            Cpus = request.Cpus,
        };
        var job = workspace.Jobs.Create("training", request.Name, fingerprint, definition);
        if (request.Began is { } began)
            workspace.Metadata.Write(transaction => began(transaction, job));
        new JobCheckpoints(workspace).TakeOver(job);
        var artifact = "";
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        job = new JobRunner(workspace) { OnMetric = (_, metric) => onMetric?.Invoke(metric) }.Run(
            job,
            definition,
            (transaction, _) =>
            {
                var node = new LineageNode(Kind, job.Id);
                transaction.AddEdge(new LineageEdge(request.Input, node, "input-of"));
                if (request.ValidationInput is { } judge)
                    transaction.AddEdge(new LineageEdge(judge, node, "input-of"));
                foreach (var produced in files.Values.Prepend(artifact).Distinct(StringComparer.Ordinal))
                    transaction.AddEdge(new LineageEdge(node, new LineageNode(TrainedModel.Kind, produced), "produced"));
                request.Ended?.Invoke(transaction, new TrainedModel(job, artifact) { Files = files });
            },
            output =>
            {
                artifact = workspace.Artifacts.Add(Path.Combine(output, ModelFile));
                foreach (var file in Directory.EnumerateFiles(output).Where(file => Path.GetFileName(file) != ModelFile).Order(StringComparer.Ordinal))
                    files[Path.GetFileName(file)] = workspace.Artifacts.Add(file);
            },
            cancellationToken);
        return job.Status switch
        {
            JobStatus.Completed => new TrainedModel(job, artifact) { Files = files },
            JobStatus.Stopped => throw Stopped(job, cancellationToken),
            _ => throw Failed(job),
        };
    }

    private static UserException Stopped(Job job, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new UserException(Fault.Environment, [new Problem { Type = "job-stopped", Found = $"the training job {job.Id} was stopped", Remedy = "Run the command again; it goes on from the last checkpoint" }]);
    }

    private static UserException Failed(Job job) => new(
        job.SecondaryStatus is "Killed" or "OutOfMemory" or "EnvironmentRefused" ? Fault.Environment : Fault.Input,
        [new Problem { Type = "training-failed", Found = $"the training failed: {job.FailureReason}", Where = $"job {job.Id}", Remedy = $"praxis jobs logs {job.Id}" }]);

    private static string Fingerprint(TrainingRequest request, IReadOnlyDictionary<string, string> defaults)
    {
        var resolved = defaults.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in request.Hyperparameters)
            resolved[name] = value;
        var all = RecordJson.Write(new
        {
            request.Algorithm,
            Hyperparameters = new SortedDictionary<string, string>(resolved, StringComparer.Ordinal),
            request.TrainArtifact,
            request.ValidationArtifact,
            request.Seed,
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }
}
