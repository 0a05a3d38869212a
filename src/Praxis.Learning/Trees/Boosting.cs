using System.Globalization;
using Praxis.Learning.Numerics;

namespace Praxis.Learning.Trees;

/// <summary>
/// Gradient boosting of trees with LightGBM (G. Ke et al., 2017, "LightGBM: a highly efficient gradient boosting decision tree"). Features are summed each by one thread
/// (<c>force_col_wise</c>, <c>deterministic</c>), so that the trees do not depend on how many threads there are.
/// </summary>
internal static class Boosting
{
    /// <summary>
    /// Grows the trees. Where <see cref="BoostingSettings.Patience"/> is above 0, a stratified part of the rows is set aside, the number of iterations with the least loss on it is
    /// found, and all rows are boosted that often.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="categorical">The features that are categories' numbers.</param>
    /// <param name="classes">The class of each row, from 0.</param>
    /// <param name="classCount">How many classes there are, at least 2.</param>
    /// <param name="settings">How to boost.</param>
    /// <param name="seed">Seed of the drawn features and rows, and of the rows set aside.</param>
    /// <param name="threads">How many threads may compute.</param>
    /// <param name="report">Told the loss on the rows set aside, and the iteration.</param>
    /// <param name="cancellationToken">Stops between two iterations.</param>
    public static TreeEnsemble Fit(DenseRows rows, IReadOnlyList<int> categorical, int[] classes, int classCount, BoostingSettings settings, ulong seed, int threads, Action<double, long>? report, CancellationToken cancellationToken)
    {
        var parameters = Parameters(settings, categorical, classCount, seed, threads);
        using var turn = LightGbmLibrary.OneAtATime.EnterScope();
        var iterations = settings.Patience > 0 ? BestIterations(rows, classes, classCount, settings, parameters, seed, report, cancellationToken) : settings.Rounds;
        using var data = LightGbmDataset.Create(rows, classes, Weights(classes, classCount, settings.BalancedClasses), parameters, null);
        using var booster = LightGbmBooster.Create(data, parameters, null);
        for (var i = 0; i < iterations; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!booster.Update())
                break;
        }

        return LightGbmText.Parse(booster.Text(-1), classCount, rows.ColumnCount);
    }

    internal static string Parameters(BoostingSettings settings, IReadOnlyList<int> categorical, int classCount, ulong seed, int threads)
    {
        var objective = classCount == 2 ? "objective=binary metric=binary_logloss" : $"objective=multiclass num_class={classCount} metric=multi_logloss";
        var sets = categorical.Count == 0 ? "" : $" categorical_feature={string.Join(',', categorical)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{objective}{sets} learning_rate={settings.LearningRate:R} num_leaves={settings.Leaves} min_data_in_leaf={settings.MinLeaf} feature_fraction={settings.FeatureFraction:R} bagging_fraction={settings.RowFraction:R} bagging_freq=1 lambda_l2={settings.Lambda:R} max_bin={settings.MaxBin} seed={seed % int.MaxValue} deterministic=true force_col_wise=true feature_pre_filter=false num_threads={threads} verbosity=-1");
    }

    private static int BestIterations(DenseRows rows, int[] classes, int classCount, BoostingSettings settings, string parameters, ulong seed, Action<double, long>? report, CancellationToken cancellationToken)
    {
        var fold = StratifiedFolds.Deal(classes, classCount, Math.Max(2, (int)Math.Round(1 / settings.ValidationFraction)), seed);
        var isAlone = new bool[classCount];
        foreach (var group in classes.CountBy(k => k))
            isAlone[group.Key] = group.Value == 1;
        int[] inner = [.. Enumerable.Range(0, classes.Length).Where(row => fold[row] != 0 || isAlone[classes[row]])];
        int[] outer = [.. Enumerable.Range(0, classes.Length).Where(row => fold[row] == 0 && !isAlone[classes[row]])];
        if (outer.Length == 0)
            return settings.Rounds;
        int[] innerClasses = [.. inner.Select(row => classes[row])];
        int[] outerClasses = [.. outer.Select(row => classes[row])];
        using var train = LightGbmDataset.Create(rows.Take(inner), innerClasses, Weights(innerClasses, classCount, settings.BalancedClasses), parameters, null);
        using var validation = LightGbmDataset.Create(rows.Take(outer), outerClasses, Weights(outerClasses, classCount, settings.BalancedClasses), parameters, train);
        using var booster = LightGbmBooster.Create(train, parameters, validation);
        var (best, least) = (1, double.PositiveInfinity);
        for (var i = 1; i <= settings.Rounds && i - best <= settings.Patience; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!booster.Update())
                break;
            var loss = booster.ValidationLoss();
            report?.Invoke(loss, i);
            if (loss < least)
                (best, least) = (i, loss);
        }

        return best;
    }

    // Each class weighs as much as every other one in sum, and the rows as much as without weights.
    private static float[] Weights(int[] classes, int classCount, bool isBalanced)
    {
        if (!isBalanced)
            return [];
        var counts = new int[classCount];
        foreach (var k in classes)
            counts[k]++;
        var present = counts.Count(count => count > 0);
        return [.. classes.Select(k => (float)((double)classes.Length / (present * counts[k])))];
    }
}
