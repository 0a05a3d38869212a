using System.CommandLine;
using Praxis.Platform.Prepare.Processing;

namespace Praxis.Cli.Commands;

/// <summary>The child processes of processing jobs; started by praxis itself.</summary>
internal static class ProcessingCommands
{
    public static Command Supervise()
    {
        var (folder, memory, program) = (new Argument<string>("folder"), new Argument<long>("memory"), new Argument<string[]>("program") { Arity = ArgumentArity.OneOrMore });
        var command = new Command("supervise", "Runs a program of a processing job; started by praxis itself.") { folder, memory, program };
        command.Hidden = true;
        command.SetAction(parsed => Supervisor.Run(parsed.GetValue(folder)!, parsed.GetValue(memory), parsed.GetValue(program)![0], parsed.GetValue(program)![1..]));
        return command;
    }

    public static Command Process()
    {
        var (work, folder, format, rows) = (new Argument<ProcessingWork>("work"), new Argument<string>("folder"), new Argument<string>("format"), new Argument<string>("rows"));
        var command = new Command("process", "Runs a script or recipe of a processing job; started by praxis itself.") { work, folder, format, rows };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => Task.Run(() => new ProcessingWorker(parsed.GetValue(folder)!, parsed.GetValue(format)!).Run(parsed.GetValue(work), parsed.GetValue(rows)!, cancellationToken), CancellationToken.None));
        return command;
    }
}
