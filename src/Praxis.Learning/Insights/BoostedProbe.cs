using System.Globalization;
using Praxis.Learning.Metrics;
using Praxis.Learning.Numerics;
using Praxis.Learning.Trees;

namespace Praxis.Learning.Insights;

/// <summary>
/// A small model of boosted trees on 80 % of the rows (stratified), scored on the other 20 %: R² of numbers, area under the ROC curve of two classes, accuracy of several. Trees
/// are added until the loss on the 20 % has not become less for ten rounds. The same rows and seed give the same result.
/// </summary>
public static class BoostedProbe
{
    private const int Folds = 5;
    private const int Patience = 10;

    /// <summary>Fits and scores one model on all blocks together; null where one class or fewer than ten rows are left to learn from.</summary>
    /// <param name="blocks">The features.</param>
    /// <param name="target">The answers, as many as rows.</param>
    /// <param name="rounds">The most trees a class.</param>
    /// <param name="learningRate">How much of a tree is added.</param>
    /// <param name="seed">Seed of the split.</param>
    /// <param name="threads">How many threads may compute.</param>
    /// <param name="cancellationToken">Stops between two rounds.</param>
    public static ProbeResult? Run(IReadOnlyList<FeatureBlock> blocks, ProbeTarget target, int rounds, double learningRate, ulong seed, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(target);
        var isRegression = target.Kind == TargetKind.Regression;
        var fold = StratifiedFolds.Deal(isRegression ? new int[target.Values.Length] : Array.ConvertAll(target.Values, value => (int)value), isRegression ? 1 : target.ClassCount, Folds, seed);
        int[] inner = [.. Enumerable.Range(0, fold.Length).Where(row => fold[row] != 0)];
        int[] outer = [.. Enumerable.Range(0, fold.Length).Where(row => fold[row] == 0)];
        float[] learned = [.. inner.Select(row => target.Values[row])], truth = [.. outer.Select(row => target.Values[row])];
        if (blocks.Count == 0 || inner.Length < 10 || outer.Length < 2 || learned.Distinct().Count() < 2)
            return null;
        var parameters = Parameters(target, learningRate, inner.Length, seed, threads);
        using var turn = LightGbmLibrary.OneAtATime.EnterScope();
        var (innerRows, outerRows) = (Rows(blocks, inner), Rows(blocks, outer));
        using var train = LightGbmDataset.Create(innerRows, learned, [], parameters, null);
        using var validation = LightGbmDataset.Create(outerRows, truth, [], parameters, train);
        using var booster = LightGbmBooster.Create(train, parameters, validation);
        var (best, least) = (0, double.PositiveInfinity);
        for (var i = 1; i <= rounds && i - best <= Patience; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!booster.Update())
                break;
            var loss = booster.ValidationLoss();
            if (loss < least)
                (best, least) = (i, loss);
        }

        var outputs = target.Kind == TargetKind.Multiclass ? target.ClassCount : 1;
        var scores = booster.RawScores(outerRows, outputs, Math.Max(best, 1));
        return Score(target, truth, scores, outputs, Gains(blocks, booster.Gains(innerRows.ColumnCount, Math.Max(best, 1))));
    }

    private static string Parameters(ProbeTarget target, double learningRate, int rows, ulong seed, int threads)
    {
        var objective = target.Kind switch
        {
            TargetKind.Regression => "objective=regression metric=l2",
            TargetKind.Binary => "objective=binary metric=binary_logloss",
            _ => $"objective=multiclass num_class={target.ClassCount} metric=multi_logloss",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{objective} learning_rate={learningRate:R} num_leaves=15 min_data_in_leaf={Math.Clamp(rows / 50, 1, 20)} max_bin=63 seed={seed % int.MaxValue} deterministic=true force_col_wise=true feature_pre_filter=false num_threads={threads} verbosity=-1");
    }

    private static DenseRows Rows(IReadOnlyList<FeatureBlock> blocks, int[] rows)
    {
        var width = blocks.Sum(block => block.Width);
        var values = new float[checked(rows.Length * width)];
        for (var i = 0; i < rows.Length; i++)
        {
            var at = i * width;
            foreach (var block in blocks)
            {
                block.Values.AsSpan(rows[i] * block.Width, block.Width).CopyTo(values.AsSpan(at));
                at += block.Width;
            }
        }

        return new DenseRows(rows.Length, width, values);
    }

    private static double[] Gains(IReadOnlyList<FeatureBlock> blocks, double[] features)
    {
        var sum = features.Sum();
        var at = 0;
        return [.. blocks.Select(block =>
        {
            var own = features.AsSpan(at, block.Width).ToArray().Sum();
            at += block.Width;
            return sum > 0 ? own / sum : 0;
        })];
    }

    private static ProbeResult Score(ProbeTarget target, float[] truth, double[] scores, int outputs, double[] gains)
    {
        switch (target.Kind)
        {
            case TargetKind.Regression:
                var mean = truth.Average(value => (double)value);
                var (rest, all) = (0.0, 0.0);
                for (var i = 0; i < truth.Length; i++)
                {
                    rest += (truth[i] - scores[i]) * (truth[i] - scores[i]);
                    all += (truth[i] - mean) * (truth[i] - mean);
                }

                return new ProbeResult("r2", all > 0 ? 1 - rest / all : 0, 0, gains, truth, Array.ConvertAll(scores, score => (float)score));
            case TargetKind.Binary:
                return new ProbeResult("auc", RankingMetrics.RocAuc(scores, Array.ConvertAll(truth, value => value == 1)) ?? 0.5, 0.5, gains, truth, Array.ConvertAll(scores, score => score > 0 ? 1f : 0f));
            default:
                var answers = new float[truth.Length];
                for (var i = 0; i < answers.Length; i++)
                {
                    var own = scores.AsSpan(i * outputs, outputs);
                    var best = 0;
                    for (var k = 1; k < outputs; k++)
                        best = own[k] > own[best] ? k : best;
                    answers[i] = best;
                }

                var right = truth.Zip(answers).Count(pair => pair.First == pair.Second);
                return new ProbeResult("accuracy", (double)right / truth.Length, (double)truth.CountBy(value => value).Max(group => group.Value) / truth.Length, gains, truth, answers);
        }
    }
}
