using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Data.Charts;
using Praxis.Platform.Foundation;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis jobs usage</c>: cores, memory and GPUs of a job, second by second.</summary>
internal static class JobsUsageCommand
{
    private const int MostLines = 25;
    private const double Gibibyte = 1L << 30;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var id = new Argument<string>("job") { Description = "A job's id, or a name for the newest of it" };
        var outFile = new Option<string?>("--out") { Description = "A picture: NAME.svg or NAME.png", HelpName = "FILE" };
        var theme = new Option<ChartTheme>("--theme") { Description = "Colours of the picture", DefaultValueFactory = _ => ChartTheme.Light };
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("usage", "Cores, memory and GPUs that a job used, second by second.") { id, outFile, theme, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
            var job = workspace.Jobs.Get(parsed.GetValue(id)!);
            var points = Points(workspace.Jobs.Usage(job.Id));
            if (parsed.GetValue(outFile) is { } path)
            {
                if (points.Count < 2)
                    throw new UserException(new Problem { Type = "no-usage", Found = "the job ended before its use could be measured twice", Remedy = $"praxis jobs show {job.Id}" });
                var picture = Picture(job, points).Encode(path, parsed.GetValue(theme));
                WholeFile.Write(path, stream => stream.Write(picture));
                error.WriteLine($"Chart       {SafeText.Line(path)}, {points.Count.ToString("N0", CultureInfo.InvariantCulture)} moments");
            }

            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(points.Select(point => new { point.Seconds, point.Cores, point.MemoryBytes, point.Processes, point.Gpus, point.GpuMemoryBytes })));
            else if (parsed.GetValue(outFile) is null)
                Write(output, points);
        });
        return ExampleHelp.Of(command, "praxis jobs usage reviews", "praxis jobs usage reviews --out usage.png --theme dark");
    }

    private static void Write(TextWriter output, List<Point> points)
    {
        var hasGpus = points.Exists(point => point.Gpus is not null);
        string[] head = ["seconds", "cores", "memory", "processes"];
        Table.Write(output, hasGpus ? [.. head, "GPUs", "GPU memory"] : head, Thinned(points).Select(point =>
        {
            string[] cells =
            [
                point.Seconds.ToString("0.0", CultureInfo.InvariantCulture), point.Cores.ToString("0.00", CultureInfo.InvariantCulture),
                MemoryShortage.Megabytes(point.MemoryBytes), point.Processes.ToString(CultureInfo.InvariantCulture),
            ];
            return hasGpus ? [.. cells, (point.Gpus ?? 0).ToString("0.00", CultureInfo.InvariantCulture), MemoryShortage.Megabytes(point.GpuMemoryBytes ?? 0)] : cells;
        }));
    }

    // Seconds of computing between two looks, by the seconds between them. An attempt's seconds begin at 0 again.
    private static List<Point> Points(IReadOnlyList<JobUsage> usage) => [.. usage.Select((own, i) =>
    {
        var before = i > 0 && usage[i - 1].CpuSeconds <= own.CpuSeconds ? usage[i - 1] : null;
        var span = before is null ? 0 : (own.Time - before.Time).TotalSeconds;
        return new Point((own.Time - usage[0].Time).TotalSeconds, span > 0 ? (own.CpuSeconds - before!.CpuSeconds) / span : 0, own.MemoryBytes, own.Processes, own.GpuPercent / 100, own.GpuMemoryBytes);
    })];

    private static List<T> Thinned<T>(List<T> points) => points.Count <= MostLines ? points : [.. Enumerable.Range(0, MostLines).Select(i => points[(int)((long)i * (points.Count - 1) / (MostLines - 1))])];

    private static Chart Picture(Job job, List<Point> points)
    {
        static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
        IEnumerable<string[]> Line(string name, Func<Point, double> of) => points.Select(point => new[] { Text(point.Seconds), Text(of(point)), name });
        var hasGpus = points.Exists(point => point.Gpus is not null);
        return new Chart
        {
            Kind = ChartKind.Line,
            Title = $"{job.Name}: at most {points.Max(point => point.Cores).ToString("0.0", CultureInfo.InvariantCulture)} cores and {MemoryShortage.Megabytes(points.Max(point => point.MemoryBytes))}",
            Columns = ["seconds", hasGpus ? "cores, GPUs, GiB" : "cores, GiB", "of"],
            Rows =
            [
                .. Line("cores", point => point.Cores),
                .. Line("memory, GiB", point => point.MemoryBytes / Gibibyte),
                .. hasGpus ? Line("GPUs", point => point.Gpus ?? 0) : [],
                .. hasGpus ? Line("GPU memory", point => (point.GpuMemoryBytes ?? 0) / Gibibyte) : [],
            ],
        };
    }

    /// <summary>One moment; of GPUs how many computed, where the job uses any.</summary>
    private sealed record Point(double Seconds, double Cores, long MemoryBytes, int Processes, double? Gpus, long? GpuMemoryBytes);
}
