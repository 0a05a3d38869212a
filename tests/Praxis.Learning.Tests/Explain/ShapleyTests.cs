using System.Text.Json;
using Praxis.Learning.Explain;
using Praxis.Testing;

namespace Praxis.Learning.Tests.Explain;

public sealed class ShapleyTests
{
    [Fact]
    public void The_values_are_those_of_the_oracle()
    {
        var exact = 0;
        foreach (var test in Cases())
        {
            var coalitions = Coalitions(test);
            var name = test.GetProperty("name").GetString()!;
            Assert.True(coalitions is not null, $"{name} is not compared");
            var phi = test.GetProperty("expected").GetProperty("phi").EnumerateArray().Select(Numbers).ToArray();
            var own = ShapleyValues.Exact(coalitions);
            Near(name, phi, own.Values, 1e-10);
            Near(name + " base", [Numbers(test.GetProperty("expected").GetProperty("base_value"))], [own.Base], 1e-10);
            Near(name + " full", [Numbers(test.GetProperty("expected").GetProperty("full_value"))], [own.Full], 1e-10);
            Near(name, phi, KernelShap.Explain(coalitions, int.MaxValue, 1).Values, 1e-9);
            exact++;
        }

        Assert.Equal(16, exact);
    }

    [Fact]
    public void Sampling_comes_as_near_as_the_peer_with_as_many_coalitions()
    {
        Dictionary<string, (int Budget, double Error)[]> peer = new()
        {
            ["forest_12"] = [(24, 0.10), (50, 0.033), (100, 0.016), (200, 0.0081), (1000, 0.0031)],
            ["quadlogit_15"] = [(30, 0.086), (50, 0.043), (100, 0.022), (200, 0.013), (1000, 0.0044)],
        };
        var compared = 0;
        foreach (var test in Cases())
        {
            if (!peer.TryGetValue(test.GetProperty("name").GetString()!, out var budgets) || Coalitions(test) is not { } coalitions)
                continue;
            var phi = test.GetProperty("expected").GetProperty("phi").EnumerateArray().Select(Numbers).ToArray();
            foreach (var (budget, error) in budgets)
            {
                var errors = Enumerable.Range(0, 10).Select(seed =>
                {
                    var values = KernelShap.Explain(coalitions, budget, (ulong)seed).Values;
                    return Math.Sqrt(values.Zip(phi, (own, expected) => Math.Pow(own[0] - expected[0], 2)).Average());
                }).Order().ToArray();
                var median = (errors[4] + errors[5]) / 2;
                Assert.True(median <= error, $"{test.GetProperty("name")} {budget}: {median:0.00000}, the peer {error}");
                compared++;
            }
        }

        Assert.Equal(10, compared);
    }

    [Fact]
    public void Values_add_up_and_a_feature_that_does_nothing_gets_nothing()
    {
        var coalitions = new BackgroundCoalitions(x => [x[0] * x[1] + x[3], Math.Sin(x[0])], 2, [1, 2, 3, 4], [[0, 0, 0, 0], [1, -1, 5, 2]]);
        var attribution = ShapleyValues.Exact(coalitions);
        for (var k = 0; k < 2; k++)
            Assert.Equal(attribution.Full[k] - attribution.Base[k], attribution.Values.Sum(value => value[k]), 1e-12);
        Assert.Equal(0, attribution.Values[2][0], 1e-12);
    }

    [Fact]
    public void Thirty_features_of_a_sum_are_found_exactly_with_a_few_coalitions_and_the_same_seed_repeats()
    {
        var instance = Enumerable.Range(0, 30).Select(i => (double)i).ToArray();
        var coalitions = new BackgroundCoalitions(x => [x.Select((value, i) => value * (i % 3)).Sum()], 1, instance, [new double[30]]);
        var values = KernelShap.Explain(coalitions, 200, 7).Values;
        for (var i = 0; i < 30; i++)
            Assert.Equal(i * (i % 3), values[i][0], 1e-8);
        var curved = new BackgroundCoalitions(x => [Math.Sin(x.Sum())], 1, instance, [new double[30]]);
        Assert.Equal(KernelShap.Explain(curved, 300, 7).Values.Select(value => value[0]), KernelShap.Explain(curved, 300, 7).Values.Select(value => value[0]));
    }

