using System.Diagnostics;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Benchmarks;

/// <summary>
/// A queue of many jobs: how many a second are put into it, how long a page of it takes, and how long a free slot waits for its next job.
/// <c>dotnet run -c Release --project benchmarks/Praxis.Benchmarks -- queue [JOBS] [SHARES]</c>
/// </summary>
internal static class JobQueueScale
{
    public static void Run(string[] arguments)
    {
        var count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 10_000;
        var shares = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 100;
        var folder = Directory.CreateTempSubdirectory("queue-").FullName;
        using (var workspace = Workspace.Open(Path.Combine(folder, ".praxis"), TimeProvider.System))
        {
            var limits = new SlotLimits(1, 1L << 40, 0);
            JobTicket Ticket(int i) => new() { Kind = "test", Name = FormattableString.Invariant($"job-{i}"), Fingerprint = "f", Definition = new JobDefinition { Program = "/bin/true" }, Share = FormattableString.Invariant($"s{i % shares}") };
            var running = workspace.Jobs.Enqueue(Ticket(0), limits).Job;
            var clock = Stopwatch.StartNew();
            for (var i = 1; i <= count; i++)
                workspace.Jobs.Enqueue(Ticket(i), limits);
            Console.WriteLine(FormattableString.Invariant($"{count} jobs of {shares} shares put into the queue: {count / clock.Elapsed.TotalSeconds:0} a second"));
            Console.WriteLine(FormattableString.Invariant($"page of 100: {Median(21, () => workspace.Jobs.List(100)):0.0} ms, all {count + 1}: {Median(5, () => workspace.Jobs.List()):0.0} ms"));
            var waits = new List<double>();
            for (var i = 0; i < 200; i++)
            {
                workspace.Jobs.End(running.Id, JobStatus.Completed, "Completed", null);
                clock.Restart();
                running = workspace.Jobs.BeginNext(limits, _ => true)!;
                waits.Add(clock.Elapsed.TotalMilliseconds);
            }

            waits.Sort();
            Console.WriteLine(FormattableString.Invariant($"next job begun after a free slot is seen (within 25 ms): median {waits[100]:0.0} ms, worst of 200 {waits[^1]:0.0} ms"));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static double Median(int times, Action work)
    {
        var taken = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            work();
            taken.Add(clock.Elapsed.TotalMilliseconds);
        }

        taken.Sort();
        return taken[times / 2];
    }
}
