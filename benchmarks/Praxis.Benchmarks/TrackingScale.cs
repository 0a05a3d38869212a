using System.Diagnostics;
using System.Globalization;
using Praxis.Contracts.Experiments;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;

namespace Praxis.Benchmarks;

/// <summary><c>tracking FOLDER [RUNS] [POINTS A RUN]</c>: fills a workspace with runs in one experiment, then times pages of it. A folder that is filled is used as it is.</summary>
internal static class TrackingScale
{
    private const int Metrics = 10;
    private const int Together = 500;

    public static void Run(string[] args)
    {
        var (count, points) = (args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 100);
        var watch = Stopwatch.StartNew();
        using var workspace = Workspace.Open(args[0], TimeProvider.System);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"workspace opened in {watch.Elapsed.TotalMilliseconds:0} ms"));
        var (experiments, runs) = (new Experiments(workspace), new ExperimentRuns(workspace));
        if (experiments.ByName("scale") is null)
            Fill(workspace, runs, count, points);
        var id = experiments.ByName("scale")!.Id;
        long Page(string? filter, string[] order, int most, string? token = null) => runs.Search([id], filter, order, LifecycleView.ActiveOnly, most, token).Runs.Count;
        Console.WriteLine("| page | rows | median | least | most |\n|---|---|---|---|---|");
        foreach (var most in (int[])[100, 1000])
        {
            ScaleClock.Measure($"newest first, {most} runs", () => Page(null, [], most));
            foreach (var order in (string[])["metrics.m0 DESC", "metrics.m0 ASC", "min(metrics.m1) ASC", "max(metrics.m2) DESC"])
                ScaleClock.Measure($"`{order}`, {most} runs", () => Page(null, [order], most));
        }

        foreach (var (filter, order) in new[]
        {
            ("metrics.m0 > 0.5", "metrics.m1 DESC"), ("metrics.m0 > 0.999", "metrics.m1 DESC"), ("metrics.m0 > 0.5 AND params.model = 'model 3'", "min(metrics.m1) ASC"),
            ("params.model = 'model 3'", "metrics.m0 DESC"), ("params.seed = '77'", "metrics.m0 DESC"), ("tags.team LIKE 'team 1%'", "max(metrics.m2) DESC"), ("status = 'FAILED'", "metrics.m0 DESC"),
            ("max(metrics.m2) > 0.9 AND min(metrics.m1) < 0.1", "metrics.m0 DESC"), ("metrics.m0 > 0.5 AND metrics.m1 < 0.5", "start_time DESC"), ("metrics.m0 > 0.5 AND params.half = 'low'", "metrics.m0 DESC"),
            ("metrics.m0 > 0.5 AND params.half = 'low'", "metrics.m3 DESC"),
        })
            ScaleClock.Measure($"`{filter}`, `{order}`, 100 runs", () => Page(filter, [order], 100));
        var deep = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{{\"offset\": {count / 2}}}"));
        ScaleClock.Measure("newest first, 100 runs from the middle", () => Page(null, [], 100, deep));
        ScaleClock.Measure("`metrics.m0 DESC`, 100 runs from the middle", () => Page(null, ["metrics.m0 DESC"], 100, deep));
        var one = runs.Search([id], null, [], LifecycleView.ActiveOnly, 1, null).Runs[0].Id;
        ScaleClock.Measure("one run whole", () => runs.Get(one).Metrics.Count);
        ScaleClock.Measure("history of a metric", () => runs.History(one, "m0").Points.Count);
        ScaleClock.Measure("log 1,000 points (flushed)", () =>
        {
            runs.Log(one, new RunBatch { Metrics = [.. Enumerable.Range(0, 1000).Select(i => new MetricPoint("m0", i, i, i))] });
            return 1000;
        });
        ScaleClock.Measure("log 1 point (flushed)", () =>
        {
            runs.Log(one, new RunBatch { Metrics = [new MetricPoint("m1", 1, 1)] });
            return 1;
        });
    }

    private static void Fill(Workspace workspace, ExperimentRuns runs, int count, int points)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(1);
        for (var begin = 0; begin < count; begin += Together)
            workspace.Metadata.Write(transaction =>
            {
                for (var i = begin; i < Math.Min(count, begin + Together); i++)
                {
                    // The last value of m0 tells the half, so that a filter on both has no answer.
                    var last = random.NextDouble();
                    runs.LogRun(transaction, new RunLog
                    {
                        Experiment = "scale",
                        JobId = $"job {i}",
                        Name = $"run {i}",
                        Status = i % 50 == 0 ? RunStatus.Failed : RunStatus.Finished,
                        StartedAt = DateTimeOffset.UnixEpoch.AddMinutes(i),
                        EndedAt = DateTimeOffset.UnixEpoch.AddMinutes(i + 1),
                        Parameters = new Dictionary<string, string> { ["model"] = $"model {i % 10}", ["seed"] = $"{i}", ["half"] = last > 0.5 ? "high" : "low", ["lr"] = random.NextDouble().ToString("R", CultureInfo.InvariantCulture) },
                        Tags = new Dictionary<string, string> { ["team"] = $"team {i % 20}", ["mlflow.source.name"] = "train.py" },
                        Metrics = [.. Enumerable.Range(0, points).Select(p => new MetricPoint($"m{p % Metrics}", p == points - Metrics ? last : random.NextDouble(), p, p / Metrics))],
                    });
                }
            });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} runs, {(long)count * points:N0} points written in {watch.Elapsed.TotalSeconds:0} s"));
    }
}
