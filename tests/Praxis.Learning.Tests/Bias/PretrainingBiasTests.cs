using System.Text.Json;
using Praxis.Contracts.Analyze;
using Praxis.Learning.Bias;
using Praxis.Learning.Metrics;
using Praxis.Testing;

namespace Praxis.Learning.Tests.Bias;

public sealed class PretrainingBiasTests
{
    [Fact]
    public void The_metrics_are_those_of_the_real_Clarify_job()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SharedFolder.File("oracles/clarify_unbalanced_facets.json")));
        var root = file.RootElement;
        var facets = root.GetProperty("facets").EnumerateArray().ToArray();
        FacetCount[] counts = [.. facets.Select(f => new FacetCount(f.GetProperty("facet").GetString()!, f.GetProperty("n_d").GetInt64(), f.GetProperty("pos_d").GetInt64()))];
        var report = PretrainingBias.Compute("sentiment", "1", "product_category", counts,
            root.GetProperty("n").GetInt64() - counts.Sum(c => c.Rows), root.GetProperty("pos").GetInt64() - counts.Sum(c => c.Positive));
        var compared = 0;
        foreach (var (facet, value) in facets.Zip(report.Values))
        {
            foreach (var metric in facet.GetProperty("metrics").EnumerateObject())
            {
                if (metric.Value.ValueKind != JsonValueKind.Number) continue;
                var found = value.Metrics.Single(m => m.Name == metric.Name).Value;
                Assert.True(found is { } x && Math.Abs(x - metric.Value.GetDouble()) <= 1e-12, $"{value.Value} {metric.Name}: {metric.Value} expected, {found} found");
                compared++;
            }
        }

        Assert.True(compared >= 70, $"{compared} values compared");
    }

    [Fact]
    public void Equal_shares_in_large_groups_are_no_bias()
    {
        var report = Of(("a", 20_000, 15_000), ("b", 20_000, 15_050));
        Assert.Equal((BiasAnswer.No, null, null), (report.Answer, report.WorstValue, report.RowsNeeded));
    }

    [Fact]
    public void A_large_gap_in_a_large_group_is_bias_whatever_a_tiny_group_says()
    {
        var report = Of(("a", 5_000, 4_000), ("b", 5_000, 3_000), ("c", 5_000, 4_000), ("tiny", 1, 0));
        Assert.Equal(BiasAnswer.Yes, report.Answer);
        Assert.Equal("b", report.WorstValue);
        Assert.Null(report.RowsNeeded);
        Assert.Equal("b", Of(("a", 5_000, 4_000), ("b", 5_000, 3_000)).WorstValue);
        Assert.Equal("b", Of(("b", 5_000, 3_000), ("a", 5_000, 4_000)).WorstValue);
    }

    [Fact]
    public void A_tiny_group_cannot_tell_and_the_rows_that_it_asks_for_answer()
    {
        var report = Of(("a", 200_000, 150_000), ("b", 200_000, 150_000), ("tiny", 4, 3));
        Assert.Equal((BiasAnswer.CannotTell, "tiny"), (report.Answer, report.WorstValue));
        var rows = (long)(report.RowsNeeded!.Value * 1.2) / 4 * 4;
        Assert.InRange(rows, 100, 2_000);
        Assert.Equal(BiasAnswer.No, Of(("a", 200_000, 150_000), ("b", 200_000, 150_000), ("tiny", rows, rows * 3 / 4)).Answer);
    }

    [Fact]
    public void Undefined_metrics_say_why()
    {
        var alone = Of(("only", 50, 20));
        Assert.Equal((BiasAnswer.CannotTell, "only", null), (alone.Answer, alone.WorstValue, alone.RowsNeeded));
        Assert.All(alone.Values[0].Metrics, m => Assert.True(m.Value is null && m.Error is not null));
        var apart = Of(("a", 500, 500), ("b", 500, 0));
        Assert.Equal(["JS", "KL", "KS", "LP", "TVD"], apart.Values[0].Metrics.Where(m => m.Error is not null).Select(m => m.Name));
        Assert.Equal(BiasAnswer.Yes, apart.Answer);
        Assert.Equal(BiasAnswer.CannotTell, Of().Answer);
        Assert.Throws<ArgumentException>(() => Of(("a", 1, 2)));
    }

    [Fact]
    public void An_outcome_missing_on_one_side_is_left_out_without_renormalising()
    {
        var metrics = Of(("a", 10, 10), ("b", 10, 5)).Values[0].Metrics.ToDictionary(m => m.Name, m => m.Value);
        Assert.Equal(0.5 * Math.Log(0.5), metrics["KL"]!.Value, 1e-15);
        Assert.Equal(0.25, metrics["TVD"]!.Value, 1e-15);
        Assert.Equal(0.5, metrics["LP"]!.Value, 1e-15);
    }

    [Fact]
    public void The_metrics_keep_their_order_bounds_and_relations()
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var counts = Enumerable.Range(0, random.Next(2, 6)).Select(i =>
            {
                var rows = random.Next(2, 500);
                return ($"v{i}", (long)rows, (long)random.Next(1, rows));
            }).ToArray();
            foreach (var value in Of(counts).Values)
            {
                Assert.Equal(["CI", "DPL", "JS", "KL", "KS", "LP", "TVD"], value.Metrics.Select(m => m.Name));
                var m = value.Metrics.ToDictionary(x => x.Name, x => x.Value!.Value);
                Assert.InRange(m["CI"], -1, 1);
                Assert.InRange(m["JS"], -1e-15, Math.Log(2));
                Assert.InRange(m["KL"], 2 * m["TVD"] * m["TVD"] - 1e-12, double.MaxValue); // Pinsker
                Assert.Equal(Math.Abs(m["DPL"]), m["TVD"], 1e-12);
                Assert.Equal(Math.Abs(m["DPL"]), m["KS"], 1e-12);
                Assert.Equal(Math.Abs(m["DPL"]) * Math.Sqrt(2), m["LP"], 1e-12);
                var interval = PretrainingBias.Difference(value.OtherRows, value.OtherPositive, value.Rows, value.Positive, 2.5);
                Assert.InRange(m["DPL"], interval.Low, interval.High);
            }
        }
    }

    [Fact]
    public void The_interval_is_that_of_Newcombe_s_first_example()
    {
        // Newcombe 1998, table II (a), method 10: 56/70 - 48/80 = 0.2, 0.0524 to 0.3339.
        var interval = PretrainingBias.Difference(70, 56, 80, 48, WilsonInterval.Z95);
        Assert.Equal(0.0524, interval.Low, 1e-4);
        Assert.Equal(0.3339, interval.High, 1e-4);
    }

    private static BiasReport Of(params (string Value, long Rows, long Positive)[] counts) =>
        PretrainingBias.Compute("label", "1", "facet", [.. counts.Select(c => new FacetCount(c.Value, c.Rows, c.Positive))], 0, 0);
}
