using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Executions;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Pipelines;

public sealed class ScheduleTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly Clock clock = new();
    private readonly Workspace workspace;
    private readonly PipelineSchedules schedules;

    public ScheduleTests()
    {
        workspace = Workspace.Open(folder[".praxis"], clock);
        schedules = new PipelineSchedules(workspace);
        new PipelineStore(workspace).Upsert("p", PipelineDefinition.ParseYamlOrJson("parameters: {n: 1}\nsteps:\n  - {name: A, type: Processing, run: [\"true\"]}"));
    }

    public void Dispose()
    {
        workspace.Dispose();
        folder.Dispose();
    }

    private static PipelineSchedule Nightly(string cron = "0 3 * * *", string zone = "UTC") => new() { Name = "nightly", Pipeline = "p", Cron = cron, TimeZone = zone, Parameters = new Dictionary<string, string> { ["n"] = "7" } };

    [Fact]
    public void What_is_due_starts_once_also_after_a_pause_and_when_the_clock_goes_back()
    {
        clock.Now = new DateTimeOffset(2028, 2, 28, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateTimeOffset(2028, 2, 29, 3, 0, 0, TimeSpan.Zero), schedules.Put(Nightly()).NextAt);
        Assert.Empty(schedules.StartDue());
        clock.Now = clock.Now.AddDays(5);
        var started = Assert.Single(schedules.StartDue());
        Assert.Equal(("schedule", "7"), (started.StartedBy, started.Parameters["n"]));
        Assert.Empty(schedules.StartDue());
        Assert.Equal(new DateTimeOffset(2028, 3, 5, 3, 0, 0, TimeSpan.Zero), schedules.List()[0].NextAt);
        clock.Now = clock.Now.AddHours(-1);
        Assert.Empty(schedules.StartDue());
    }

    [Fact]
    public void An_hour_that_daylight_saving_leaves_out_or_repeats_is_met_once()
    {
        clock.Now = new DateTimeOffset(2027, 3, 27, 12, 0, 0, TimeSpan.Zero);
        schedules.Put(Nightly("30 2 * * *", "Europe/Berlin"));
        for (var hour = 0; hour < 48; hour++, clock.Now = clock.Now.AddHours(1))
            schedules.StartDue().ToList().ForEach(End);
        Assert.Equal(2, new Executions(workspace).List().Count);
        clock.Now = new DateTimeOffset(2027, 10, 30, 12, 0, 0, TimeSpan.Zero);
        schedules.Put(Nightly("30 2 * * *", "Europe/Berlin"));
        for (var hour = 0; hour < 48; hour++, clock.Now = clock.Now.AddHours(1))
            schedules.StartDue().ToList().ForEach(End);
        Assert.Equal(4, new Executions(workspace).List().Count);
    }

    [Fact]
    public void A_leap_day_is_waited_for_and_an_hour_that_repeats_starts_once_while_the_clock_goes_back_in_it()
    {
        Assert.Equal(new DateTimeOffset(2028, 2, 29, 2, 0, 0, TimeSpan.Zero), schedules.Put(Nightly("0 3 29 2 *", "Europe/Berlin")).NextAt);
        clock.Now = new DateTimeOffset(2027, 10, 30, 12, 0, 0, TimeSpan.Zero);
        schedules.Put(Nightly("30 2 * * *", "Europe/Berlin"));

        // 2:30 comes twice on the 31st: at 0:30 and at 1:30 UTC; the clock is put back an hour in between, twice.
        foreach (var minutes in (int[])[45, 65, 15, 95, 35, 125])
        {
            clock.Now = new DateTimeOffset(2027, 10, 31, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes);
            schedules.StartDue().ToList().ForEach(End);
        }

        Assert.Single(new Executions(workspace).List());
    }

    [Theory]
    [InlineData(ConcurrencyPolicy.Forbid, 1, ExecutionStatus.Executing)]
    [InlineData(ConcurrencyPolicy.Allow, 2, ExecutionStatus.Executing)]
    [InlineData(ConcurrencyPolicy.Replace, 2, ExecutionStatus.Stopped)]
    public void An_execution_that_still_runs_is_met_by_the_policy(ConcurrencyPolicy policy, int count, ExecutionStatus first)
    {
        schedules.Put(Nightly() with { Concurrency = policy });
        clock.Now = clock.Now.AddDays(1);
        var one = Assert.Single(schedules.StartDue());
        clock.Now = clock.Now.AddDays(1);
        schedules.StartDue();
        Assert.Equal((count, first), (new Executions(workspace).List().Count, new Executions(workspace).Get(one.Id).Status));
    }

    [Fact]
    public void A_new_version_of_a_dataset_starts_it()
    {
        schedules.Put(Nightly() with { Cron = null, Dataset = "reviews" });
        workspace.Metadata.Write(transaction => transaction.AddEvent("dataset-version-created", "others:1", "{}"));
        Assert.Empty(schedules.StartDue());
        workspace.Metadata.Write(transaction => transaction.AddEvent("dataset-version-created", "reviews:1", "{}"));
        Assert.Equal("trigger", Assert.Single(schedules.StartDue()).StartedBy);
        Assert.Empty(schedules.StartDue());
    }

    [Theory]
    [InlineData("at noon", "UTC", "is no time of cron's")]
    [InlineData("0 3 * * *", "Europe/Atlantis", "no time zone")]
    public void Mistakes_are_told(string cron, string zone, string told)
    {
        Assert.Contains(told, Assert.Throws<UserException>(() => schedules.Put(Nightly(cron, zone))).Message);
        Assert.Contains("or twice", Assert.Throws<UserException>(() => schedules.Put(Nightly() with { Dataset = "d" })).Message);
        Assert.Throws<UserException>(() => schedules.Put(Nightly() with { Pipeline = "q" }));
        Assert.Throws<UserException>(() => schedules.Delete("none"));
    }

    private void End(Execution execution) => new Executions(workspace).RequestStop(execution.Id);

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2027, 6, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
