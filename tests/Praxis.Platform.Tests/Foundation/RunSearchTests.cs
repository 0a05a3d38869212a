using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;

namespace Praxis.Platform.Tests.Foundation;

/// <summary>Pages of a large experiment, beside the same questions asked of a list in memory.</summary>
public sealed class RunSearchTests(ManyRuns many) : IClassFixture<ManyRuns>
{
    private readonly Workspace workspace = many.Workspace;
    private readonly ExperimentRuns runs = many.Keeper;
    private readonly string experiment = many.Experiment;
    private readonly List<ManyRuns.Row> rows = many.All;

    public static TheoryData<string> Filters => [
        "", "metrics.a > 3", "metrics.b > 0.5 AND params.half = 'low'", "metrics.b > 0.5 AND params.half = 'high'", "max(metrics.b) > 0.5 AND min(metrics.b) < 0.5 AND tags.team LIKE 'team _'",
        "metrics.a = 2 AND status = 'FAILED'", "tags.team = 'team 3'", "params.long LIKE 'x%1'", "params.half != 'low'", "status IN ('FINISHED') AND metrics.b < 0.9", "start_time >= 400000 AND metrics.a <= 4",
        "metrics.unheard > 1", $"params.long = '{new string('x', 60)}1'"];

    [Theory]
    [MemberData(nameof(Filters))]
    public void Every_order_and_every_page_is_what_a_list_in_memory_gives(string filter)
    {
        foreach (var order in (string[])["", "start_time ASC", "metrics.a DESC", "metrics.a ASC", "min(metrics.b)", "max(metrics.b) DESC", "metrics.unheard", "params.half"])
            foreach (var view in (LifecycleView[])[LifecycleView.ActiveOnly, LifecycleView.All, LifecycleView.DeletedOnly])
            {
                var expected = Expected(filter, order, view);
                foreach (var most in view == LifecycleView.ActiveOnly ? new[] { 40, 700, 2500 } : [40])
                {
                    var (found, token, pages) = (new List<string>(), (string?)null, 0);
                    do
                    {
                        var page = runs.Search([experiment], filter, order.Length == 0 ? [] : [order], view, most, token);
                        found.AddRange(page.Runs.Select(run => run.Id));
                        token = page.Next;
                    }
                    while (token is not null && ++pages < 4);
                    Assert.Equal(expected.Take(found.Count), found);
                    Assert.True(token is not null || found.Count == expected.Count, $"{filter} by {order}: {found.Count} of {expected.Count}");
                }
            }
    }

    [Fact]
    public void Several_experiments_are_one_list()
    {
        var other = new Experiments(workspace).Create("other").Id;
        var late = runs.Create(other, new NewRun { Name = "late", StartedAt = DateTimeOffset.UnixEpoch.AddDays(1) }).Id;
        runs.Log(late, new RunBatch { Metrics = [new MetricPoint("a", 99, 1)] });
        foreach (var order in (string[][])[[], ["metrics.a DESC"], ["params.half", "metrics.b"]])
        {
            var found = runs.Search([experiment, other], null, order, LifecycleView.ActiveOnly, 2600, null).Runs.Select(run => run.Id).ToList();
            Assert.Equal(rows.Count(row => !row.IsDeleted) + 1, found.Distinct().Count());
            if (order is not ["params.half", ..])
                Assert.Equal(late, found[0]);
        }

        Assert.Empty(runs.Search(["99", "x"], null, [], LifecycleView.All, 10, null).Runs);
    }

