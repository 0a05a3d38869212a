using System.Globalization;
using System.Text.Json;
using Praxis.Contracts.Analyze;
using Praxis.Learning.Bias;
using Praxis.Testing;

namespace Praxis.Learning.Tests.Bias;

public sealed class PosttrainingBiasTests
{
    [Fact]
    public void The_metrics_are_those_of_the_clarify_library()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SharedFolder.File("oracles/bias.json")));
        int compared = 0, cases = 0;
        foreach (var test in file.RootElement.GetProperty("cases").EnumerateArray())
        {
            // Thresholds on numbers are a matter of reading columns, not of the metrics.
            var columns = test.GetProperty("columns");
            if (test.GetProperty("kind").GetString() != "formula" || test.GetProperty("predicted").ValueKind == JsonValueKind.Null
                || columns.GetProperty(test.GetProperty("facet").GetProperty("name").GetString()!).GetProperty("dtype").GetString() != "str"
                || columns.GetProperty(test.GetProperty("label").GetProperty("name").GetString()!).GetProperty("dtype").GetString() == "float"
                || test.GetProperty("expected").GetProperty("post_training").ValueKind != JsonValueKind.Array)
                continue;
            cases++;
            foreach (var facet in test.GetProperty("expected").GetProperty("post_training").EnumerateArray())
                compared += Compare(test, facet);
        }

        Assert.True(cases >= 22, $"{cases} cases");
        Assert.True(compared >= 500, $"{compared} values");
    }

    [Fact]
    public void The_flip_test_counts_those_who_fare_better_than_their_likes()
    {
        double[][] others = [[0], [1], [10], [11]];
        Assert.Equal(0.5, FlipTest.Compute([[0.1], [10.2]], [true, true], others, [false, false, true, true]));
        Assert.Equal(-1, FlipTest.Compute([[10.1]], [false], others, [false, false, true, true]));
    }

    [Fact]
    public void Only_false_negatives_have_no_entropy_and_an_empty_side_has_no_metrics()
    {
        Assert.NotNull(PosttrainingBias.Metrics(new(0, 0, 3, 0), new(0, 0, 2, 0)).Single(metric => metric.Name == "GE").Error);
        var empty = PosttrainingBias.Metrics(new(1, 2, 3, 4), default);
        Assert.All(empty.Where(metric => metric.Name != "GE"), metric => Assert.NotNull(metric.Error));
        Assert.Null(empty.Single(metric => metric.Name == "GE").Error);
    }

    private static int Compare(JsonElement test, JsonElement expected)
    {
        var columns = test.GetProperty("columns");
        string?[] Column(string name) => [.. columns.GetProperty(name).GetProperty("values").EnumerateArray().Select(Text)];
        var (facetName, labelName, predictedName) = (test.GetProperty("facet").GetProperty("name").GetString()!, test.GetProperty("label").GetProperty("name").GetString()!, test.GetProperty("predicted").GetString()!);
        var positives = test.GetProperty("label").GetProperty("positive").EnumerateArray().Select(Text).ToHashSet();
        if (columns.GetProperty(labelName).GetProperty("dtype").GetString() == "bool")
            positives = [.. positives.Select(value => value is "1" or "True" ? "True" : "False")];
        var value = expected.GetProperty("value_or_threshold").GetString();
        var inFacet = Column(facetName).Select(own => own == value).ToArray();
        bool[] observed = [.. Column(labelName).Select(positives.Contains)], predicted = [.. Column(predictedName).Select(positives.Contains)];
        OutcomeCounts Count(bool side)
        {
            var rows = Enumerable.Range(0, inFacet.Length).Where(i => inFacet[i] == side).ToList();
            return new OutcomeCounts(rows.Count(i => observed[i] && predicted[i]), rows.Count(i => !observed[i] && predicted[i]), rows.Count(i => observed[i] && !predicted[i]), rows.Count(i => !observed[i] && !predicted[i]));
        }

        List<StratumCount>? strata = null;
        var group = test.GetProperty("group").GetString();
        if (group is not null)
            strata = [.. Column(group).Index().GroupBy(pair => pair.Item).Select(rows => new StratumCount(
                rows.Count(row => inFacet[row.Index] && predicted[row.Index]), rows.Count(row => inFacet[row.Index] && !predicted[row.Index]),
                rows.Count(row => !inFacet[row.Index] && predicted[row.Index]), rows.Count(row => !inFacet[row.Index] && !predicted[row.Index])))];
        var metrics = PosttrainingBias.Metrics(Count(true), Count(false), strata, Flip(columns, [facetName, labelName, predictedName], inFacet, predicted));
        var compared = 0;
        foreach (var metric in expected.GetProperty("metrics").EnumerateArray())
        {
            var own = metrics.Single(mine => mine.Name == metric.GetProperty("name").GetString());
            var name = $"{test.GetProperty("id").GetString()} {value} {own.Name}";
            Assert.Equal(metric.GetProperty("description").GetString(), own.Description);
            if (metric.TryGetProperty("error", out _))
                Assert.True(own.Value is null && own.Error is not null, name);
            else
                Near(name, Number(metric.GetProperty("value")), own);
            compared++;
        }

        Assert.Equal(compared, metrics.Count);
        return compared;
    }

    private static double? Flip(JsonElement columns, HashSet<string> used, bool[] inFacet, bool[] predicted)
    {
        var features = columns.EnumerateObject().Where(column => !used.Contains(column.Name)).ToList();
        if (features.Count == 0 || features.Any(column => column.Value.GetProperty("dtype").GetString() is not ("int" or "float" or "bool")) || inFacet.All(side => side) || !inFacet.Any(side => side))
            return null;
        var rows = Enumerable.Range(0, inFacet.Length)
            .Select(i => features.Select(column => column.Value.GetProperty("values")[i]).Select(cell => cell.ValueKind switch { JsonValueKind.True => 1.0, JsonValueKind.False => 0.0, _ => cell.GetDouble() }).ToArray())
            .ToList();
        List<int> facet = [.. Enumerable.Range(0, rows.Count).Where(i => inFacet[i])], others = [.. Enumerable.Range(0, rows.Count).Where(i => !inFacet[i])];
        return FlipTest.Compute([.. facet.Select(i => rows[i])], [.. facet.Select(i => predicted[i])], [.. others.Select(i => rows[i])], [.. others.Select(i => predicted[i])]);
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString() switch { "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => double.NaN }
        : value.GetDouble();

    private static void Near(string name, double expected, BiasMetric own) =>
        Assert.True(own.Value is { } value && (value == expected || Math.Abs(value - expected) <= 1e-12 * Math.Max(1, Math.Abs(expected))), $"{name}: {own.Value:R} ({own.Error}), expected {expected:R}");
}
