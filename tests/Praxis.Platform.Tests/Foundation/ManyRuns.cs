using Praxis.Contracts.Experiments;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Foundation;

/// <summary>An experiment of more runs than a page is sorted from, and what they hold.</summary>
public sealed class ManyRuns : IDisposable
{
    private const int Runs = 2600;
    private readonly ScratchFolder folder = new();

    public ManyRuns()
    {
        Workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        Keeper = new ExperimentRuns(Workspace);
        var random = new Random(7);
        Workspace.Metadata.Write(transaction =>
        {
            for (var i = 0; i < Runs; i++)
            {
                // a: seven values, missing in every eleventh, no number in every thirteenth; b: two points, its half in a parameter.
                double? a = i % 11 == 0 ? null : i % 13 == 0 ? double.NaN : i % 7;
                double[] b = [random.NextDouble(), random.NextDouble()];
                var points = b.Select((value, step) => new MetricPoint("b", value, step, step));
                if (a is { } value)
                    points = points.Append(new MetricPoint("a", value, 1));
                var run = Keeper.LogRun(transaction, new RunLog
                {
                    Experiment = "many",
                    JobId = $"job {i}",
                    Name = $"run {i}",
                    Status = i % 3 == 0 ? RunStatus.Failed : RunStatus.Finished,
                    StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(i / 3),
                    Parameters = new Dictionary<string, string> { ["half"] = b[1] > 0.5 ? "high" : "low", ["long"] = new string('x', 60) + (i % 2) },
                    Tags = new Dictionary<string, string> { ["team"] = $"team {i % 5}" },
                    Metrics = [.. points],
                });
                All.Add(new Row(run.Id, i / 3, run.Status, a is null or double.NaN ? null : a, b[1], b.Min(), b.Max(), b[1] > 0.5 ? "high" : "low", $"team {i % 5}", i % 2, IsDeleted: false));
            }
        });
        Experiment = new Experiments(Workspace).ByName("many")!.Id;
        for (var i = 0; i < Runs; i += 97)
        {
            Keeper.Delete(All[i].Id);
            All[i] = All[i] with { IsDeleted = true };
        }
    }

    public Workspace Workspace { get; }

    public ExperimentRuns Keeper { get; }

    public string Experiment { get; }

    internal List<Row> All { get; } = [];

    public void Dispose()
    {
        Workspace.Dispose();
        folder.Dispose();
    }

    internal sealed record Row(string Id, int Started, RunStatus Status, double? A, double B, double Least, double Most, string Half, string Team, int Long, bool IsDeleted);
}
