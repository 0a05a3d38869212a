using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Praxis.Contracts.Foundation;
using Praxis.Data.Queries;
using Praxis.Platform.Deploy;
using Praxis.Platform.Foundation;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis doctor</c>: whether this machine can do the work.</summary>
internal static class DoctorCommand
{
    public static Command Create(TextWriter output)
    {
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("doctor", "Looks at this machine and the workspace, and says what to mend; exit code 2 where something is wrong.") { workspaceOption, json };
        command.SetAction(parsed =>
        {
            var findings = Look(Workspace.Locate(parsed.GetValue(workspaceOption))).ToList();
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(findings));
            else
                foreach (var finding in findings)
                    output.WriteLine($"{(finding.IsWell ? "ok   " : "wrong")} {finding.What,-12} {SafeText.Line(finding.Found)}");
            return findings.All(finding => finding.IsWell) ? 0 : (int)Fault.Environment;
        });
        return command;
    }

    private static IEnumerable<Finding> Look(string folder)
    {
        yield return new Finding("program", true, $"praxis {typeof(DoctorCommand).Assembly.GetName().Version?.ToString(3)}, .NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} CPUs");
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        yield return new Finding("memory", memory >= 1.5, string.Create(CultureInfo.InvariantCulture, $"{memory:0.0} GB may be used; 1.5 GB are enough for 25,000 reviews"));
        yield return Try("worker", () => File.Exists(Algorithms.Program) ? SafeText.Line(Algorithms.Program) : throw new FileNotFoundException("the program that runs jobs is missing; publish praxis again"));
        yield return Try("tables", () => "DuckDB " + QueryEngine.Run("SELECT version()", QueryCatalog.Empty, new QueryOptions(), 1, CancellationToken.None).Rows[0][0]);
        yield return Try("workspace", () =>
        {
            using var workspace = Workspace.Open(folder, TimeProvider.System);
            var drive = new DriveInfo(workspace.Folder);
            var server = ServerPresence.Find(workspace);
            return string.Create(CultureInfo.InvariantCulture, $"{workspace.Folder}, {drive.AvailableFreeSpace / 1e9:0.0} GB free, {(server is null ? "no server" : $"server at {server}")}");
        });
    }

    private static Finding Try(string what, Func<string> look)
    {
        try
        {
            return new Finding(what, true, look());
        }
        catch (Exception error) when (error is UserException or IOException or DllNotFoundException or TypeInitializationException or UnauthorizedAccessException)
        {
            return new Finding(what, false, error.Message);
        }
    }

    private sealed record Finding(string What, bool IsWell, string Found);
}
