using System.Text.Json;
using Praxis.Contracts.Analyze;
using Praxis.Contracts.Evaluate;
using Praxis.Learning.Bias;
using Praxis.Testing;

namespace Praxis.Learning.Tests.Bias;

/// <summary>Every case of the library's oracle, columns read by its rules; the two that we read otherwise are named.</summary>
public sealed class BiasOracleTests
{
    // Zeros and ones: the library reads "value 1" as a threshold above which there is nothing, in the predictions only if they are decimal; we read it as the value.
    private static readonly string[] ReadOtherwise = ["cont-float-binary-thr1", "int-facet-small", "pred-type-mismatch"];
    private int metrics;
    private int statistics;
    private int performances;

    [Fact]
    public void Every_case_is_that_of_the_clarify_library()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SharedFolder.File("oracles/bias.json")));
        int formulas = 0, quirks = 0;
        var otherwise = new List<string>();
        foreach (var test in file.RootElement.GetProperty("cases").EnumerateArray())
        {
            _ = test.GetProperty("kind").GetString() == "formula" ? formulas++ : quirks++;
            var id = test.GetProperty("id").GetString()!;
            var analysis = BiasAnalyzer.Analyze(Request(test), TestContext.Current.CancellationToken);
            Assert.Equal(ReadOtherwise.Contains(id), analysis.Notes.Count > 0);
            if (analysis.Notes.Count > 0)
                otherwise.Add(id);
            else
                Compare(id, test.GetProperty("expected"), analysis);
        }

        Assert.Equal((38, 11), (formulas, quirks));
        Assert.Equal(ReadOtherwise, otherwise);
        Assert.Equal((1525, 365, 448), (metrics, statistics, performances));
    }

    [Fact]
    public void A_value_of_few_whole_numbers_is_a_value_and_said_to_be()
    {
        BiasColumn y = new("y", BiasColumnType.Text, [.. "aabbabab".Select(c => (BiasValue?)BiasValue.Of(c.ToString()))]);
        BiasColumn whole = new("x", BiasColumnType.Whole, [.. "01010101".Select(c => (BiasValue?)BiasValue.Of((long)(c - '0')))]);
        BiasColumn real = whole with { Type = BiasColumnType.Real, Values = [.. whole.Values.Select(value => (BiasValue?)BiasValue.Of(value!.Value.Number!.Value))] };
        foreach (var x in (BiasColumn[])[whole, real])
        {
            var analysis = BiasAnalyzer.Analyze(new BiasRequest { Columns = [y, x], Label = "y", Positive = [BiasValue.Of("a")], Facet = "x", FacetValues = [BiasValue.Of(1)] }, TestContext.Current.CancellationToken);
            Assert.Equal(["'x' has few whole numbers, so 1 is read as a value, not as a threshold."], analysis.Notes);
            var facet = Assert.Single(analysis.PreTraining.Facets);
            Assert.Equal("1", facet.ValueOrThreshold);
            Assert.Equal(0.5, facet.Metrics.Single(metric => metric.Name == "DPL").Value);
        }
    }

    [Fact]
    public void Numbers_without_a_threshold_and_a_facet_without_values_are_told()
    {
        BiasColumn y = new("y", BiasColumnType.Text, [BiasValue.Of("a"), BiasValue.Of("b")]);
        string? Error(BiasColumn facet) => BiasAnalyzer.Analyze(new BiasRequest { Columns = [y, facet], Label = "y", Positive = [BiasValue.Of("a")], Facet = "x" }).PreTraining.Error;
        Assert.Equal("'x' holds numbers: name a threshold", Error(new("x", BiasColumnType.Real, [BiasValue.Of(1.5), null])));
        Assert.Equal("'x' has no value", Error(new("x", BiasColumnType.Text, [null, null])));
        Assert.Throws<ArgumentException>(() => BiasAnalyzer.Analyze(new BiasRequest { Columns = [y], Label = "y", Positive = [BiasValue.Of("a")], Facet = "z" }));
        Assert.Throws<FormatException>(() => BiasAnalyzer.Analyze(new BiasRequest { Columns = [y], Label = "y", Positive = [], Facet = "y" }));
    }

    private void Compare(string id, JsonElement expected, BiasAnalysis analysis)
    {
        foreach (var part in expected.EnumerateObject())
        {
            switch (part.Name)
            {
                case "label_value_or_threshold": Assert.Equal(part.Value.GetString(), analysis.LabelValueOrThreshold); break;
                case "pre_training": Facets(id, part.Value, analysis.PreTraining); break;
                case "post_training": Facets(id, part.Value, analysis.PostTraining!); break;
                case "pre_training_basic_stats": Statistics(id, part.Value, analysis.PreTraining); break;
                case "post_training_basic_stats": Statistics(id, part.Value, analysis.PostTraining!); break;
                case "model_performance": Performance(id, part.Value, analysis.Performance); break;
                default: throw new InvalidOperationException($"{part.Name} is not compared");
            }
        }
    }

    private void Facets(string id, JsonElement expected, BiasPart part)
    {
        if (expected.ValueKind == JsonValueKind.Object)
        {
            Assert.True(part.Error is not null && part.Facets.Count == 0, id);
            return;
        }

        Assert.Null(part.Error);
        Assert.Equal(expected.EnumerateArray().Select(facet => facet.GetProperty("value_or_threshold").GetString()), part.Facets.Select(facet => facet.ValueOrThreshold));
        foreach (var (facet, own) in expected.EnumerateArray().Zip(part.Facets))
        {
            Assert.Equal(facet.GetProperty("metrics").GetArrayLength(), own.Metrics.Count);
            foreach (var (metric, mine) in facet.GetProperty("metrics").EnumerateArray().Zip(own.Metrics))
                metrics += Metric($"{id} {own.ValueOrThreshold}", metric, mine);
        }
    }

    private void Statistics(string id, JsonElement expected, BiasPart part)
    {
        if (expected.ValueKind == JsonValueKind.Object)
        {
            Assert.Empty(part.Statistics);
            return;
        }

        foreach (var (facet, own) in expected.EnumerateArray().Zip(part.Statistics))
        {
            Assert.Equal(facet.GetProperty("value_or_threshold").GetString(), own.ValueOrThreshold);
            foreach (var metric in facet.GetProperty("metrics").EnumerateArray())
            {
                IReadOnlyList<double> mine = metric.GetProperty("name").GetString() switch
                {
                    "proportion" => [own.Proportion],
                    "observed_label_distribution" => own.ObservedLabelDistribution,
                    "confusion_matrix" => own.ConfusionMatrix!,
                    var name => throw new InvalidOperationException($"{name} is not compared"),
                };
                var value = metric.GetProperty("value");
                var all = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(e => e.GetDouble()).ToArray() : [value.GetDouble()];
                Assert.Equal(all.Length, mine.Count);
                for (var i = 0; i < all.Length; i++)
                    Assert.True(Math.Abs(all[i] - mine[i]) <= 1e-12, $"{id} {own.ValueOrThreshold} {metric} {i}: {mine[i]:R}");
                statistics++;
            }
        }
    }

    private void Performance(string id, JsonElement expected, BinaryPerformance? own)
    {
        if (expected.TryGetProperty("exception", out _))
        {
            Assert.Null(own);
            return;
        }

        Assert.Equal(expected.GetProperty("label").GetString(), own!.Label);
        foreach (var (metric, mine) in expected.GetProperty("model_performance_metrics").EnumerateArray().Zip(own.Metrics))
            performances += Metric(id, metric, mine);
        Assert.Equal(expected.GetProperty("model_performance_metrics").GetArrayLength(), own.Metrics.Count);
        Assert.Equal(expected.GetProperty("binary_confusion_matrix").EnumerateArray().Select(e => e.GetDouble()), own.BinaryConfusionMatrix, (a, b) => Math.Abs(a - b) < 1e-12);
        performances += own.BinaryConfusionMatrix.Count;
        if (!expected.TryGetProperty("confusion_matrix", out var matrix) || matrix.TryGetProperty("error", out _))
        {
            Assert.Null(own.ConfusionMatrix);
            return;
        }

        Assert.Equal(matrix.EnumerateObject().Count(), own.ConfusionMatrix!.Count);
        foreach (var row in matrix.EnumerateObject())
            foreach (var cell in row.Value.EnumerateObject())
                Assert.True(own.ConfusionMatrix![row.Name][cell.Name] == (long)cell.Value.GetDouble(), $"{id} {row.Name} {cell.Name}");
    }

    private static int Metric(string at, JsonElement expected, BiasMetric own)
    {
        Assert.Equal((expected.GetProperty("name").GetString(), expected.GetProperty("description").GetString()), (own.Name, own.Description));
        if (expected.TryGetProperty("error", out _))
        {
            Assert.True(own.Value is null && own.Error is { Length: > 0 }, $"{at} {own.Name}: {own.Value}");
            return 1;
        }

        var value = expected.GetProperty("value");
        var number = value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.GetString() switch { "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => double.NaN };
        Assert.True(own.Value is { } mine && (mine == number || Math.Abs(mine - number) <= 1e-12 * Math.Max(1, Math.Abs(number))), $"{at} {own.Name}: {own.Value:R} ({own.Error}), expected {number:R}");
        return 1;
    }

    private static BiasRequest Request(JsonElement test)
    {
        var (facet, label) = (test.GetProperty("facet"), test.GetProperty("label"));
        return new BiasRequest
        {
            Columns = [.. test.GetProperty("columns").EnumerateObject().Select(Column)],
            Label = label.GetProperty("name").GetString()!,
            Positive = [.. label.GetProperty("positive").EnumerateArray().Select(value => Value(value, isFloat: false)!.Value)],
            Facet = facet.GetProperty("name").GetString()!,
            FacetValues = facet.GetProperty("values") is { ValueKind: JsonValueKind.Array } values ? [.. values.EnumerateArray().Select(value => Value(value, isFloat: false)!.Value)] : null,
            Predicted = test.GetProperty("predicted").GetString(),
            Group = test.GetProperty("group").GetString(),
        };
    }

    private static BiasColumn Column(JsonProperty column)
    {
        var type = column.Value.GetProperty("dtype").GetString() switch
        {
            "str" => BiasColumnType.Text,
            "int" => BiasColumnType.Whole,
            "float" => BiasColumnType.Real,
            "bool" => BiasColumnType.Boolean,
            "category" => BiasColumnType.Category,
            var other => throw new InvalidOperationException(other),
        };
        return new BiasColumn(column.Name, type, [.. column.Value.GetProperty("values").EnumerateArray().Select(value => Value(value, type == BiasColumnType.Real))]);
    }

    private static BiasValue? Value(JsonElement value, bool isFloat) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True or JsonValueKind.False => BiasValue.Of(value.GetBoolean()),
        JsonValueKind.Number when !isFloat && value.TryGetInt64(out var whole) && !value.GetRawText().Contains('.', StringComparison.Ordinal) => BiasValue.Of(whole),
        JsonValueKind.Number => BiasValue.Of(value.GetDouble()),
        _ => value.GetString() == "NaN" && isFloat ? null : BiasValue.Of(value.GetString()!),
    };
}
