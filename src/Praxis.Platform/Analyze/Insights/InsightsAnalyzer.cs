using System.Diagnostics;
using Praxis.Contracts.Analyze;
using Praxis.Contracts.Foundation;
using Praxis.Data.Statistics;
using Praxis.Data.Tables;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>Finds out what a dataset holds, what is wrong with it and how to mend it.</summary>
public static class InsightsAnalyzer
{
    private const long MostValues = 5_000_000;

    /// <summary>Counts every row for the statistics, and looks closer at samples that the seed decides.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="source">What they are called.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UserException">The target is no column.</exception>
    public static InsightsReport Run(TableView table, string source, InsightsQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(question);
        question.Check(table.Columns);
        var (times, clock) = (new List<(string, TimeSpan)>(), Stopwatch.StartNew());
        void Done(string part)
        {
            times.Add((part, clock.Elapsed));
            clock.Restart();
        }

        var statistics = new TableStatistics(table);
        var columns = statistics.Columns(cancellationToken);
        Done("statistics");
        var duplicates = statistics.Duplicates();
        Done("duplicates");
        var insights = new List<Insight>();
        foreach (var column in columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            insights.AddRange(ColumnFindings.Of(column, statistics, column.Name == question.Target));
        }

        if (ColumnFindings.Duplicates(duplicates, table.Rows, table.Columns) is { } equal)
            insights.Add(equal);
        TargetSummary? target = null;
        if (columns.FirstOrDefault(column => column.Name == question.Target) is { } own)
        {
            target = TargetFindings.Summarize(own, statistics);
            insights.AddRange(TargetFindings.Of(target, own, statistics));
        }

        Done("columns");

        // Very wide tables are sampled thinner, so that as many values are held.
        var sampled = statistics.Sample(columns, (int)Math.Max(1000, Math.Min(question.SampleRows, MostValues / Math.Max(1, columns.Count))), question.Seed, cancellationToken);
        Done("sample");

        // What looks at the sample does not wait for one another: each part reads it and writes nothing that another reads.
        var texts = Begin(() => Timed(() => sampled.Columns.Where(column => column.Kind == ColumnKind.Text && column.Name != question.Target).Select(column => TextFindings.Of(column, sampled, cancellationToken)).ToList()));
        var sample = ModelSample.Of(sampled, target, question.ModelRows, cancellationToken);
        Done("features");
        var labels = Begin(() => Timed(() => ModelFindings.Labels(sample, sampled, question, cancellationToken)));
        var probe = Timed(() => ModelFindings.Probe(sample, question, cancellationToken));
        var relations = Timed(() => (Pairs: RelationFindings.Pairs(sampled, cancellationToken), Together: RelationFindings.Together(sampled, question.Target)));
        var anomalies = Timed(() => ModelFindings.Anomalies(sample, sampled, question, cancellationToken));
        insights.AddRange(RelationFindings.Of(relations.Result.Pairs, relations.Result.Together, question.Target));
        insights.AddRange(Ended(texts).Result.SelectMany(own => own.Insights));
        insights.AddRange(ModelFindings.OfPowers(probe.Result.Powers, table.Columns.Count));
        insights.AddRange(((Insight?[])[ModelFindings.OfModel(probe.Result.Model), anomalies.Result, Ended(labels).Result.Insight]).OfType<Insight>());
        times.AddRange([("relations", relations.Time), ("texts", Ended(texts).Time), ("prediction power", probe.Time), ("labels", Ended(labels).Time), ("anomalies", anomalies.Time)]);
        Done("these together");
        var (pairs, together) = relations.Result;
        var (powers, model) = probe.Result;
        return new InsightsReport
        {
            Source = source,
            Rows = table.Rows,
            Question = question,
            Columns = columns,
            Duplicates = duplicates,
            Target = target,
            Powers = powers,
            Model = model,
            Pairs = pairs,
            Collinear = together,
            Texts = [.. Ended(texts).Result.Select(own => own.Summary)],
            Terms = Ended(labels).Result.Terms,
            Insights = [.. insights.Select(insight => Weighed(insight, powers)).OrderByDescending(insight => insight.Severity)],
            Times = times,
            Notes = Notes(table, sampled, sample, target),
        };
    }

    private static (T Result, TimeSpan Time) Timed<T>(Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        return (work(), clock.Elapsed);
    }

    // On a thread of its own: the pool has as many as there are cores, and the next is half a second in coming.
    private static Task<T> Begin<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static T Ended<T>(Task<T> task) => task.GetAwaiter().GetResult();

    // What is wrong with a column matters more where the column does.
    private static Insight Weighed(Insight insight, IReadOnlyList<ColumnPower> powers) =>
        insight.Kind is not ("rare-categories" or "disguised-missing") || powers.Count == 0 ? insight
            : insight with { Severity = powers.OrderByDescending(power => power.Importance ?? power.Power).Take(5).Any(power => power.Column == insight.Column) ? InsightSeverity.Medium : InsightSeverity.Low };

    private static List<string> Notes(TableView table, SampledRows sampled, ModelSample sample, TargetSummary? target)
    {
        var notes = new List<string>();
        if (sampled.Rows.Count < table.Rows)
            notes.Add($"Relations and texts were measured on {Words.Count(sampled.Rows.Count)} rows spread over all {Words.Count(table.Rows)}; statistics, missing values and duplicates count every row.");
        if (target is { Kind: { } kind })
            notes.Add($"{Words.Quoted(target.Column)} is taken for {kind switch { Learning.Insights.TargetKind.Regression => "a regression", Learning.Insights.TargetKind.Binary => "two classes", _ => "several classes" }}: {target.Reason}. Models were fitted on {Words.Count(sample.Rows.Count)} rows.");
        if (target is { Kind: not null } && sample.Rows.Count < 100)
            notes.Add("Below 100 rows no model is fitted.");
        return notes;
    }
}
