using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Prepare.Processing;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>The instances of a processing step: each is a job that sees its part of the sharded inputs and all of the others. What they write becomes one output.</summary>
internal static class ProcessingInstances
{
    /// <summary>The most of a step.</summary>
    public const int Most = 100;

    /// <summary>How inputs go to several instances.</summary>
    public static readonly IReadOnlyList<string> Distributions = ["FullyReplicated", "ShardedByS3Key"];

    /// <summary>How many instances a step asks for.</summary>
    /// <exception cref="StepFailedException">It is no number within the limits.</exception>
    public static int CountOf(StepContext context) => context.Arguments["ProcessingResources"]?["ClusterConfig"]?["InstanceCount"] is not { } said ? 1
        : Expression.AsNumber(said) is { } number && number == Math.Floor(number) && number is >= 1 and <= Most ? (int)number
        : throw new StepFailedException($"ClientError: InstanceCount is {SafeText.Line(Expression.Text(said), 40)}, and 1 to {Most} are possible");

    /// <summary>Whether an input is spread over the instances.</summary>
    public static bool IsSharded(JsonNode input) => input["S3Input"]?["S3DataDistributionType"] is { } type && Expression.Text(type) == "ShardedByS3Key";

    /// <summary>The files of each instance: of a sharded input whole files in turn where there are enough, else the lines of its one file, the header with each.</summary>
    public static IReadOnlyList<IReadOnlyList<JobFile>> Files(StepContext context, IReadOnlyList<(string Name, Source Source, bool IsSharded)> inputs, int count, CancellationToken cancellationToken)
    {
        var workspace = context.Services.Workspace;
        var files = Enumerable.Range(0, count).Select(_ => new List<JobFile>()).ToList();
        foreach (var (name, source, isSharded) in inputs)
        {
            if (!isSharded)
            {
                files.ForEach(own => own.AddRange(source.Files.Select(file => new JobFile(name, file.Path, file.Artifact))));
                continue;
            }

            var scratch = workspace.NewScratch();
            Posix.CreateFolder(scratch);
            try
            {
                var shards = ShardFiles.Of([.. source.Files.Select(file => (file.Path, workspace.Artifacts.PathOf(file.Artifact)))], count, scratch, cancellationToken);
                for (var i = 0; i < count; i++)
                    files[i].AddRange(shards[i].Select(file => new JobFile(name, file.Name, workspace.Artifacts.Add(file.Path))));
            }
            catch (UserException error)
            {
                throw new StepFailedException($"ClientError: the input {name} cannot be spread over {count} instances: {error.Message}");
            }
            finally
            {
                Directory.Delete(scratch, recursive: true);
            }
        }

        return files;
    }

    /// <summary>The part of a job's definition that tells it which instance it is.</summary>
    public static JobDefinition Named(JobDefinition definition, int instance, int count)
    {
        var hosts = string.Join(',', Enumerable.Range(1, count).Select(number => $"\"algo-{number}\""));
        return definition with
        {
            Variables = new Dictionary<string, string>(definition.Variables) { ["PRAXIS_SHARD"] = instance.ToString(CultureInfo.InvariantCulture), ["PRAXIS_SHARDS"] = count.ToString(CultureInfo.InvariantCulture) },
            ConfigFiles = new Dictionary<string, string>(definition.ConfigFiles) { ["resourceconfig.json"] = $$"""{"current_host":"algo-{{instance + 1}}","hosts":[{{hosts}}],"network_interface_name":"eth0"}""" },
        };
    }

    /// <summary>Runs a job for each instance, as many at a time as the scheduler has slots for; the first failure stops the others.</summary>
    public static void Run(int count, Action<int, CancellationToken> job, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ExceptionDispatchInfo? first = null;
        var threads = Enumerable.Range(0, count).Select(instance => new Thread(() =>
        {
            try
            {
                job(instance, stop.Token);
            }
            catch (Exception error)
            {
                // Those that are stopped for the sake of another are not why.
                Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(error), null);
                stop.Cancel();
            }
        })
        { IsBackground = true, Name = "instance " + instance }).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        cancellationToken.ThrowIfCancellationRequested();
        first?.Throw();
    }

    /// <summary>The files of one output over all instances: together where their names differ or their bytes are the same, else each instance's in a folder <c>algo-N</c>.</summary>
    public static IReadOnlyList<FolderFile> Merge(IReadOnlyList<IReadOnlyList<FolderFile>> parts)
    {
        var all = parts.SelectMany(part => part).DistinctBy(file => (file.Path, file.Artifact)).ToList();
        if (all.DistinctBy(file => file.Path).Count() < all.Count)
            all = [.. parts.SelectMany((part, instance) => part.Select(file => file with { Path = $"algo-{instance + 1}/{file.Path}" }))];
        return [.. all.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }
}
