using Praxis.Contracts.Analyze;
using Praxis.Learning.Metrics;

namespace Praxis.Learning.Bias;

/// <summary>
/// Bias of a label before training from counts alone, so that ten million rows cost no more than ten thousand: every metric of every value with an interval. Drawing rows
/// again with replacement is drawing the counts from a multinomial distribution with the cells' shares, which is what the bootstrap does here.
/// </summary>
public static class LabelBias
{
    private const string NoGroup = "No group variable was given.";

    /// <summary>Measures one facet; see <see cref="PretrainingBias.Compute"/> for the metrics and the answers.</summary>
    /// <param name="label">The label's column.</param>
    /// <param name="positive">The good outcome, in words.</param>
    /// <param name="facet">The facet's column.</param>
    /// <param name="cells">The counts; values are reported in the order of their first cell.</param>
    /// <param name="hasGroup">Whether the cells' strata are those of a group variable, for <c>CDDL</c>.</param>
    /// <param name="options">How the intervals are drawn; null leaves them out.</param>
    /// <param name="cancellationToken">Stops between two replicates.</param>
    /// <exception cref="ArgumentException">A count is negative.</exception>
    public static BiasReport Measure(string label, string positive, string facet, IReadOnlyList<OutcomeCell> cells, bool hasGroup, BootstrapOptions? options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Any(cell => cell.Positive < 0 || cell.Negative < 0))
            throw new ArgumentException("A count is negative.", nameof(cells));
        var table = new OutcomeTable(cells, hasGroup);
        var counts = table.Values.Select((value, i) => new FacetCount(value, table.Rows(i), table.Positive(i))).ToList();
        var missing = new FacetCount("", table.AllRows - counts.Sum(count => count.Rows), table.AllPositive - counts.Sum(count => count.Positive));
        var report = PretrainingBias.Compute(label, positive, facet, counts, missing.Rows, missing.Positive);
        var noDisparity = !hasGroup ? NoGroup : table.LacksStrata ? "The group variable lacks values." : null;
        var values = report.Values.Select((value, i) => value with { Metrics = [Disparity(table, i, noDisparity), .. value.Metrics] }).ToArray();
        return report with { Values = options is null ? values : BiasBootstrap.Run(table, values, options, cancellationToken) };
    }

    private static BiasMetric Disparity(OutcomeTable table, int value, string? error)
    {
        var own = error is null ? table.Disparity(value) : null;
        return new BiasMetric("CDDL", "Conditional Demographic Disparity in Labels (CDDL)", own, own is null ? error ?? "One side is empty, or all labels have the same outcome." : null);
    }
}
