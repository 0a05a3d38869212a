using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis jobs</c>: what runs and what ran, and programs of the user's own to run.</summary>
internal static class JobsCommand
{
    public static Command Create(TextWriter output, TextWriter error) => new("jobs", "What runs and what ran: submit, list, show, metrics, usage, logs, stop.")
    {
        new JobsSubmitCommand().Create(output, error),
        List(output),
        Show(output),
        Metrics(output),
        JobsUsageCommand.Create(output, error),
        Logs(output),
        Stop(output),
    };

    private static Command List(TextWriter output)
    {
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var limit = new Option<int>("--limit") { Description = "How many at most", DefaultValueFactory = _ => 1000 }.Within("1 or more", value => value >= 1);
        var command = new Command("list", "Jobs, the newest first.") { limit, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var jobs = workspace.Jobs.List(parsed.GetValue(limit));
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(jobs));
            else
                Table.Write(output, ["id", "kind", "name", "status", "created", "seconds"], jobs.Select(job => new[] { job.Id, job.Kind, job.Name, Status(job), Time(job.CreatedAt), Seconds(job) }));
        });
        return command;
    }

    private static Command Show(TextWriter output)
    {
        var (id, workspaceOption, json) = (Id(), CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("show", "One job: its statuses, settings and metrics.") { id, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var job = workspace.Jobs.Get(parsed.GetValue(id)!);
            var (definition, history, metrics, usage) = (workspace.Jobs.DefinitionOf(job.Id), workspace.Jobs.History(job.Id), workspace.Jobs.Metrics(job.Id), workspace.Jobs.Usage(job.Id));
            if (parsed.GetValue(json))
            {
                output.WriteLine(RecordJson.WriteIndented(new { job, definition, history, metrics, usage }));
                return;
            }

            output.WriteLine($"{job.Kind} job {job.Id} ({job.Name}): {Status(job)}, {Seconds(job)} s");
            if (job.FailureReason is { } reason)
                output.WriteLine($"  why: {SafeText.Line(reason)}");
            output.WriteLine($"  fingerprint {job.Fingerprint}");
            foreach (var change in history)
                output.WriteLine($"  {Time(change.Time)}  {change.Status} {change.SecondaryStatus}".TrimEnd());
            foreach (var (channel, hash) in definition.Inputs)
                output.WriteLine($"  input {channel}: {hash}");
            foreach (var (name, value) in definition.Hyperparameters)
                output.WriteLine($"  {SafeText.Line(name)} = {SafeText.Line(value)}");
            foreach (var last in metrics.GroupBy(metric => metric.Name).Select(group => group.Last()))
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {SafeText.Line(last.Name)} = {last.Value:G6} at step {last.Step}"));
            if (usage.Count > 0)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  used {usage.Max(one => one.CpuSeconds):0.0} s of computing, at most {usage.Max(one => one.MemoryBytes) >> 20:N0} MiB of memory, {usage.Max(one => one.Processes)} processes{(usage.Max(one => one.GpuPercent) is { } gpus ? $", at most {gpus / 100:0.0} GPUs and {usage.Max(one => one.GpuMemoryBytes) >> 20:N0} MiB of their memory" : "")}"));
            foreach (var edge in workspace.Lineage.Edges(new LineageNode("job", job.Id)).Where(edge => edge.From.Id == job.Id && edge.To.Kind == "artifact"))
                output.WriteLine($"  left artifact://folder/{edge.To.Id}");
            output.WriteLine($"  folder {workspace.FolderOf(job)}");
        });
        return command;
    }

    private static Command Metrics(TextWriter output)
    {
        var (id, workspaceOption, json) = (Id(), CommandOptions.Workspace(), CommandOptions.Json());
        var metric = new Option<string?>("--metric") { Description = "Only this one, such as validation:accuracy", HelpName = "NAME" };
        var command = new Command("metrics", "Every value that a job told, in its order.") { id, metric, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var all = workspace.Jobs.Metrics(workspace.Jobs.Get(parsed.GetValue(id)!).Id);
            var metrics = parsed.GetValue(metric) is { } name ? all.Where(one => one.Name == name).ToList() : all;
            if (parsed.GetValue(metric) is { } asked && metrics.Count == 0)
                throw new UserException(new Problem { Type = "unknown-metric", Found = $"the job told no metric '{SafeText.Line(asked, 60)}'", Expected = string.Join(", ", all.Select(one => SafeText.Line(one.Name, 60)).Distinct().Take(20)), Remedy = NearestName.Suggestion(asked, all.Select(one => one.Name).Distinct()) });
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(metrics));
            else
                Table.Write(output, ["metric", "step", "value", "time"], metrics.Select(one => new[] { one.Name, one.Step.ToString(CultureInfo.InvariantCulture), one.Value.ToString("G6", CultureInfo.InvariantCulture), Time(one.Time) }));
        });
        return ExampleHelp.Of(command, "praxis jobs metrics reviews", "praxis jobs metrics reviews --metric validation:accuracy --json");
    }

    private static Command Logs(TextWriter output)
    {
        var (id, workspaceOption, json) = (Id(), CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("logs", "What a job wrote; --json gives the lines as they are kept.") { id, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var log = Path.Combine(workspace.FolderOf(workspace.Jobs.Get(parsed.GetValue(id)!)), "log.jsonl");
            if (!File.Exists(log))
                return;
            using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            while (reader.ReadLine() is { } line)
                output.WriteLine(parsed.GetValue(json) ? line : Plain(line));
        });
        return command;
    }

    private static Command Stop(TextWriter output)
    {
        var (id, workspaceOption) = (Id(), CommandOptions.Workspace());
        var command = new Command("stop", "Asks a job to end; it has 120 seconds to write a checkpoint.") { id, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var job = workspace.Jobs.RequestStop(parsed.GetValue(id)!);
            output.WriteLine($"{job.Id} {job.Status}");
        });
        return command;
    }

    private static Argument<string> Id() => new("job") { Description = "A job's id, or a name for the newest of it" };

    private static Workspace Open(ParseResult parsed, Option<string?> option) => Workspace.Open(Workspace.Locate(parsed.GetValue(option)), TimeProvider.System);

    private static string Status(Job job) => job.SecondaryStatus.Length == 0 || job.SecondaryStatus == job.Status.ToString() ? job.Status.ToString() : $"{job.Status} ({job.SecondaryStatus})";

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Seconds(Job job) => job is { StartedAt: { } start, EndedAt: { } end } ? (end - start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : "–";

    // A line half written is shown as it stands.
    private static string Plain(string line)
    {
        try
        {
            using var entry = JsonDocument.Parse(line);
            return $"{entry.RootElement.GetProperty("time").GetString()} {entry.RootElement.GetProperty("stream").GetString()} {SafeText.Line(entry.RootElement.GetProperty("message").GetString())}";
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return SafeText.Line(line);
        }
    }
}
