using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Runs a job as a child process, by the contract of the house.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class JobRunner(Workspace workspace)
{
    private const int MostReason = 1024;
    private static readonly string? SetSid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    /// <summary>Told each metric of the running job.</summary>
    public Action<Job, JobMetric>? OnMetric { get; init; }

    /// <summary>Runs a pending job to its end and returns it; a failed job is returned, not thrown.</summary>
    /// <param name="job">The job.</param>
    /// <param name="definition">What to run.</param>
    /// <param name="publish">Run with <c>output/model</c> in the one transaction that writes Completed; keep it short.</param>
    /// <param name="prepare">Run with <c>output/model</c> before that transaction: the place to add artifacts.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    public Job Run(Job job, JobDefinition definition, Action<IMetadataTransaction, string>? publish = null, Action<string>? prepare = null, CancellationToken cancellationToken = default)
    {
        workspace.Jobs.Begin(job.Id);
        try
        {
            var folder = Lay(job, definition);
            var (status, secondary, reason) = Execute(job, definition, folder, cancellationToken);
            var model = Path.Combine(folder, "output", "model");
            if (status != JobStatus.Completed)
                return workspace.Jobs.End(job.Id, status, secondary, reason);
            prepare?.Invoke(model);
            return workspace.Jobs.End(job.Id, status, secondary, reason, publish is null ? null : transaction => publish(transaction, model));
        }
        catch (Exception error)
        {
            var reason = error is UserException ? error.Message : "an internal error: " + error.GetType().Name;
            var failed = workspace.Jobs.End(job.Id, JobStatus.Failed, "Failed", Cut(reason));
            if (error is UserException { Fault: Fault.Input })
                return failed;
            if (Failures.IsDisk(error))
                throw Failures.Disk(workspace.Folder, error);
            throw;
        }
    }

    private static string Cut(string text) => text.Length <= MostReason ? text : text[..MostReason];

    private string Lay(Job job, JobDefinition definition)
    {
        var folder = workspace.FolderOf(job);
        foreach (var part in (string[])["input", "config", "output/model", "output/data", "checkpoints"])
            Posix.CreateFolder(Path.Combine(folder, part));
        var files = definition.Inputs.Select(input => new JobFile(input.Key, definition.FileNames.GetValueOrDefault(input.Key, "data"), input.Value)).Concat(definition.Files);
        foreach (var (channel, name, hash) in files)
        {
            var artifact = workspace.Artifacts.PathOf(hash);
            if (!File.Exists(artifact))
                throw new UserException(Fault.Environment, [new Problem { Type = "artifact-missing", Found = $"Artifact {hash} is missing", Where = $"channel {channel}" }]);
            var place = Path.Combine(folder, "input", ResourceName.Check(channel, "channel"));
            Posix.CreateFolder(place);
            File.CreateSymbolicLink(Path.Combine(place, Path.GetFileName(name)), artifact);
        }

        File.WriteAllText(Path.Combine(folder, "config", "hyperparameters.json"), JsonSerializer.Serialize(definition.Hyperparameters));
        File.WriteAllText(Path.Combine(folder, "config", "job.json"), JsonSerializer.Serialize(new { id = job.Id, kind = job.Kind, name = job.Name, definition }));
        return folder;
    }

    private static ProcessStartInfo StartInfo(Job job, JobDefinition definition, string folder)
    {
        var start = new ProcessStartInfo(SetSid ?? definition.Program)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (SetSid is not null)
            start.ArgumentList.Add(definition.Program);
        var arguments = definition.Arguments
            .Select(argument => argument.Replace("{job}", job.Id, StringComparison.Ordinal).Replace("{folder}", folder, StringComparison.Ordinal))
            .Concat(definition.PassHyperparameters ? definition.Hyperparameters.SelectMany(pair => new[] { "--" + pair.Key, pair.Value }) : [])
            .ToList();
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "HOME" or "LANG" or "TZ" or "DOTNET_ROOT" or "DOTNET_GCHeapHardLimit")).ToList())
            start.Environment.Remove(name);

        var values = start.Environment;
        var hyperparameters = JsonSerializer.Serialize(definition.Hyperparameters);
        var cpus = definition.Cpus.ToString(CultureInfo.InvariantCulture);
        values["PRAXIS_JOB_ID"] = job.Id;
        values["PRAXIS_JOB_DIR"] = folder;
        values["PRAXIS_MODEL_DIR"] = values["SM_MODEL_DIR"] = Path.Combine(folder, "output", "model");
        values["PRAXIS_OUTPUT_DIR"] = values["SM_OUTPUT_DATA_DIR"] = Path.Combine(folder, "output", "data");
        values["PRAXIS_CHECKPOINT_DIR"] = Path.Combine(folder, "checkpoints");
        values["PRAXIS_HYPERPARAMETERS"] = values["SM_HPS"] = hyperparameters;
        values["PRAXIS_SEED"] = definition.Seed.ToString(CultureInfo.InvariantCulture);
        values["PRAXIS_CPUS"] = values["SM_NUM_CPUS"] = cpus;
        values["PRAXIS_MEMORY"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString(CultureInfo.InvariantCulture);
        values["SM_OUTPUT_DIR"] = Path.Combine(folder, "output");
        values["SM_INPUT_DIR"] = Path.Combine(folder, "input");
        values["SM_INPUT_CONFIG_DIR"] = Path.Combine(folder, "config");
        values["SM_CHANNELS"] = JsonSerializer.Serialize(Channels(definition));
        values["SM_USER_ARGS"] = JsonSerializer.Serialize(arguments);
        values["SM_NUM_GPUS"] = "0";
        values["SM_CURRENT_HOST"] = "algo-1";
        values["SM_HOSTS"] = "[\"algo-1\"]";
        foreach (var channel in Channels(definition))
            values["PRAXIS_INPUT_" + Upper(channel)] = values["SM_CHANNEL_" + Upper(channel)] = Path.Combine(folder, "input", channel);
        foreach (var (name, value) in definition.Hyperparameters)
            values["SM_HP_" + Upper(name)] = value;
        foreach (var (name, value) in definition.Variables)
            values[name] = value;
        return start;
    }

    private static IEnumerable<string> Channels(JobDefinition definition) => definition.Inputs.Keys.Concat(definition.Files.Select(file => file.Channel)).Distinct(StringComparer.Ordinal);

    private static string Upper(string name) => name.ToUpperInvariant().Replace('-', '_').Replace('=', '_');

    private (JobStatus Status, string Secondary, string? Reason) Execute(Job job, JobDefinition definition, string folder, CancellationToken cancellationToken)
    {
        var metrics = new ConcurrentQueue<JobMetric>();
        var last = new Queue<string>();
        var failureFile = Path.Combine(folder, "failure");
        File.Delete(failureFile);
        using var log = new StreamWriter(Path.Combine(folder, "log.jsonl"), append: true, new UTF8Encoding(false)) { AutoFlush = true };
        var gate = new Lock();
        var closed = false;
        var outOfMemory = OutOfMemoryKills();
        using var process = new Process { StartInfo = StartInfo(job, definition, folder) };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return (JobStatus.Failed, "Failed", Cut($"The program cannot be started: {SafeText.Line(error.Message)}"));
        }

        var child = new ProcessIdentity(process.Id, ProcessIdentity.StartOf(process.Id) ?? 0);
        void Pump(StreamReader reader, string stream)
        {
            try
            {
                while (reader.ReadLine() is { } line)
                    lock (gate)
                    {
                        if (closed)
                            return;
                        var now = workspace.Time.GetUtcNow();
                        log.WriteLine(JsonSerializer.Serialize(new { time = now, stream, message = line }));
                        if (stream == "stdout" && Metric(line, now) is { } metric)
                        {
                            metrics.Enqueue(metric);
                            OnMetric?.Invoke(job, metric);
                            continue;
                        }

                        last.Enqueue(line);
                        if (last.Count > 20)
                            last.Dequeue();
                    }
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The pipe went with its process.
            }
        }

        var pumps = new[] { Task.Factory.StartNew(() => Pump(process.StandardOutput, "stdout"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default), Task.Factory.StartNew(() => Pump(process.StandardError, "stderr"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default) };
        var exit = process.WaitForExitAsync(CancellationToken.None);
        var clock = Stopwatch.StartNew();
        var (stopped, late) = (false, false);
        try
        {
            while (!exit.IsCompleted && !stopped && !late)
            {
                stopped = cancellationToken.IsCancellationRequested || workspace.Jobs.Beat(job.Id, child, Drain(metrics)) == JobStatus.Stopping;
                late = clock.Elapsed >= definition.WallTime;
                if (stopped || late)
                    break;
                var pause = TimeSpan.FromSeconds(1);
                if (definition.WallTime - clock.Elapsed < pause)
                    pause = definition.WallTime!.Value - clock.Elapsed;
                using var wake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                Task.WaitAny([exit, Task.Delay(pause < TimeSpan.Zero ? TimeSpan.Zero : pause, wake.Token)], CancellationToken.None);
                wake.Cancel();
            }

            if (stopped || late)
            {
                if (stopped && workspace.Jobs.Get(job.Id).Status == JobStatus.InProgress)
                    workspace.Jobs.RequestStop(job.Id);
                Signal(process, Posix.Terminate);
                exit.Wait(TimeSpan.FromSeconds(definition.GraceSeconds), CancellationToken.None);
            }
        }
        finally
        {
            // Also after a good end: nothing of the job outlives it.
            Signal(process, Posix.Kill);
            exit.Wait(CancellationToken.None);
            Task.WaitAll(pumps, TimeSpan.FromSeconds(5));
            lock (gate)
                closed = true;
        }

        workspace.Jobs.Beat(job.Id, child, Drain(metrics));
        if (stopped)
            return (JobStatus.Stopped, "Stopped", null);
        if (late)
            return (JobStatus.Failed, "MaxRuntimeExceeded", string.Create(CultureInfo.InvariantCulture, $"It ran longer than its limit of {definition.WallTime!.Value.TotalSeconds:0.###} s"));
        if (process.ExitCode == 0)
            return (JobStatus.Completed, "Completed", null);
        var said = ReadFailure(failureFile);
        if (said.Length == 0)
            said = string.Join('\n', last);
        if (said.Length > MostReason)
            said = File.Exists(failureFile) ? said[..MostReason] : said[^MostReason..];
        var signal = process.ExitCode - 128;
        if (signal is < 1 or > 64)
            return (JobStatus.Failed, process.ExitCode == (int)Fault.Environment ? "EnvironmentRefused" : "Failed", said.Length > 0 ? said : string.Create(CultureInfo.InvariantCulture, $"It ended with exit code {process.ExitCode} and said nothing"));
        var memory = (signal == Posix.Kill && OutOfMemoryKills() > outOfMemory) || (signal == Posix.Abort && last.Any(line => line.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || line.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal)));
        if (memory && signal == Posix.Abort)
            said = "Give it more memory, or less to do: fewer rows or a smaller model";
        var how = memory ? "Killed because memory ran out" : string.Create(CultureInfo.InvariantCulture, $"Killed by signal {signal}");
        return (JobStatus.Failed, memory ? "OutOfMemory" : "Killed", Cut(said.Length > 0 ? how + ": " + said : how));
    }

    private static string ReadFailure(string path)
    {
        if (!File.Exists(path))
            return "";
        using var reader = new StreamReader(path);
        var text = new char[MostReason];
        return new string(text, 0, reader.ReadBlock(text)).Trim();
    }

    private static void Signal(Process process, int signal)
    {
        if (SetSid is not null)
            Posix.Signal(-process.Id, signal);
        else if (process.HasExited)
            return;
        else if (signal == Posix.Kill)
            process.Kill(entireProcessTree: true);
        else
            Posix.Signal(process.Id, signal);
    }

    private static List<JobMetric> Drain(ConcurrentQueue<JobMetric> queue)
    {
        var metrics = new List<JobMetric>();
        while (queue.TryDequeue(out var metric))
            metrics.Add(metric);
        return metrics;
    }

    private static JobMetric? Metric(string line, DateTimeOffset now)
    {
        if (!line.StartsWith('{'))
            return null;
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("metric", out var name) && name.ValueKind == JsonValueKind.String
                && json.RootElement.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number
                && double.IsFinite(value.GetDouble())
                ? new JobMetric(name.GetString()!, value.GetDouble(), json.RootElement.TryGetProperty("step", out var step) && step.ValueKind == JsonValueKind.Number && step.TryGetInt64(out var number) ? number : 0, now)
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static long OutOfMemoryKills()
    {
        try
        {
            return File.ReadLines("/sys/fs/cgroup/memory.events").Where(line => line.StartsWith("oom_kill ", StringComparison.Ordinal))
                .Select(line => long.Parse(line.AsSpan(9), CultureInfo.InvariantCulture)).FirstOrDefault();
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            return 0;
        }
    }
}