    [Fact]
    public void A_summary_is_what_its_points_say()
    {
        var run = runs.Create("0", new NewRun()).Id;
        double[] values = [3, double.NaN, 1, double.PositiveInfinity, 2];
        foreach (var (value, i) in values.Select((value, i) => (value, i)))
            runs.Log(run, new RunBatch { Metrics = [new MetricPoint("m", value, 100 - i, i)] });
        var summary = Assert.Single(runs.Get(run).Metrics);
        Assert.Equal((2, 4, 1, double.PositiveInfinity, 2, 1, 5), (summary.Last, summary.LastStep, summary.Min, summary.Max, summary.Mean, summary.StandardDeviation, summary.Points));
        Assert.Equal(values.Reverse(), runs.History(run, "m").Points.Select(point => point.Value));
        runs.Log(run, new RunBatch { Metrics = [new MetricPoint("m", 7, 96, 4), new MetricPoint("m", 5, 96, 4), new MetricPoint("m", 50, 1000, 3)] });
        Assert.Equal(7, runs.Get(run).Metrics[0].Last);
    }

    [Fact]
    public void A_job_told_twice_is_one_run()
    {
        var log = new RunLog { Experiment = "told", JobId = "x", Status = RunStatus.Running, StartedAt = DateTimeOffset.UnixEpoch, Parameters = new Dictionary<string, string> { ["lr"] = "0.1" }, Metrics = [new MetricPoint("m", 1, 1)] };
        var first = runs.LogRun(log);
        var second = runs.LogRun(log with { Status = RunStatus.Finished, Parameters = new Dictionary<string, string> { ["lr"] = "0.2" }, Metrics = [new MetricPoint("m", 1, 1), new MetricPoint("m", 2, 2, 1)] });
        Assert.Equal((first.Id, RunStatus.Finished, "0.2", 2), (second.Id, second.Status, second.Parameters["lr"], second.Metrics[0].Points));
        var child = runs.LogRun(log with { JobId = "y", ParentJobId = "x", Group = "trial 1" });
        Assert.Equal(first.Id, child.Tags[RunTags.Parent]);
        Assert.Throws<UserException>(() => runs.LogRun(log with { JobId = "z", Metrics = [new MetricPoint("..", 1, 1)] }));
    }

    private List<string> Expected(string filter, string order, LifecycleView view)
    {
        Func<ManyRuns.Row, bool> isRight = filter switch
        {
            "" => _ => true,
            "metrics.a > 3" => row => row.A > 3,
            "metrics.b > 0.5 AND params.half = 'low'" => _ => false,
            "metrics.b > 0.5 AND params.half = 'high'" => row => row.B > 0.5,
            "max(metrics.b) > 0.5 AND min(metrics.b) < 0.5 AND tags.team LIKE 'team _'" => row => row is { Most: > 0.5, Least: < 0.5 },
            "metrics.a = 2 AND status = 'FAILED'" => row => row is { A: 2, Status: RunStatus.Failed },
            "tags.team = 'team 3'" => row => row.Team == "team 3",
            "params.half != 'low'" => row => row.Half != "low",
            "status IN ('FINISHED') AND metrics.b < 0.9" => row => row is { Status: RunStatus.Finished, B: < 0.9 },
            "start_time >= 400000 AND metrics.a <= 4" => row => row is { Started: >= 400, A: <= 4 },
            "metrics.unheard > 1" => _ => false,
            _ => row => row.Long == 1,
        };
        var right = rows.Where(row => isRight(row) && (view == LifecycleView.All || row.IsDeleted == (view == LifecycleView.DeletedOnly)));
        IOrderedEnumerable<ManyRuns.Row> sorted = order switch
        {
            "start_time ASC" => right.OrderBy(row => row.Started),
            "metrics.a DESC" => right.OrderBy(row => row.A is null).ThenByDescending(row => row.A),
            "metrics.a ASC" => right.OrderBy(row => row.A is null).ThenBy(row => row.A),
            "min(metrics.b)" => right.OrderBy(row => row.Least),
            "max(metrics.b) DESC" => right.OrderByDescending(row => row.Most),
            "params.half" => right.OrderBy(row => row.Half, StringComparer.Ordinal),
            _ => right.OrderBy(_ => 0),
        };
        return [.. sorted.ThenByDescending(row => row.Started).ThenBy(row => row.Id, StringComparer.Ordinal).Select(row => row.Id)];
    }
}
