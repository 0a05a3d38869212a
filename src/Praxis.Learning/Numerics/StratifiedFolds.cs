namespace Praxis.Learning.Numerics;

/// <summary>Deals rows into folds so that each holds about the same share of every class.</summary>
internal static class StratifiedFolds
{
    /// <summary>The fold of each row, from 0. A class's rows are shuffled by the seed and dealt in turn, going on where the class before ended, so that folds differ by one row at most.</summary>
    public static int[] Deal(ReadOnlySpan<int> classes, int classCount, int folds, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var byClass = new List<int>[classCount];
        for (var k = 0; k < classCount; k++)
            byClass[k] = [];
        for (var row = 0; row < classes.Length; row++)
            byClass[classes[row]].Add(row);
        var random = new SplitMix64(seed);
        var fold = new int[classes.Length];
        var next = 0;
        foreach (var rows in byClass)
        {
            for (var i = rows.Count - 1; i > 0; i--)
            {
                var other = random.Below(i + 1);
                (rows[i], rows[other]) = (rows[other], rows[i]);
            }

            foreach (var row in rows)
                fold[row] = next++ % folds;
        }

        return fold;
    }
}
