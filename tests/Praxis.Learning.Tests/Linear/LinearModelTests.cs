using Praxis.Contracts.Foundation;
using Praxis.Learning.Linear;
using Praxis.Learning.Text;

namespace Praxis.Learning.Tests.Linear;

public sealed class LinearModelTests
{
    public static TheoryData<LinearAlgorithm> All => [.. Enum.GetValues<LinearAlgorithm>()];

    [Theory]
    [MemberData(nameof(All))]
    public void It_learns_what_the_columns_tell(LinearAlgorithm algorithm)
    {
        foreach (var classes in (int[])[2, 3, 9])
        {
            var sample = new SparseSample(900, classes, 3);
            var model = LinearModel.Fit(sample.Rows, sample.Classes, classes, new LinearSettings { Algorithm = algorithm, Threads = 2 });
            var said = model.Predict(sample.Rows);
            var right = said.Where((k, row) => k == sample.Classes[row]).Count() / 900.0;
            Assert.True(right > (algorithm == LinearAlgorithm.Ordinal && classes > 3 ? 0.3 : 0.8), $"{classes} classes: {right}");
            var probabilities = model.Probabilities(sample.Rows);
            for (var row = 0; row < 900; row++)
            {
                Assert.Equal(1.0, probabilities.AsSpan(row * classes, classes).ToArray().Sum(), 9);
                Assert.Equal(probabilities[(row * classes) + said[row]], probabilities.AsSpan(row * classes, classes).ToArray().Max());
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Threads_do_not_change_a_weight(LinearAlgorithm algorithm)
    {
        var sample = new SparseSample(3000, 4, 4);
        foreach (var weighting in (bool[])[false, true])
        {
            var settings = new LinearSettings { Algorithm = algorithm, NaiveBayesWeighting = weighting };
            var one = LinearModel.Fit(sample.Rows, sample.Classes, 4, settings);
            var three = LinearModel.Fit(sample.Rows, sample.Classes, 4, settings with { Threads = 3 });
            Assert.Equal(one.Weights, three.Weights);
            Assert.Equal(one.Thresholds, three.Thresholds);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_weight_of_two_is_the_row_twice(LinearAlgorithm algorithm)
    {
        var sample = new SparseSample(300, 3, 5);
        var settings = new LinearSettings { Algorithm = algorithm, Tolerance = 1e-9, MaxIterations = 20_000 };
        var weighted = LinearModel.Fit(sample.Rows, sample.Classes, 3, settings with { ClassWeights = [1, 2, 1] }, [.. Enumerable.Range(0, 300).Select(row => row % 7 == 0 ? 3.0 : 1.0)]);
        var twice = new List<int>();
        for (var row = 0; row < 300; row++)
        {
            for (var copy = (row % 7 == 0 ? 3 : 1) * (sample.Classes[row] == 1 ? 2 : 1); copy > 0; copy--)
                twice.Add(row);
        }

        var replicated = LinearModel.Fit(sample.Rows.Take(twice), [.. twice.Select(row => sample.Classes[row])], 3, settings);
        for (var i = 0; i < weighted.Weights.Length; i++)
            Assert.Equal(weighted.Weights[i], replicated.Weights[i], 2e-4);
    }

    [Fact]
    public void Balanced_classes_weigh_the_same_in_sum()
    {
        var sample = new SparseSample(200, 3, 6);
        var counts = sample.Classes.CountBy(k => k).ToDictionary();
        var settings = new LinearSettings { Algorithm = LinearAlgorithm.Ridge };
        var balanced = LinearModel.Fit(sample.Rows, sample.Classes, 3, settings with { BalancedClasses = true });
        var given = LinearModel.Fit(sample.Rows, sample.Classes, 3, settings with { ClassWeights = [.. Enumerable.Range(0, 3).Select(k => 200.0 / (3 * counts[k]))] });
        Assert.Equal(given.Weights, balanced.Weights);
    }

    [Theory]
    [InlineData(LinearAlgorithm.LogisticRegression, 2)]
    [InlineData(LinearAlgorithm.LogisticRegression, 3)]
    [InlineData(LinearAlgorithm.LogisticRegression, 6)]
    [InlineData(LinearAlgorithm.SupportVectorMachine, 2)]
    [InlineData(LinearAlgorithm.SupportVectorMachine, 5)]
    [InlineData(LinearAlgorithm.Ridge, 2)]
    [InlineData(LinearAlgorithm.Ridge, 4)]
    [InlineData(LinearAlgorithm.Ordinal, 2)]
    [InlineData(LinearAlgorithm.Ordinal, 5)]
    public void No_slope_is_left_at_the_minimum(LinearAlgorithm algorithm, int classes)
    {
        var sample = new SparseSample(401, classes, 7);
        var settings = new LinearSettings { Algorithm = algorithm, C = 2.0, Alpha = 0.5, Tolerance = 1e-9, MaxIterations = 50_000 };
        var weights = Enumerable.Range(0, 401).Select(row => 0.5 + (row % 4)).ToArray();
        var model = LinearModel.Fit(sample.Rows, sample.Classes, classes, settings, weights);
        var slopes = Slopes(model, sample, settings, weights);
        Assert.InRange(slopes.Max(Math.Abs), 0.0, 2e-4); // the weights are kept as floats
    }

    [Fact]
    public void The_hinge_loss_cannot_be_lowered_along_any_column()
    {
        var sample = new SparseSample(200, 2, 8);
        var settings = new LinearSettings { Algorithm = LinearAlgorithm.SupportVectorMachine, Loss = SupportVectorLoss.Hinge, Tolerance = 1e-9, MaxIterations = 50_000 };
        var model = LinearModel.Fit(sample.Rows, sample.Classes, 2, settings);
        var weights = model.Weights.ToArray().Select(weight => (double)weight).ToArray();
        var least = Loss(weights);
        for (var j = 0; j < weights.Length; j++)
        {
            foreach (var step in (double[])[-1e-3, 1e-3])
            {
                weights[j] += step;
                Assert.True(Loss(weights) >= least - 1e-6);
                weights[j] -= step;
            }
        }

        double Loss(double[] w)
        {
            var loss = 0.5 * w.Sum(weight => weight * weight);
            for (var row = 0; row < 200; row++)
            {
                var score = w[^1];
                for (var i = 0; i < sample.Rows.Indices(row).Length; i++)
                    score += w[sample.Rows.Indices(row)[i]] * sample.Rows.Values(row)[i];
                loss += Math.Max(0.0, 1.0 - ((sample.Classes[row] == 1 ? 1 : -1) * score));
            }

            return loss;
        }
    }

    [Fact]
    public void Naive_bayes_counts()
    {
        // Two rows of class 0 (2, 1, 0 and 1, 0, 0), one of class 1 (0, 0, 3).
        var rows = SparseRows.Create(3, [0, 2, 3, 4], [0, 1, 0, 2], [2, 1, 1, 3]);
        var plain = LinearModel.Fit(rows, [0, 0, 1], 2, new LinearSettings { Algorithm = LinearAlgorithm.NaiveBayes });
        Assert.Equal([4 / 7.0, 1 / 6.0, 2 / 7.0, 1 / 6.0, 1 / 7.0, 4 / 6.0, 2 / 3.0, 1 / 3.0], plain.Weights.ToArray().Select(weight => Math.Exp(weight)), (a, b) => Math.Abs(a - b) < 1e-6);
        var complement = LinearModel.Fit(rows, [0, 0, 1], 2, new LinearSettings { Algorithm = LinearAlgorithm.ComplementNaiveBayes });
        Assert.Equal([1 / 6.0, 4 / 7.0, 1 / 6.0, 2 / 7.0, 4 / 6.0, 1 / 7.0], complement.Weights.ToArray().Take(6).Select(weight => Math.Exp(-weight)), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Rows_that_cannot_be_learned_from_are_told()
    {
        var rows = SparseRows.Create(2, [0, 1, 2], [0, 1], [1, 1]);
        var settings = new LinearSettings();
        Assert.Equal("too-few-labels", Told(() => LinearModel.Fit(rows, [1, 1], 2, settings)));
        Assert.Equal("too-few-labels", Told(() => LinearModel.Fit(rows, [0, 1], 2, settings, [0, 1])));
        Assert.Equal("too-few-labels", Told(() => LinearModel.Fit(rows.Take([]), [], 2, settings)));
        Assert.Equal("bad-row-weight", Told(() => LinearModel.Fit(rows, [0, 1], 2, settings, [double.NaN, 1])));
        Assert.Equal("bad-row-weight", Told(() => LinearModel.Fit(rows, [0, 1], 2, settings, [1, -1])));
        Assert.Equal("bad-hyperparameter", Told(() => LinearModel.Fit(rows, [0, 1], 2, settings with { C = double.NaN })));
        Assert.Equal("bad-hyperparameter", Told(() => LinearModel.Fit(rows, [0, 1], 2, settings with { ClassWeights = [1, double.PositiveInfinity] })));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearModel.Fit(rows, [0, 2], 2, settings));

        static string Told(Action fit) => Assert.Throws<UserException>(fit).Problems[0].Type;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Rows_without_columns_get_an_answer(LinearAlgorithm algorithm)
    {
        var empty = SparseRows.Create(0, [0, 0, 0, 0, 0], [], []);
        var model = LinearModel.Fit(empty, [0, 1, 1, 2], 4, new LinearSettings { Algorithm = algorithm });
        Assert.Equal(1.0, model.Probabilities(empty.Take([0])).Sum(), 9);
        if (algorithm != LinearAlgorithm.ComplementNaiveBayes)
            Assert.Equal([1], model.Predict(empty.Take([0])));
        var constant = SparseRows.Create(1, [0, 1, 2, 3], [0, 0, 0], [1, 1, 1]);
        Assert.Equal(3, LinearModel.Fit(constant, [0, 1, 1], 2, new LinearSettings { Algorithm = algorithm }).Predict(constant).Length);
    }

    [Fact]
    public void A_fit_that_is_cancelled_ends()
    {
        var sample = new SparseSample(100, 3, 9);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        foreach (var algorithm in (LinearAlgorithm[])[LinearAlgorithm.LogisticRegression, LinearAlgorithm.SupportVectorMachine, LinearAlgorithm.Ridge])
            Assert.ThrowsAny<OperationCanceledException>(() => LinearModel.Fit(sample.Rows, sample.Classes, 3, new LinearSettings { Algorithm = algorithm, Threads = 2 }, null, stop.Token));
    }

    // The derivatives of the whole loss by every weight, from its definition.
    private static List<double> Slopes(LinearModel model, SparseSample sample, LinearSettings settings, double[] rowWeights)
    {
        var columns = model.ColumnCount;
        var outputs = model.Weights.Length / (columns + 1);
        var penalty = settings.Algorithm switch
        {
            LinearAlgorithm.Ridge => 2.0 * settings.Alpha,
            LinearAlgorithm.SupportVectorMachine => 1.0 / settings.C,
            _ => 1.0 / settings.C,
        };
        var slopes = new double[model.Weights.Length];
        for (var j = 0; j < slopes.Length - outputs; j++)
            slopes[j] = penalty * model.Weights[j];
        if (settings.Algorithm == LinearAlgorithm.SupportVectorMachine)
        {
            for (var j = slopes.Length - outputs; j < slopes.Length; j++)
                slopes[j] = penalty * model.Weights[j];
        }

        var scores = new double[outputs];
        var thresholds = new double[model.Thresholds.Length];
        for (var row = 0; row < sample.Rows.RowCount; row++)
        {
            var indices = sample.Rows.Indices(row);
            var values = sample.Rows.Values(row);
            for (var k = 0; k < outputs; k++)
            {
                scores[k] = model.Weights[(columns * outputs) + k];
                for (var i = 0; i < indices.Length; i++)
                    scores[k] += (double)model.Weights[(indices[i] * outputs) + k] * values[i];
            }

            for (var k = 0; k < outputs; k++)
            {
                var truth = sample.Classes[row];
                var sign = truth == (outputs == 1 ? 1 : k) ? 1.0 : -1.0;
                var slope = rowWeights[row] * settings.Algorithm switch
                {
                    LinearAlgorithm.Ridge => 2.0 * (scores[k] - sign),
                    LinearAlgorithm.SupportVectorMachine => -2.0 * sign * Math.Max(0.0, 1.0 - (sign * scores[k])),
                    LinearAlgorithm.Ordinal => OrdinalSlope(model, scores[0], truth),
                    _ when outputs == 1 => (1.0 / (1.0 + Math.Exp(-scores[0]))) - truth,
                    _ => (Math.Exp(scores[k]) / scores.Sum(Math.Exp)) - (truth == k ? 1 : 0),
                };
                for (var i = 0; i < indices.Length; i++)
                    slopes[(indices[i] * outputs) + k] += slope * values[i];
                if (settings.Algorithm != LinearAlgorithm.Ordinal)
                    slopes[(columns * outputs) + k] += slope;
            }

            for (var k = 0; k < thresholds.Length; k++)
            {
                const double Step = 1e-5;
                thresholds[k] -= rowWeights[row] * (OrdinalLog(model, scores[0], sample.Classes[row], k, Step) - OrdinalLog(model, scores[0], sample.Classes[row], k, -Step)) / (2.0 * Step);
            }
        }

        return [.. slopes, .. thresholds];
    }

    private static double OrdinalSlope(LinearModel model, double score, int truth) =>
        -(OrdinalLog(model, score + 1e-5, truth, 0, 0) - OrdinalLog(model, score - 1e-5, truth, 0, 0)) / 2e-5;

    private static double OrdinalLog(LinearModel model, double score, int truth, int moved, double by)
    {
        double Below(int k) => k < 0 ? 0.0 : k >= model.Thresholds.Length ? 1.0 : 1.0 / (1.0 + Math.Exp(score - model.Thresholds[k] - (k == moved ? by : 0.0)));
        return Math.Log(Below(truth) - Below(truth - 1));
    }
}
