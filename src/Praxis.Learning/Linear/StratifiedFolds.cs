using Praxis.Learning.Numerics;

namespace Praxis.Learning.Linear;

/// <summary>Splits rows for cross-validation.</summary>
public static class StratifiedFolds
{
    /// <summary>A fold for each row; each fold has about the same number of rows, and of each class.</summary>
    /// <param name="classes">Each row's class.</param>
    /// <param name="folds">How many; at least 2.</param>
    /// <param name="seed">Which rows go together.</param>
    public static int[] Assign(IReadOnlyList<int> classes, int folds, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var order = Enumerable.Range(0, classes.Count).ToArray();
        var random = new SplitMix64(seed);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        var fold = new int[order.Length];
        var next = 0;
        foreach (var group in order.GroupBy(row => classes[row]).OrderBy(group => group.Key))
        {
            foreach (var row in group)
                fold[row] = next++ % folds;
        }

        return fold;
    }
}
