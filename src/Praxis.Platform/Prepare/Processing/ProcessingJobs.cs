using System.Security.Cryptography;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Prepare.Processing;

/// <summary>The keeper of processing jobs: a user's own program, run as a job over files, with its results as artifacts.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class ProcessingJobs(Workspace workspace)
{
    /// <summary>The kind of the jobs.</summary>
    public const string Kind = "processing";

    private const int MostFiles = 10_000;

    /// <summary>Runs the program over every shard; its files become artifacts when all shards are done, and none before.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="onJob">Told each job that has ended: the shard, and how often it was started.</param>
    /// <param name="cancellationToken">Stops the jobs.</param>
    /// <exception cref="UserException">An input is not there, or a shard failed as often as it was tried.</exception>
    public ProcessingResult Run(ProcessingRequest request, Action<int, int, Job>? onJob, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var scratch = workspace.NewScratch();
        Posix.CreateFolder(scratch);
        try
        {
            var inputs = request.Inputs.Select(input => (input.Key, Files: FilesOf(input.Key, input.Value))).ToList();
            var shards = inputs.Count == 0 ? [[]] : ShardFiles.Of(inputs[0].Files, request.Shards, scratch, cancellationToken);
            var others = inputs.Skip(1).SelectMany(input => input.Files.Select(path => new JobFile(input.Key, Path.GetFileName(path), workspace.Artifacts.Add(path)))).ToList();
            var outcomes = new (Job Job, List<(string Path, string Artifact)> Files)[shards.Count];
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Parallel.For(0, shards.Count, new ParallelOptions { MaxDegreeOfParallelism = request.Parallel, CancellationToken = cancellationToken }, shard =>
            {
                if (stop.IsCancellationRequested)
                    return;
                var own = shards[shard].Select(file => new JobFile(inputs[0].Key, file.Name, workspace.Artifacts.Add(file.Path)));
                outcomes[shard] = RunShard(request, shard, shards.Count, [.. own, .. others], onJob, stop.Token);

                // What else runs is of no use any more.
                if (outcomes[shard].Job.Status != JobStatus.Completed)
                    stop.Cancel();
            });
            cancellationToken.ThrowIfCancellationRequested();
            var failed = outcomes.Select(outcome => outcome.Job).FirstOrDefault(job => job is { Status: JobStatus.Failed }) ?? outcomes.Select(outcome => outcome.Job).FirstOrDefault(job => job is { Status: not JobStatus.Completed });
            if (failed is not null)
                throw Failed(failed);
            return new ProcessingResult([.. outcomes.Select(outcome => outcome.Job)], [.. outcomes.SelectMany((outcome, shard) => outcome.Files.Select(file => (shards.Count == 1 ? file.Path : Path.Combine($"shard-{shard:0000}", file.Path), file.Artifact)))]);
        }
        catch (AggregateException error) when (error.Flatten().InnerExceptions.OfType<UserException>().FirstOrDefault() is { } told)
        {
            throw told;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private (Job Job, List<(string Path, string Artifact)> Files) RunShard(ProcessingRequest request, int shard, int shards, IReadOnlyList<JobFile> inputs, Action<int, int, Job>? onJob, CancellationToken cancellationToken)
    {
        var definition = new JobDefinition
        {
            Program = request.Program,
            Arguments = [.. request.Arguments.Select(Placed)],
            Files = inputs,
            Variables = new Dictionary<string, string> { ["PRAXIS_SHARD"] = $"{shard}", ["PRAXIS_SHARDS"] = $"{shards}" },
            WallTime = request.Timeout,
            GraceSeconds = request.GraceSeconds,
        };
        for (var attempt = 1; ; attempt++)
        {
            var files = new List<(string Path, string Artifact)>();
            var job = workspace.Jobs.Create(Kind, shards == 1 ? request.Name : $"{request.Name}-{shard}", Fingerprint(definition), definition);
            job = new JobRunner(workspace).Run(
                job,
                definition,
                (transaction, _) =>
                {
                    var node = new LineageNode("job", job.Id);
                    foreach (var input in inputs.Select(input => input.Artifact).Distinct(StringComparer.Ordinal))
                        transaction.AddEdge(new LineageEdge(new LineageNode("artifact", input), node, "input-of"));
                    foreach (var file in files.Select(file => file.Artifact).Distinct(StringComparer.Ordinal))
                        transaction.AddEdge(new LineageEdge(node, new LineageNode("artifact", file), "produced"));
                },
                _ => files.AddRange(Collect(request, Path.Combine(workspace.FolderOf(job), "output", "data"))),
                cancellationToken);
            onJob?.Invoke(shard, attempt, job);
            if (job.Status != JobStatus.Failed || attempt > request.Retries)
                return (job, files);

            // Twice as long each time; whoever stops it does not wait.
            cancellationToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(Math.Min(60, 0.5 * Math.Pow(2, attempt - 1))));
        }

        string Placed(string argument)
        {
            foreach (var channel in inputs.Select(input => input.Channel).Distinct(StringComparer.Ordinal))
                argument = argument.Replace($"{{input:{channel}}}", Path.Combine("{folder}", "input", channel), StringComparison.Ordinal);
            return argument.Replace("{output}", Path.Combine("{folder}", "output", "data"), StringComparison.Ordinal);
        }
    }

    private List<(string Path, string Artifact)> Collect(ProcessingRequest request, string folder)
    {
        var files = new List<(string, string)>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal))
        {
            if (files.Count == MostFiles)
                throw new UserException(new Problem { Type = "too-many-files", Found = $"the program wrote more than {MostFiles:N0} files", Remedy = "Write fewer, larger files" });
            files.Add((Path.GetRelativePath(folder, path), workspace.Artifacts.Add(path)));
        }

        return files.Count > 0 || request.AllowsNoOutput
            ? files
            : throw new UserException(new Problem { Type = "no-output", Found = "the program ended well but wrote nothing into its output folder", Expected = "files in $PRAXIS_OUTPUT_DIR", Remedy = "Write results there, or allow none with --allow-no-output" });
    }

    private static List<string> FilesOf(string name, string path)
    {
        if (File.Exists(path))
            return [Path.GetFullPath(path)];
        var files = Directory.Exists(path) ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).Select(Path.GetFullPath).ToList() : [];
        return files.Count > 0 ? files : throw new UserException(new Problem { Type = "file-not-found", Found = $"the input '{SafeText.Line(name, 60)}' is no file and no folder with files", Where = SafeText.Line(path), Remedy = "Check the path" });
    }

    private static string Fingerprint(JobDefinition definition) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RecordJson.Write(definition))));

    private static UserException Failed(Job job) => new(
        job.SecondaryStatus is "Killed" or "OutOfMemory" or "EnvironmentRefused" or "MaxRuntimeExceeded" ? Fault.Environment : Fault.Input,
        [new Problem { Type = "processing-failed", Found = job.Status == JobStatus.Failed ? $"the processing failed: {SafeText.Line(job.FailureReason, 400)}" : $"the processing job is {job.Status}", Where = $"job {job.Id} ({job.SecondaryStatus})", Remedy = $"praxis jobs logs {job.Id}" }]);
}
