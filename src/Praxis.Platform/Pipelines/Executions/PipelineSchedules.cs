using Cronos;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Pipelines.Executions;

/// <summary>The keeper of schedules. A server starts what is due; what came due while none ran starts once when the next does.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class PipelineSchedules(Workspace workspace)
{
    private const string Kind = "pipeline-schedule";
    private const string DatasetEvent = "dataset-version-created";
    private readonly Executions executions = new(workspace);

    /// <summary>Writes a schedule, in the place of one with its name.</summary>
    /// <exception cref="UserException">The pipeline, the expression or the time zone is unknown, or it says neither or both of clock and dataset.</exception>
    public PipelineSchedule Put(PipelineSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ResourceName.Check(schedule.Name, "schedule");
        new PipelineStore(workspace).Get(schedule.Pipeline);
        if (schedule.Cron is null == schedule.Dataset is null)
            throw new UserException(new Problem { Type = "invalid-schedule", Found = "it is not said what starts the pipeline, or twice", Expected = "--cron \"0 3 * * *\" or --on-dataset NAME" });
        var now = workspace.Time.GetUtcNow();
        return workspace.Metadata.Write(transaction =>
        {
            var last = LastEvent(transaction);
            schedule = schedule with { NextAt = schedule.Cron is null ? null : Next(schedule, now), LastEvent = last };
            transaction.Put(Kind, schedule.Name, 1, RecordJson.Write(schedule));
            return schedule;
        });
    }

    /// <summary>Every schedule, by name.</summary>
    public IReadOnlyList<PipelineSchedule> List() => workspace.Metadata.Read(reader => reader.List(Kind).Select(record => RecordJson.Read<PipelineSchedule>(record.Json)).ToList());

    /// <summary>Takes a schedule away.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public void Delete(string name) => workspace.Metadata.Write(transaction =>
    {
        if (!transaction.Delete(Kind, ResourceName.Check(name, "schedule"), 1))
            throw new UserException(new Problem { Type = "unknown-schedule", Found = $"there is no schedule '{SafeText.Line(name, 80)}'", Remedy = "praxis pipeline schedules shows them" });
    });

    /// <summary>Starts what is due; returns the executions. The same occasion starts one execution, however many look and however often a clock goes back.</summary>
    public IReadOnlyList<Execution> StartDue()
    {
        var started = new List<Execution>();
        foreach (var schedule in List())
            if (Occasion(schedule) is var (token, next) && token is not null)
                started.AddRange(Start(schedule, token, next));
        return started;
    }

    private (string? Token, PipelineSchedule Next) Occasion(PipelineSchedule schedule)
    {
        var now = workspace.Time.GetUtcNow();
        if (schedule.NextAt is { } due)
            return due > now ? (null, schedule) : (FormattableString.Invariant($"{schedule.Name} {due.UtcTicks}"), schedule with { NextAt = Next(schedule, now > due ? now : due) });
        var events = workspace.Metadata.Read(reader => reader.Events(schedule.LastEvent));
        if (events.Count == 0)
            return (null, schedule);
        var seen = schedule with { LastEvent = events[^1].Cursor };
        if (events.LastOrDefault(one => one.Kind == DatasetEvent && one.Subject[..one.Subject.LastIndexOf(':')] == schedule.Dataset) is { } version)
            return (FormattableString.Invariant($"{schedule.Name} event {version.Cursor}"), seen);
        Keep(seen);
        return (null, schedule);
    }

    private List<Execution> Start(PipelineSchedule schedule, string token, PipelineSchedule next)
    {
        var running = schedule.LastExecution is { } last && executions.Find(last) is { Status: ExecutionStatus.Executing or ExecutionStatus.Stopping } still ? still : null;
        if (running is not null && schedule.Concurrency == ConcurrencyPolicy.Forbid)
        {
            Keep(next with { LastProblem = $"left out, as {running.Id} still ran" });
            return [];
        }

        try
        {
            if (running is { Status: ExecutionStatus.Executing } && schedule.Concurrency == ConcurrencyPolicy.Replace)
                executions.RequestStop(running.Id);
            var execution = executions.Start(new ExecutionRequest { Pipeline = schedule.Pipeline, Parameters = schedule.Parameters, Token = token, StartedBy = schedule.Cron is null ? "trigger" : "schedule" });
            Keep(next with { LastExecution = execution.Id, LastProblem = null });
            return [execution];
        }
        catch (UserException error)
        {
            Keep(next with { LastProblem = SafeText.Line(error.Message, 500) });
            return [];
        }
    }

    // One that was taken away meanwhile stays away.
    private void Keep(PipelineSchedule schedule) => workspace.Metadata.Write(transaction =>
    {
        if (transaction.Find(Kind, schedule.Name, 1) is not null)
            transaction.Put(Kind, schedule.Name, 1, RecordJson.Write(schedule));
    });

    private static long LastEvent(IMetadataTransaction transaction) =>
        ((SqliteMetadataTransaction)transaction).Query("SELECT COALESCE(MAX(id), 0) FROM events", row => row.GetInt64(0))[0];

    private static DateTimeOffset? Next(PipelineSchedule schedule, DateTimeOffset after)
    {
        try
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone);
            return CronExpression.Parse(schedule.Cron!).GetNextOccurrence(after, zone)?.ToUniversalTime();
        }
        catch (Exception error) when (error is CronFormatException or TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new UserException(
                new Problem
                {
                    Type = "invalid-schedule",
                    Found = error is CronFormatException ? $"'{SafeText.Line(schedule.Cron, 60)}' is no time of cron's: {SafeText.Line(error.Message, 120)}" : $"there is no time zone '{SafeText.Line(schedule.TimeZone, 60)}'",
                    Expected = "minute hour day month weekday, such as \"0 3 * * 1\" for Mondays at three; a zone such as Europe/Berlin",
                },
                error);
        }
    }
}
