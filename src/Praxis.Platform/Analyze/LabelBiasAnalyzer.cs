using Praxis.Contracts.Analyze;
using Praxis.Contracts.Foundation;
using Praxis.Data.Tables;
using Praxis.Learning.Bias;
using Praxis.Learning.Metrics;

namespace Praxis.Platform.Analyze;

/// <summary>Measures bias of a label before training. The table counts, so its size hardly matters.</summary>
public static class LabelBiasAnalyzer
{
    /// <summary>Measures every facet.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="source">What they are called.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UserException">A column is unknown, no row has the good outcome, or a facet has too many values.</exception>
    public static LabelBiasReport Run(TableView table, string source, BiasQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(question);
        if (question.Facets.Count == 0)
            throw new UserException(new Problem { Type = "missing-argument", Found = "no facet is named", Remedy = "--facet COLUMN" });
        var notes = new List<string>();
        var reports = new List<BiasReport>();
        foreach (var facet in question.Facets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var counts = table.Outcomes(question.Positive, facet, question.Group);
            if (counts.Sum(count => count.Positive) == 0)
                throw NoPositive(table, question.Positive);
            var report = Measure(Kept(counts, facet, question, notes), facet, question, cancellationToken);
            reports.Add(report);
            if (question.Group is not null && report.Values.SelectMany(value => value.Metrics).FirstOrDefault(metric => metric is { Name: "CDDL", Error: not null }) is { } disparity)
                notes.Add($"CDDL of {SafeText.Line(facet.Column, 60)} cannot be computed: {disparity.Error}");
        }

        var few = reports.SelectMany(report => report.Values).Count(value => value.Answer == BiasAnswer.CannotTell);
        if (few > 0)
            notes.Add($"{few:#,0} values have too few rows for an answer: their intervals reach beyond 5 points.");
        return new LabelBiasReport { Source = source, Rows = table.Rows, Question = question, Facets = reports, Notes = notes };
    }

    private static BiasReport Measure(List<OutcomeCell> cells, ColumnRange facet, BiasQuestion question, CancellationToken cancellationToken) => LabelBias.Measure(
        question.Positive.Column,
        question.PositiveName ?? (question.Positive.Above is { } threshold ? $"above {threshold:R}" : string.Join(',', question.Positive.Values)),
        facet.Column,
        cells,
        question.Group is not null,
        question.Replicates == 0 ? null : new BootstrapOptions { Replicates = question.Replicates, Seed = question.Seed },
        cancellationToken);

    // Rows of values that are left out stay, as rows without a value.
    private static List<OutcomeCell> Kept(IReadOnlyList<OutcomeCount> counts, ColumnRange facet, BiasQuestion question, List<string> notes)
    {
        var rows = counts.Where(count => count.Facet is not null).GroupBy(count => count.Facet!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(count => count.Positive + count.Negative), StringComparer.Ordinal);
        var rare = rows.Where(pair => pair.Value < question.FewestRows).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var name = SafeText.Line(facet.Column, 60);
        if (rare.Count > 0)
            notes.Add($"{rare.Count:#,0} values of {name} with fewer than {question.FewestRows:#,0} rows are left out: {string.Join(", ", rare.Order(StringComparer.Ordinal).Take(5).Select(value => SafeText.Line(value, 40)))}{(rare.Count > 5 ? ", …" : "")}.");
        if (rows.Count - rare.Count > BiasQuestion.MostValues)
            throw new UserException(new Problem
            {
                Type = "too-many-values",
                Found = $"'{name}' has {rows.Count - rare.Count:#,0} values of at least {question.FewestRows:#,0} rows",
                Expected = $"at most {BiasQuestion.MostValues:#,0} to compare",
                Remedy = "Leave rare values out with --fewest-rows, name values with --facet-value, or a threshold with --facet-above",
            });
        if (rows.Count == 0)
            notes.Add(facet.Above is null && facet.Values.Count == 0 ? $"{name} has no value at all." : $"No row of {name} is inside what was asked for.");
        var missing = counts.Where(count => count.Facet is null).Sum(count => count.Positive + count.Negative);
        if (missing > 0 && facet.Above is null && facet.Values.Count == 0)
            notes.Add($"{missing:#,0} rows have no {name}; they count with the rest of every value.");
        return [.. counts.Select(count => new OutcomeCell(count.Facet is null || rare.Contains(count.Facet) ? null : count.Facet, count.Group, count.Positive, count.Negative))];
    }

    private static UserException NoPositive(TableView table, ColumnRange positive)
    {
        var values = table.Crosstab(positive.Column, positive.Column).Select(cell => cell.Label).OfType<string>().Distinct(StringComparer.Ordinal).Take(21).Select(value => SafeText.Line(value, 60)).ToList();
        return new UserException(new Problem
        {
            Type = "unknown-class",
            Found = positive.Above is { } threshold ? $"no row of '{SafeText.Line(positive.Column, 60)}' is above {threshold:R}" : $"no row of '{SafeText.Line(positive.Column, 60)}' is {string.Join(" or ", positive.Values.Take(5).Select(value => $"'{SafeText.Line(value, 60)}'"))}",
            Where = "--positive",
            Expected = "one of " + string.Join(", ", values.Take(20)) + (values.Count > 20 ? ", …" : ""),
        });
    }
}
