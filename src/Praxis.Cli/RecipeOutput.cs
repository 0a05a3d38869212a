using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Cli;

/// <summary>How a command tells what runs of recipes write.</summary>
internal static class RecipeOutput
{
    /// <summary>A file for each part.</summary>
    public static IReadOnlyList<(string File, long Rows)> Write(RecipeRun run, OutputFiles files, string format, string name, StageLines lines, CancellationToken cancellationToken, bool isGuarded = false) =>
        Stage.Run(lines, "Write", _ => RecipeFiles.Write(run, files.Half, format, name, cancellationToken, isGuarded), RecipeRuns.Finding);

    /// <summary>The files with their rows, a line each.</summary>
    public static void Tell(TextWriter output, string folder, IReadOnlyList<(string File, long Rows)> parts)
    {
        foreach (var (file, rows) in parts)
            output.WriteLine($"{SafeText.Line(Path.Combine(folder, file))}: {rows.ToString("N0", CultureInfo.InvariantCulture)} rows");
    }

    /// <summary>Where a work stands on record.</summary>
    public static void TellRecord(TextWriter error, string command, WorkRecord record) => error.WriteLine($"On record   praxis {command} show {record.Id}");
}
