using Praxis.Platform.Prepare;

namespace Praxis.Platform.Pipelines.Workers;

/// <summary>Balances and splits rows by class, with the sizes of scikit-learn's splitter, as the lab's script does: what is held out is ⌈share·n⌉, and of that the test ⌈share·held out⌉.</summary>
internal sealed class ReviewSplit(PrepareReviewsOptions options)
{
    /// <summary>The rows of each part, in the order of the file.</summary>
    public (IReadOnlyList<int> Train, IReadOnlyList<int> Validation, IReadOnlyList<int> Test) Of(IReadOnlyList<int> classes)
    {
        var byClass = classes.Select((label, i) => (label, i)).GroupBy(pair => pair.label, pair => pair.i).OrderBy(group => group.Key)
            .Select(group => SeededOrder.Shuffle([.. group], options.Seed, group.Key)).ToList();
        if (options.Balance && byClass.Count > 0)
        {
            var least = byClass.Min(rows => rows.Count);
            byClass = [.. byClass.Select(rows => (IReadOnlyList<int>)[.. rows.Take(least)])];
        }

        var total = byClass.Sum(rows => rows.Count);
        var heldOut = (int)Math.Ceiling((1 - options.Train) * total);
        var test = heldOut == 0 || options.Test == 0 ? 0 : Math.Min(heldOut, (int)Math.Ceiling(options.Test / (1 - options.Train) * heldOut));
        var (outCounts, testCounts) = (Shares([.. byClass.Select(rows => rows.Count)], heldOut), Array.Empty<int>());
        testCounts = Shares(outCounts, test);
        List<int> Part(Func<IReadOnlyList<int>, int, IEnumerable<int>> take) => [.. byClass.SelectMany(take).Order()];
        return (
            Part((rows, c) => rows.Skip(outCounts[c])),
            Part((rows, c) => rows.Take(outCounts[c]).Skip(testCounts[c])),
            Part((rows, c) => rows.Take(testCounts[c])));
    }

    // The largest remainders get the rows that are left over; among equal ones the first class.
    private static int[] Shares(int[] counts, int wanted)
    {
        var total = Math.Max(1, counts.Sum());
        var exact = counts.Select(count => (double)count * wanted / total).ToList();
        var shares = exact.Select(value => (int)value).ToArray();
        foreach (var c in Enumerable.Range(0, counts.Length).OrderByDescending(c => exact[c] - shares[c]).ThenBy(c => c).Take(wanted - shares.Sum()))
            shares[c]++;
        return shares;
    }
}
