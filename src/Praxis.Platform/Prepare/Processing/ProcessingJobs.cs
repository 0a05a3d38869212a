using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Platform.Prepare.Processing;

/// <summary>The keeper of processing jobs: a user's own program, a SQL script or a recipe, run as jobs over files, with results as artifacts.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="program">The path of the program <c>praxis</c>, which supervises programs and runs scripts and recipes; null runs programs without being measured.</param>
public sealed class ProcessingJobs(Workspace workspace, string? program = null)
{
    /// <summary>The kind of the child processes' jobs.</summary>
    public const string Kind = "processing";

    /// <summary>The kind of the records and lineage nodes.</summary>
    public const string RecordKind = "processing-job";

    /// <summary>The channel of a script or recipe.</summary>
    internal const string ScriptChannel = "praxis-script";

    private const int MostFiles = 10_000;

    /// <summary>The records.</summary>
    public WorkRecords Records { get; } = new(workspace, RecordKind);

    /// <summary>Records a job that is still to run.</summary>
    /// <exception cref="UserException">Its name, an input's name or what it is made of is not right.</exception>
    public WorkRecord Submit(ProcessingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ResourceName.Check(request.Name, "job");
        foreach (var (name, _) in request.Inputs)
            if (ResourceName.Check(name, "channel") == ScriptChannel)
                throw new UserException(new Problem { Type = "invalid-name", Found = $"an input is called '{ScriptChannel}', which is the script's own", Expected = "another name" });
        if (request.Inputs.Select(input => input.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count() < request.Inputs.Count)
            throw new UserException(new Problem { Type = "invalid-option", Found = "two inputs have one name", Expected = "a name for each" });
        if (request.Shards > 1 && (request.Inputs.Count == 0 || request.Work == ProcessingWork.Recipe))
            throw new UserException(new Problem { Type = "invalid-option", Found = request.Inputs.Count == 0 ? "--shards spreads an input, but there is none" : "a recipe learns from all rows and is not spread over shards", Remedy = request.Inputs.Count == 0 ? "--input NAME=PATH" : "Leave --shards out" });
        if (request.Work == ProcessingWork.Recipe && request.Inputs.Count == 0)
            throw new UserException(new Problem { Type = "missing-argument", Found = "a recipe needs rows", Remedy = "--input rows=PATH" });
        if (request.Work == ProcessingWork.Recipe)
            RecipeReader.Read(request.Script, workspace.Time.GetUtcNow());
        if (request.Work == ProcessingWork.Sql)
            SqlScript.Parse(request.Script);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["program"] = request.Work == ProcessingWork.Program ? Path.GetFileName(request.Program) : request.Work.ToString().ToLowerInvariant(),
            ["shards"] = request.Shards.ToString(CultureInfo.InvariantCulture),
            ["retries"] = request.Retries.ToString(CultureInfo.InvariantCulture),
            ["timeout"] = request.Timeout is { } most ? string.Create(CultureInfo.InvariantCulture, $"{most.TotalSeconds:0.###} s") : "none",
            ["memory-limit"] = request.MemoryLimit?.ToString(CultureInfo.InvariantCulture) ?? "none",
        };
        if (request.Work == ProcessingWork.Program)
            settings["arguments"] = string.Join(' ', request.Arguments);
        else
            settings["output-format"] = request.OutputFormat;
        return Records.Submit(request.Work.ToString().ToLowerInvariant(), request.Name, settings);
    }

    /// <summary>Records a job and runs it.</summary>
    public ProcessingResult Run(ProcessingRequest request, Action<WorkProcess>? onProcess, CancellationToken cancellationToken) => Run(Submit(request), request, onProcess, cancellationToken);

