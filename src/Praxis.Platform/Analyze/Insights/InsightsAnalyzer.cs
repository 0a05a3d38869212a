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
        var pairs = RelationFindings.Pairs(sampled, cancellationToken);
        var together = RelationFindings.Together(sampled, question.Target);
        insights.AddRange(RelationFindings.Of(pairs, together, question.Target));
        Done("relations");
        var texts = new List<TextSummary>();
        foreach (var column in sampled.Columns.Where(column => column.Kind == ColumnKind.Text && column.Name != question.Target))
        {
            var (summary, found) = TextFindings.Of(column, sampled, cancellationToken);
            texts.Add(summary);
            insights.AddRange(found);
        }

        Done("texts");
        var sample = ModelSample.Of(sampled, target, question.ModelRows, cancellationToken);
        Done("features");
        var (powers, model) = ModelFindings.Probe(sample, question, cancellationToken);
        insights.AddRange(ModelFindings.OfPowers(powers, table.Columns.Count));
        Done("prediction power");
        var (labels, terms) = ModelFindings.Labels(sample, sampled, question, cancellationToken);
        Done("labels");
        insights.AddRange(((Insight?[])[ModelFindings.OfModel(model), ModelFindings.Anomalies(sample, sampled, question, cancellationToken), labels]).OfType<Insight>());
        Done("anomalies");
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
            Texts = texts,
            Terms = terms,
            Insights = [.. insights.Select(insight => Weighed(insight, powers)).OrderByDescending(insight => insight.Severity)],
            Times = times,
            Notes = Notes(table, sampled, sample, target),
        };
    }

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
