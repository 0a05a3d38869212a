using Praxis.Learning.Linear;
using Praxis.Learning.Numerics;

namespace Praxis.Learning.Ensembles;

/// <summary>
/// A multinomial logistic regression on the members' log-probabilities whose penalty pulls toward their mean: a class's score is <c>mean_m l_mk + b_k + Σ_j l_j D_jk</c>,
/// and the summed log loss plus <c>λ|D|²/2</c> is minimised. Without evidence it is the vote of all (by geometric mean); with evidence it leaves the vote.
/// </summary>
internal sealed record StackingWeights
{
    private static readonly double[] Penalties = [10, 30, 100, 300, 1000, 3000, 10_000];
    private const int MaxIterations = 200;
    private const double Tolerance = 1e-3;
    private const int Folds = 5;

    /// <summary>D, and b last: <c>[members * classes + 1, classes]</c>.</summary>
    public required double[] Values { get; init; }

    public required int ClassCount { get; init; }

    /// <summary>How many log-probabilities it takes.</summary>
    public int InputCount => (Values.Length / ClassCount) - 1;

    /// <summary>Fits the weights; λ is the one with the least log loss on parts of the rows that were left out in turn.</summary>
    /// <param name="inputs">The members' log-probabilities on rows that they did not see, <c>[rows, members * classes]</c>.</param>
    /// <param name="classes">The class of each row.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="seed">Seed of the parts.</param>
    /// <param name="cancellationToken">Stops between two evaluations.</param>
    public static StackingWeights Fit(double[] inputs, int[] classes, int classCount, ulong seed, CancellationToken cancellationToken)
    {
        var width = inputs.Length / classes.Length;
        var fold = StratifiedFolds.Deal(classes, classCount, Math.Min(Folds, Math.Max(2, classes.Length)), seed);
        var (best, least) = (Penalties[^1], double.PositiveInfinity);
        if (classes.Length >= 2 * Folds)
        {
            foreach (var penalty in Penalties)
            {
                var loss = 0.0;
                for (var f = 0; f < Folds; f++)
                {
                    var weights = Solve(inputs, width, classes, classCount, [.. Enumerable.Range(0, classes.Length).Where(row => fold[row] != f)], penalty, cancellationToken);
                    loss += weights.Loss(inputs, classes, Enumerable.Range(0, classes.Length).Where(row => fold[row] == f));
                }

                if (loss < least)
                    (best, least) = (penalty, loss);
            }
        }

        return Solve(inputs, width, classes, classCount, [.. Enumerable.Range(0, classes.Length)], best, cancellationToken);
    }

    /// <summary>The probabilities of the classes.</summary>
    public void Predict(ReadOnlySpan<double> inputs, Span<double> probabilities)
    {
        Score(Values, ClassCount, ClassCount, inputs, probabilities);
        Softmax.InPlace(probabilities);
    }

    private double Loss(double[] inputs, int[] classes, IEnumerable<int> rows)
    {
        var loss = 0.0;
        var probabilities = new double[ClassCount];
        foreach (var row in rows)
        {
            Predict(inputs.AsSpan(row * InputCount, InputCount), probabilities);
            loss -= Math.Log(Math.Max(probabilities[classes[row]], 1e-300));
        }

        return loss;
    }

    private static StackingWeights Solve(double[] inputs, int width, int[] classes, int classCount, int[] rows, double penalty, CancellationToken cancellationToken)
    {
        var stride = (classCount + 3) / 4 * 4; // the solver's vectors are multiples of 4
        var probabilities = new double[classCount];
        double Evaluate(double[] weights, double[] gradient)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(gradient);
            var loss = 0.0;
            foreach (var row in rows)
            {
                var own = inputs.AsSpan(row * width, width);
                Score(weights, stride, classCount, own, probabilities);
                Softmax.InPlace(probabilities);
                loss -= Math.Log(Math.Max(probabilities[classes[row]], 1e-300));
                probabilities[classes[row]] -= 1;
                for (var j = 0; j < width; j++)
                    for (var k = 0; k < classCount; k++)
                        gradient[(j * stride) + k] += own[j] * probabilities[k];
                for (var k = 0; k < classCount; k++)
                    gradient[(width * stride) + k] += probabilities[k];
            }

            for (var i = 0; i < width * stride; i++)
            {
                loss += 0.5 * penalty * weights[i] * weights[i];
                gradient[i] += penalty * weights[i];
            }

            return loss;
        }

        var solver = new Lbfgs((width + 1) * stride, 1, Evaluate);
        solver.Start();
        while (solver.Iteration < MaxIterations && !solver.IsDone(Tolerance))
            solver.Iterate();
        var values = new double[(width + 1) * classCount];
        for (var i = 0; i < values.Length; i++)
            values[i] = solver.Point[(i / classCount * stride) + (i % classCount)];
        return new StackingWeights { Values = values, ClassCount = classCount };
    }

    private static void Score(double[] weights, int stride, int classCount, ReadOnlySpan<double> inputs, Span<double> scores)
    {
        weights.AsSpan(inputs.Length * stride, classCount).CopyTo(scores);
        var share = (double)classCount / inputs.Length;
        for (var j = 0; j < inputs.Length; j++)
        {
            scores[j % classCount] += share * inputs[j];
            var own = weights.AsSpan(j * stride, classCount);
            for (var k = 0; k < own.Length; k++)
                scores[k] += inputs[j] * own[k];
        }
    }
}