    /// <summary>Runs the work over every shard; its files become artifacts when all shards are done, and none before.</summary>
    /// <param name="record">The job as it was recorded.</param>
    /// <param name="request">What to run.</param>
    /// <param name="onProcess">Told each process that has ended.</param>
    /// <param name="cancellationToken">Stops the jobs.</param>
    /// <exception cref="UserException">An input is not there, or a shard failed as often as it was tried.</exception>
    public ProcessingResult Run(WorkRecord record, ProcessingRequest request, Action<WorkProcess>? onProcess, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Work != ProcessingWork.Program && program is null)
            throw new InvalidOperationException("A script needs the program that runs it.");
        var (jobs, files) = (new List<Job>(), new List<(string Path, string Artifact)>());
        record = Records.Run(
            record,
            work =>
            {
                jobs = RunShards(request, work, onProcess, files);
                foreach (var (path, artifact) in files)
                    work.MadeArtifact(path, artifact);
                work.Finding = string.Create(CultureInfo.InvariantCulture, $"{files.Count:N0} files from {jobs.Count:N0} {(jobs.Count == 1 ? "process" : "shards")}");
            },
            cancellationToken);
        return new ProcessingResult(record, jobs, files);
    }

    private List<Job> RunShards(ProcessingRequest request, Work work, Action<WorkProcess>? onProcess, List<(string Path, string Artifact)> made)
    {
        var scratch = workspace.NewScratch();
        Posix.CreateFolder(scratch);
        try
        {
            var finder = new ProcessingInputs(workspace, request);
            var inputs = request.Inputs.Select(input => (input.Key, Files: finder.Of(input.Key, input.Value, work))).ToList();
            var shards = inputs.Count == 0 ? [[]] : ShardFiles.Of(inputs[0].Files, request.Shards, scratch, work.CancellationToken);
            var others = inputs.Skip(1).SelectMany(input => input.Files.Select(file => new JobFile(input.Key, file.Name, workspace.Artifacts.Add(file.Path)))).ToList();
            if (request.Work != ProcessingWork.Program)
            {
                var script = Path.Combine(scratch, request.Work == ProcessingWork.Sql ? "script.sql" : "recipe.yaml");
                File.WriteAllText(script, request.Script);
                others.Add(new JobFile(ScriptChannel, Path.GetFileName(script), workspace.Artifacts.Add(script)));
                work.ReadText(Path.GetFileName(script), request.Script);
            }

            var outcomes = new (Job Job, List<(string Path, string Artifact)> Files)[shards.Count];
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(work.CancellationToken);
            Parallel.For(0, shards.Count, new ParallelOptions { MaxDegreeOfParallelism = request.Parallel, CancellationToken = work.CancellationToken }, shard =>
            {
                if (stop.IsCancellationRequested)
                    return;
                var own = shards[shard].Select(file => new JobFile(inputs[0].Key, file.Name, workspace.Artifacts.Add(file.Path)));
                outcomes[shard] = RunShard(request, work, shard, shards.Count, [.. own, .. others], onProcess, stop.Token);

                // What else runs is of no use any more.
                if (outcomes[shard].Job.Status != JobStatus.Completed)
                    stop.Cancel();
            });
            work.CancellationToken.ThrowIfCancellationRequested();
            var ended = outcomes.Select(outcome => outcome.Job).OfType<Job>().ToList();
            if ((ended.Find(job => job.Status == JobStatus.Failed) ?? ended.Find(job => job.Status != JobStatus.Completed)) is { } failed)
                throw Failed(failed);
            made.AddRange(outcomes.SelectMany((outcome, shard) => outcome.Files.Select(file => (shards.Count == 1 ? file.Path : Path.Combine($"shard-{shard:0000}", file.Path), file.Artifact))));
            return ended;
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

    private (Job Job, List<(string Path, string Artifact)> Files) RunShard(ProcessingRequest request, Work work, int shard, int shards, IReadOnlyList<JobFile> inputs, Action<WorkProcess>? onProcess, CancellationToken cancellationToken)
    {
        var (command, arguments) = request.Work == ProcessingWork.Program ? (request.Program, request.Arguments.Select(Placed)) : (program!, ["process", request.Work.ToString().ToLowerInvariant(), "{folder}", request.OutputFormat, request.Inputs.Count > 0 ? request.Inputs[0].Key : "none"]);
        var definition = new JobDefinition
        {
            Program = program ?? command,
            Arguments = program is null ? [.. arguments] : ["supervise", "{folder}", (request.MemoryLimit ?? 0).ToString(CultureInfo.InvariantCulture), "--", command, .. arguments],
            Files = inputs,
            Variables = new Dictionary<string, string> { ["PRAXIS_SHARD"] = $"{shard}", ["PRAXIS_SHARDS"] = $"{shards}" },
            WallTime = request.Timeout,
            GraceSeconds = request.GraceSeconds,
        };
        for (var attempt = 1; ; attempt++)
        {
            var files = new List<(string Path, string Artifact)>();
            var job = workspace.Jobs.Create(Kind, shards == 1 ? request.Name : $"{request.Name[..Math.Min(request.Name.Length, 55)].TrimEnd('-')}-{shard}", Fingerprint(definition), definition);
            job = new JobRunner(workspace).Run(
                job,
                definition,
                (transaction, _) => transaction.AddEdge(new LineageEdge(new LineageNode("job", job.Id), new LineageNode(RecordKind, work.Record.Id), "part-of")),
                _ => files.AddRange(Collect(request, Path.Combine(workspace.FolderOf(job), "output", "data"))),
                cancellationToken);
            var used = Supervisor.Read(workspace.FolderOf(job));
            var process = new WorkProcess(shard, attempt, job.Id, job.Status, job is { StartedAt: { } began, EndedAt: { } end } ? Math.Round((end - began).TotalSeconds, 3) : 0, used?.CpuSeconds, used?.PeakMemoryBytes);
            work.Ran(process);
            onProcess?.Invoke(process);
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

    private static string Fingerprint(JobDefinition definition) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RecordJson.Write(definition))));

    private static UserException Failed(Job job) => new(
        job.SecondaryStatus is "Killed" or "OutOfMemory" or "EnvironmentRefused" or "MaxRuntimeExceeded" ? Fault.Environment : Fault.Input,
        [new Problem { Type = "processing-failed", Found = job.FailureReason is not null ? $"the processing failed: {SafeText.Line(job.FailureReason, 400)}" : $"the processing job is {job.Status}", Where = $"job {job.Id} ({job.SecondaryStatus})", Remedy = $"praxis jobs logs {job.Id}" }]);
}
