using System.Text.Json;
using Praxis.Contracts.Evaluate;
using Praxis.Learning.Metrics;
using Praxis.Testing;

namespace Praxis.Learning.Tests.Metrics;

public sealed class ClassificationMetricsTests
{
    [Fact]
    public void The_figures_are_those_of_scikit_learn()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SharedFolder.File("oracles/classification_metrics.json")));
        int byProbability = 0, byPrediction = 0;
        foreach (var test in file.RootElement.GetProperty("cases").EnumerateArray())
        {
            if (test.GetProperty("type").GetString() != "classification" || test.GetProperty("sample_weight").ValueKind != JsonValueKind.Null) continue;
            var name = test.GetProperty("name").GetString()!;
            var labels = test.GetProperty("labels").EnumerateArray().Select(e => e.ToString()).ToArray();
            int[] Indices(string key) => [.. test.GetProperty(key).EnumerateArray().Select(e => Array.IndexOf(labels, e.ToString()))];
            int[] truth = Indices("y_true"), predicted = Indices("y_pred");
            var expected = test.GetProperty("expected");
            Compare(name, expected, ClassificationMetrics.FromPredictions(labels, truth, predicted, 0, 1));
            byPrediction++;
            if (test.GetProperty("proba").ValueKind == JsonValueKind.Null) continue;
            var table = test.GetProperty("proba").EnumerateArray().Select(r => r.EnumerateArray().Select(e => e.GetDouble()).ToArray()).ToArray();
            var result = ClassificationMetrics.Evaluate(labels, truth, [.. table.SelectMany(r => r)], 1);
            Near(name + " log loss", expected.GetProperty("log_loss").GetDouble(), result.LogLoss);
            if (!table.Select(r => Array.IndexOf(r, r.Max())).SequenceEqual(predicted)) continue;
            Compare(name, expected, result);
            byProbability++;
        }

        Assert.True(byPrediction >= 11, $"{byPrediction} cases by prediction");
        Assert.True(byProbability >= 9, $"{byProbability} cases by probability");
    }

    [Fact]
    public void Intervals_contain_the_value_and_the_averages_agree_with_plain_loops()
    {
        var random = new Random(7);
        for (var round = 0; round < 60; round++)
        {
            int classes = random.Next(1, 6), rows = random.Next(1, 300);
            var labels = Enumerable.Range(0, classes).Select(k => $"c{k}").ToArray();
            var truth = Enumerable.Range(0, rows).Select(_ => random.Next(classes)).ToArray();
            var p = Enumerable.Range(0, rows * classes).Select(_ => random.NextDouble()).ToArray();
            var e = ClassificationMetrics.Evaluate(labels, truth, p, (ulong)round);
            Contains(e.AccuracyInterval, e.Accuracy);
            Contains(e.BalancedAccuracyInterval, e.BalancedAccuracy);
            Contains(e.MacroF1Interval, e.Macro.F1);
            Near("weighted recall", e.Accuracy, e.Weighted.Recall);
            Assert.Equal(rows, e.ConfusionMatrix.Sum(r => r.Sum()));
            double right = 0, loss = 0;
            for (var i = 0; i < rows; i++)
            {
                var row = p[(i * classes)..((i + 1) * classes)];
                if (Array.IndexOf(row, row.Max()) == truth[i]) right++;
                loss -= Math.Log(row[truth[i]] / row.Sum());
            }

            Near("accuracy", right / rows, e.Accuracy);
            Near("log loss", loss / rows, e.LogLoss);
            Near("balanced", e.Classes.Where(c => c.Support > 0).Average(c => c.Recall), e.BalancedAccuracy);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_intervals_and_another_seed_does_not()
    {
        int[] truth = [.. Enumerable.Range(0, 200).Select(i => i % 2)];
        double[] p = [.. Enumerable.Range(0, 400).Select(i => i / 2 * 7 % 10 < 7 == (i / 2 % 2 == i % 2) ? 0.8 : 0.2)];
        Evaluation At(ulong seed) => ClassificationMetrics.Evaluate(["a", "b"], truth, p, seed);
        Assert.Equal(At(5).MacroF1Interval, At(5).MacroF1Interval);
        Assert.NotEqual(At(5).MacroF1Interval, At(6).MacroF1Interval);
    }

    [Fact]
    public void The_bootstrap_interval_of_equally_frequent_classes_is_as_wide_as_theory_says()
    {
        // 2 × 5,000 rows, recall 0.8 each: the standard error of the balanced accuracy is √(0.16/10,000) = 0.004.
        int[] truth = [.. Enumerable.Range(0, 10_000).Select(i => i % 2)];
        int[] predicted = [.. Enumerable.Range(0, 10_000).Select(i => i / 2 % 5 == 0 ? 1 - i % 2 : i % 2)];
        var interval = ClassificationMetrics.FromPredictions(["a", "b"], truth, predicted, 0, 3).BalancedAccuracyInterval;
        Assert.InRange(interval.High - interval.Low, 2 * 1.96 * 0.004 * 0.9, 2 * 1.96 * 0.004 * 1.1);
    }

    [Theory]
    [InlineData(10, 0.3)]
    [InlineData(60, 0.4)]
    [InlineData(5_000, 0.97)]
    [InlineData(1_000_000, 0.02)]
    public void Binomial_draws_have_the_mean_and_the_variance_of_theory(long n, double p)
    {
        var random = new BootstrapRandom(11);
        const int draws = 40_000;
        double sum = 0, squares = 0, variance = n * p * (1 - p);
        for (var i = 0; i < draws; i++)
        {
            var gap = random.Binomial(n, p) - n * p;
            sum += gap;
            squares += gap * gap;
        }

        Assert.InRange(sum / draws, -5 * Math.Sqrt(variance / draws), 5 * Math.Sqrt(variance / draws));
        Assert.InRange(squares / draws / variance, 0.95, 1.05);
    }

    [Fact]
    public void Broken_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Evaluate(["a"], [], [], 1));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Evaluate(["a", "b"], [0], [0.5], 1));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Evaluate(["a", "b"], [0], [double.NaN, 1], 1));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Evaluate(["a", "b"], [0], [0, 0], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassificationMetrics.Evaluate(["a", "b"], [2], [0.5, 0.5], 1));
    }

    private static void Compare(string name, JsonElement expected, Evaluation actual)
    {
        double Number(string key) => expected.GetProperty(key).GetDouble();
        double[] List(string key) => [.. expected.GetProperty(key).EnumerateArray().Select(e => e.GetDouble())];
        void Lists(string key, IEnumerable<double> values) => Assert.All(List(key).Zip(values), pair => Near($"{name} {key}", pair.First, pair.Second));
        var matrix = expected.GetProperty("confusion_matrix(rows=true)").EnumerateArray().SelectMany(r => r.EnumerateArray().Select(e => (long)e.GetDouble()));
        Assert.Equal(matrix, actual.ConfusionMatrix.SelectMany(r => r));
        Near(name, Number("accuracy"), actual.Accuracy);
        Near(name, Number("balanced_accuracy"), actual.BalancedAccuracy);
        Lists("precision_per_class", actual.Classes.Select(c => c.Precision));
        Lists("recall_per_class", actual.Classes.Select(c => c.Recall));
        Lists("f1_per_class", actual.Classes.Select(c => c.F1));
        Lists("support", actual.Classes.Select(c => (double)c.Support));
        foreach (var (kind, average) in new[] { ("macro", actual.Macro), ("weighted", actual.Weighted) })
        {
            Near(name, Number("precision_" + kind), average.Precision);
            Near(name, Number("recall_" + kind), average.Recall);
            Near(name, Number("f1_" + kind), average.F1);
        }
    }

    private static void Contains(Interval interval, double value) => Assert.InRange(value, interval.Low, interval.High);

    private static void Near(string what, double expected, double actual) => Assert.True(Math.Abs(expected - actual) <= 1e-9, $"{what}: {expected} expected, {actual} found");
}
