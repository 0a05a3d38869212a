using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Cli.Commands;

/// <summary>The commands of works on record: list, show, open, stop, drop, restore. A room gives the kinds that are its own.</summary>
internal sealed class WorkCommands(TextWriter output, TextWriter error, string room, string page, Func<Workspace, IReadOnlyList<WorkRecords>> keepers)
{
    public void AddTo(Command command)
    {
        foreach (var own in (Command[])[List(), Show(), Open(), Stop(), Drop(), Restore()])
            command.Subcommands.Add(own);
    }

    private Command List()
    {
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("list", "What was done, the newest first.") { workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Opened(parsed, workspaceOption);
            var all = keepers(workspace).SelectMany(keeper => keeper.List().Select(record => (keeper.Kind, Record: record))).OrderByDescending(one => one.Record.CreatedAt).ThenByDescending(one => one.Record.Id, StringComparer.Ordinal).ToList();
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(all.Select(one => one.Record)));
            else
                Table.Write(output, ["id", "what", "name", "status", "began", "seconds", "finding"], all.Select(one => new string?[]
                {
                    one.Record.Id, one.Kind == "processing-job" ? $"job ({one.Record.What})" : one.Record.What, one.Record.Name, one.Record.Status.ToString(), Time(one.Record.CreatedAt), Seconds(one.Record),
                    one.Record.Finding ?? (one.Record.Problems.Count > 0 ? one.Record.Problems[0].Found : null),
                }));
        });
        return command;
    }

    private Command Show()
    {
        var (id, workspaceOption, json) = (Id(), CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("show", "One of them: what it read, with which settings, what came of it and what it used.") { id, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Opened(parsed, workspaceOption);
            var (keeper, record) = Find(workspace, parsed.GetValue(id)!);
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(record));
            else
                Write(keeper.Kind, record);
        });
        return command;
    }

    private Command Open()
    {
        var (id, workspaceOption) = (Id(), CommandOptions.Workspace());
        var folder = new Option<string?>("--out") { Description = "Where its files are put; else a new folder of the system's for what passes", HelpName = "DIR" };
        var command = new Command("open", $"Puts its files into a folder again and names the first to look at{(page.Length > 0 ? $" ({page})" : "")}.") { id, folder, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Opened(parsed, workspaceOption);
            var (keeper, record) = Find(workspace, parsed.GetValue(id)!);
            if (record.Outputs.Count == 0)
                throw new UserException(new Problem { Type = "no-files", Found = $"{keeper.Kind} {record.Id} has made no files", Where = record.Status.ToString() });
            var target = parsed.GetValue(folder) ?? Directory.CreateTempSubdirectory("praxis-").FullName;
            foreach (var made in record.Outputs)
                WorkFiles.Place(keeper, record, made, target);
            var first = record.Outputs.FirstOrDefault(made => made.Name == page) ?? record.Outputs[0];
            output.WriteLine(SafeText.Line(Path.Combine(target, first.Name), 400));
        });
        return command;
    }

    private Command Stop()
    {
        var (id, workspaceOption) = (Id(), CommandOptions.Workspace());
        var command = new Command("stop", "Asks for its end, in whatever process it runs.") { id, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Opened(parsed, workspaceOption);
            var (keeper, record) = Find(workspace, parsed.GetValue(id)!);
            output.WriteLine($"{record.Id} {keeper.Stop(record.Id).Status}");
        });
        return command;
    }

    private Command Drop()
    {
        var (id, workspaceOption) = (Id(), CommandOptions.Workspace());
        var datasets = new Option<bool>("--datasets") { Description = "Also takes the dataset versions that it registered out of the catalog" };
        var command = new Command("drop", "Takes it off the record; 'restore' brings it back until 'workspace gc' takes its files a day later.") { id, datasets, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Opened(parsed, workspaceOption);
            var (keeper, record) = Find(workspace, parsed.GetValue(id)!);
            keeper.Drop(record.Id);
            output.WriteLine($"{record.Id} dropped");
            if (parsed.GetValue(datasets))
                foreach (var dataset in record.Datasets)
                    if (new Datasets(workspace).Find(dataset.Replace(':', '@')) is { } version)
                    {
                        new Datasets(workspace).Drop(version.Id.Replace(':', '@'));
                        output.WriteLine($"{version.Id} dropped");
                    }

            error.WriteLine($"praxis {room} restore {record.Id} brings it back; its files go with a 'workspace gc' after a day.");
        });
        return command;
    }

    private Command Restore()
    {
        var (id, workspaceOption) = (Id(), CommandOptions.Workspace());
        var command = new Command("restore", "Brings one that was dropped back.") { id, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Opened(parsed, workspaceOption);
            var text = parsed.GetValue(id)!;
            UserException? last = null;
            foreach (var keeper in keepers(workspace))
            {
                try
                {
                    output.WriteLine($"{keeper.Restore(text).Id} restored");
                    return;
                }
                catch (UserException none)
                {
                    last = none;
                }
            }

            throw last!;
        });
        return command;
    }

    // The first kind that has it; of several the one that was asked for by its id.
    private (WorkRecords Keeper, WorkRecord Record) Find(Workspace workspace, string text)
    {
        UserException? last = null;
        foreach (var keeper in keepers(workspace))
        {
            try
            {
                return (keeper, keeper.Get(text));
            }
            catch (UserException none)
            {
                last = none;
            }
        }

        throw last!;
    }

    private void Write(string kind, WorkRecord record)
    {
        output.WriteLine($"{kind} {record.Id} ({record.What} {record.Name}): {record.Status}, {Seconds(record)} s, began {Time(record.CreatedAt)}");
        if (record.Finding is { } finding)
            output.WriteLine($"  finding  {SafeText.Line(finding, 400)}");
        foreach (var problem in record.Problems)
            output.WriteLine($"  why      {SafeText.Line(problem.Found, 400)}{(problem.Where is null ? "" : $" ({SafeText.Line(problem.Where, 200)})")}");
        foreach (var input in record.Inputs)
            output.WriteLine($"  read     {input.Dataset ?? SafeText.Line(input.Name, 120)}  sha256 {input.Hash}…");
        foreach (var made in record.Outputs)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  made     {made.Name}  {made.Bytes:N0} bytes, artifact {made.Artifact[..12]}"));
        foreach (var dataset in record.Datasets)
            output.WriteLine($"  dataset  {dataset}");
        foreach (var (name, value) in record.Settings)
            output.WriteLine($"  setting  {SafeText.Line(name, 60)} = {SafeText.Line(value, 300)}");
        WriteProcesses(output, record.Processes);
    }

    /// <summary>What the child processes used, a line each.</summary>
    public static void WriteProcesses(TextWriter output, IReadOnlyList<WorkProcess> processes)
    {
        if (processes.Count > 0)
            Table.Write(output, ["shard", "try", "status", "seconds", "cpu seconds", "peak memory", "job"], processes.Select(process => new string?[]
            {
                process.Shard.ToString(CultureInfo.InvariantCulture), process.Attempt.ToString(CultureInfo.InvariantCulture), process.Status.ToString(), process.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
                process.CpuSeconds?.ToString("0.00", CultureInfo.InvariantCulture), process.PeakMemoryBytes is { } bytes ? (bytes / 1e6).ToString("N0", CultureInfo.InvariantCulture) + " MB" : null, process.JobId,
            }));
    }

    private static Argument<string> Id() => new("id") { Description = "An id, its beginning, or a name for the newest of it" };

    private static Workspace Opened(ParseResult parsed, Option<string?> option) => Workspace.Open(Workspace.Locate(parsed.GetValue(option)), TimeProvider.System);

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Seconds(WorkRecord record) => record.EndedAt is { } end ? (end - record.CreatedAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : "–";
}
