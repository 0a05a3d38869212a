using CsCheck;
using Praxis.Contracts.Analyze;
using Praxis.Learning.Bias;
using Praxis.Learning.Metrics;

namespace Praxis.Learning.Tests.Bias;

public sealed class LabelBiasTests
{
    [Fact]
    public void Counts_give_what_the_rows_give() =>
        Gen.Select(Gen.Char["abc"], Gen.Char["xyz"], Gen.Bool).Array[1, 120].Sample(rows =>
        {
            var cells = rows.GroupBy(row => (row.Item1, row.Item2)).Select(group => new OutcomeCell(group.Key.Item1.ToString(), group.Key.Item2.ToString(), group.Count(row => row.Item3), group.Count(row => !row.Item3))).ToList();
            var own = LabelBias.Measure("label", "1", "facet", cells, hasGroup: true, options: null);
            BiasColumn Column(string name, Func<(char, char, bool), string> of) => new(name, BiasColumnType.Category, [.. rows.Select(row => (BiasValue?)BiasValue.Of(of(row)))]);
            var byRows = BiasAnalyzer.Analyze(
                new BiasRequest { Columns = [Column("facet", row => row.Item1.ToString()), Column("group", row => row.Item2.ToString()), Column("label", row => row.Item3 ? "1" : "0")], Label = "label", Positive = [BiasValue.Of("1")], Facet = "facet", Group = "group" },
                TestContext.Current.CancellationToken);
            foreach (var (value, expected) in own.Values.Zip(byRows.PreTraining.Facets))
            {
                Assert.Equal(expected.ValueOrThreshold, value.Value);
                Assert.Equal(expected.Metrics.Select(metric => (metric.Name, metric.Value is null)), value.Metrics.Select(metric => (metric.Name, metric.Value is null)));
                Assert.All(expected.Metrics.Zip(value.Metrics), pair => Assert.True(pair.First.Value is null || Math.Abs(pair.First.Value.Value - pair.Second.Value!.Value) <= 1e-12));
            }
        });

    [Fact]
    public void Intervals_repeat_by_seed_and_hold_the_value()
    {
        OutcomeCell[] cells = [new("a", null, 60, 40), new("b", null, 300, 100), new(null, null, 10, 5)];
        var one = LabelBias.Measure("label", "1", "facet", cells, hasGroup: false, new BootstrapOptions { Seed = 7 });
        var two = LabelBias.Measure("label", "1", "facet", cells, hasGroup: false, new BootstrapOptions { Seed = 7 });
        Assert.Equal(one.Values.SelectMany(value => value.Metrics), two.Values.SelectMany(value => value.Metrics));
        Assert.All(one.Values.SelectMany(value => value.Metrics).Where(metric => metric.Name is "CI" or "DPL"), metric => Assert.InRange(metric.Value!.Value, metric.Low!.Value, metric.High!.Value));
        Assert.All(one.Values, value => Assert.Equal("CDDL", Assert.Single(value.Metrics, metric => metric.Value is null).Name));
    }

    [Fact]
    public void Without_a_difference_false_alarms_stay_rare_over_all_values_together()
    {
        var random = new Random(1);
        var alarms = 0;
        for (var trial = 0; trial < 400; trial++)
        {
            var cells = Enumerable.Range(0, 30).Select(value =>
            {
                var positive = Enumerable.Range(0, 80).Count(_ => random.NextDouble() < 0.7);
                return new OutcomeCell($"v{value}", null, positive, 80 - positive);
            }).ToList();
            alarms += LabelBias.Measure("label", "1", "facet", cells, hasGroup: false, options: null).Values.Any(value => value.Answer == BiasAnswer.Yes) ? 1 : 0;
        }

        Assert.InRange(alarms, 0, 28);
    }

    [Theory]
    [InlineData(30, 70, BiasAnswer.Yes)]
    [InlineData(7, 3, BiasAnswer.CannotTell)]
    [InlineData(75_000, 25_000, BiasAnswer.No)]
    public void Each_value_has_its_answer(long positive, long negative, BiasAnswer answer)
    {
        var report = LabelBias.Measure("label", "1", "facet", [new("d", null, positive, negative), new(null, null, 75_000, 25_000)], hasGroup: false, options: null);
        var value = Assert.Single(report.Values);
        Assert.Equal(answer, value.Answer);
        Assert.Equal(answer == BiasAnswer.CannotTell, value.RowsNeeded > 0);
    }

    [Fact]
    public void A_value_without_rows_on_the_other_side_has_errors_not_numbers()
    {
        var value = Assert.Single(LabelBias.Measure("label", "1", "facet", [new("all", null, 5, 5)], hasGroup: false, new BootstrapOptions()).Values);
        Assert.All(value.Metrics, metric => Assert.True(metric is { Value: null, Error: not null, Low: null }));
        Assert.Equal(BiasAnswer.CannotTell, value.Answer);
    }
}
