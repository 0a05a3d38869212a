using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis workspace</c>: check, gc, deleted, backup.</summary>
internal static class WorkspaceCommand
{
    public static Command Create(TextWriter output) => new("workspace", "Care for the workspace: check, gc, deleted, backup.")
    {
        Check(output),
        Gc(output),
        Deleted(output),
        Backup(output),
    };

    private static Command Check(TextWriter output)
    {
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("check", "Reads every artifact and the whole database; exit code 2 where something is damaged.") { workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var result = new WorkspaceCare(workspace).WorkspaceCheck();
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(result));
            else
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Artifacts} artifacts read{(result.IsWhole ? "; everything is whole" : "")}"));
                foreach (var hash in result.Damaged)
                    output.WriteLine($"damaged: artifact {hash}; run the job that made it again");
                foreach (var hash in result.Missing)
                    output.WriteLine($"missing: artifact {hash}; run the job that made it again");
                foreach (var line in result.Database)
                    output.WriteLine($"database: {SafeText.Line(line)}");
            }

            return result.IsWhole ? 0 : (int)Fault.Environment;
        });
        return command;
    }

    private static Command Gc(TextWriter output)
    {
        var workspaceOption = CommandOptions.Workspace();
        var grace = new Option<double>("--grace-hours") { Description = "Spare what is younger; a run beside it may not have named its newest files yet", DefaultValueFactory = _ => WorkspaceCare.DefaultGrace.TotalHours }.Within("0.25 or more", value => value >= 0.25);
        var command = new Command("gc", "Deletes artifacts that nothing keeps, and what was deleted longer ago than the grace time.") { grace, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var gone = new WorkspaceCare(workspace).Gc(TimeSpan.FromHours(parsed.GetValue(grace)));
            foreach (var hash in gone)
                output.WriteLine($"deleted {hash}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{gone.Count} artifacts deleted"));
        });
        return command;
    }

    private static Command Deleted(TextWriter output)
    {
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("deleted", "What was deleted and can still be brought back.") { workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var things = new WorkspaceCare(workspace).Deleted();
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(things));
            else
                Table.Write(output, ["kind", "name", "deleted", "brings it back"], things.Select(thing => new[]
                {
                    thing.Kind, thing.Id, thing.At.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                    $"praxis {(thing.Kind == "model" ? "models" : thing.Kind is "run" or "experiment" ? "experiments" : "ingest")} restore {thing.Id}",
                }));
        });
        return command;
    }

    private static Command Backup(TextWriter output)
    {
        var workspaceOption = CommandOptions.Workspace();
        var folder = new Argument<string>("folder") { Description = "A new or empty folder" };
        var command = new Command("backup", "Copies records and artifacts into a folder; the workspace may be in use. The copy is a workspace: --workspace FOLDER.") { folder, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            new WorkspaceCare(workspace).Backup(parsed.GetValue(folder)!);
            output.WriteLine($"backed up to {SafeText.Line(Path.GetFullPath(parsed.GetValue(folder)!))}");
        });
        return command;
    }

    private static Workspace Open(ParseResult parsed, Option<string?> option) => Workspace.Open(Workspace.Locate(parsed.GetValue(option)), TimeProvider.System);
}