    [Fact]
    public void One_feature_gets_all_and_too_many_for_enumeration_are_refused()
    {
        var one = new BackgroundCoalitions(x => [x[0]], 1, [3], [[1]]);
        Assert.Equal(2, KernelShap.Explain(one, 1, 1).Values[0][0]);
        var many = new BackgroundCoalitions(x => [x[0]], 1, new double[21], [new double[21]]);
        Assert.Throws<ArgumentException>(() => ShapleyValues.Exact(many));
    }

    [Fact]
    public void With_a_logit_link_the_averaged_probability_passes_through_it()
    {
        var coalitions = new BackgroundCoalitions(x => [1 / (1 + Math.Exp(-x[0] - x[1]))], 1, [0.3, 0.4], [[0, 0]], useLogit: true);
        var attribution = ShapleyValues.Exact(coalitions);
        Assert.Equal(0.3, attribution.Values[0][0], 1e-12);
        Assert.Equal(0.4, attribution.Values[1][0], 1e-12);
    }

    private sealed class Table(int features, double[][] values) : ICoalitions
    {
        public int Features => features;

        public int Outputs => values[0].Length;

        public void Evaluate(ReadOnlySpan<bool> present, Span<double> outputs)
        {
            var set = 0;
            for (var i = 0; i < features; i++)
                set |= present[i] ? 1 << i : 0;
            values[set].CopyTo(outputs);
        }
    }

    private static List<JsonElement> Cases() =>
        [.. JsonDocument.Parse(File.ReadAllText(SharedFolder.File("oracles/shapley.json"))).RootElement.GetProperty("cases").EnumerateArray()];

    private static double[] Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(e => e.GetDouble())] : [element.GetDouble()];

    private static ICoalitions? Coalitions(JsonElement test)
    {
        if (test.TryGetProperty("coalition_values", out var table))
            return new Table(test.GetProperty("features").GetInt32(), [.. table.EnumerateArray().Select(Numbers)]);
        var (model, outputs) = Model(test);
        return model is null ? null : new BackgroundCoalitions(model, outputs, Numbers(test.GetProperty("instance")), [.. test.GetProperty("background").EnumerateArray().Select(Numbers)]);
    }

    private static (Func<double[], double[]>? Model, int Outputs) Model(JsonElement test)
    {
        static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        var model = test.GetProperty("model");
        switch (test.GetProperty("kind").GetString())
        {
            case "linear":
                var (w, b) = (Numbers(model.GetProperty("weights")), model.GetProperty("intercept").GetDouble());
                return (x => [Dot(w, x) + b], 1);
            case "logistic":
                var (lw, lb) = (Numbers(model.GetProperty("weights")), model.GetProperty("intercept").GetDouble());
                return (x => [Sigmoid(Dot(lw, x) + lb)], 1);
            case "forest":
                var trees = model.EnumerateArray().Select(Tree).ToList();
                return (x => [trees.Average(tree => tree(x)[0])], 1);
            case "tree":
                var one = Tree(model);
                return (x =>
                {
                    var counts = one(x);
                    return [.. counts.Select(count => count / counts.Sum())];
                }, 3);
            case "formula" when model.TryGetProperty("Q", out var matrix):
                var (qw, q) = (Numbers(model.GetProperty("w")), matrix.EnumerateArray().Select(Numbers).ToArray());
                return (x => [Sigmoid(Dot(qw, x)) + 0.2 / x.Length * x.Select((value, i) => value * Dot(q[i], x)).Sum()], 1);
            default:
                return (null, 0);
        }
    }

    private static Func<double[], double[]> Tree(JsonElement tree)
    {
        int[] Integers(string name) => [.. tree.GetProperty(name).EnumerateArray().Select(e => e.GetInt32())];
        var (feature, left, right, threshold) = (Integers("feature"), Integers("left"), Integers("right"), Numbers(tree.GetProperty("threshold")));
        var value = tree.GetProperty("value").EnumerateArray().Select(Numbers).ToArray();
        return x =>
        {
            var node = 0;
            while (left[node] >= 0)
                node = x[feature[node]] <= threshold[node] ? left[node] : right[node];
            return value[node];
        };
    }

    private static void Near(string name, double[][] expected, IReadOnlyList<IReadOnlyList<double>> actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
            for (var k = 0; k < expected[i].Length; k++)
                Assert.True(Math.Abs(expected[i][k] - actual[i][k]) <= tolerance, $"{name} feature {i} output {k}: {actual[i][k]:R}, expected {expected[i][k]:R}");
    }
}
