using Praxis.Contracts.Evaluate;

namespace Praxis.Learning.Metrics;

/// <summary>
/// The rows of two models by truth and both predictions. Drawing these counts again (multinomial) is the paired bootstrap over the rows, at the cost of the different
/// triples instead of the rows.
/// </summary>
public sealed class PairedConfusions
{
    private readonly int classes;
    private readonly (int Truth, int First, int Second)[] triples;
    private readonly long[] counts;

    /// <summary>Counts the rows.</summary>
    /// <param name="truth">The true class's index, by row; at least one row.</param>
    /// <param name="first">The first model's predictions.</param>
    /// <param name="second">The second model's predictions.</param>
    /// <param name="classes">How many classes there are.</param>
    public PairedConfusions(ReadOnlySpan<int> truth, ReadOnlySpan<int> first, ReadOnlySpan<int> second, int classes)
    {
        if (truth.IsEmpty || truth.Length != first.Length || truth.Length != second.Length)
            throw new ArgumentException("Not two predictions a row, or no row.", nameof(first));
        this.classes = classes;
        var found = new SortedDictionary<(int, int, int), long>();
        for (var row = 0; row < truth.Length; row++)
        {
            var triple = (truth[row], first[row], second[row]);
            found[triple] = found.GetValueOrDefault(triple) + 1;
        }

        (triples, counts) = ([.. found.Keys], [.. found.Values]);
    }

    /// <summary>The rows that only one model has right.</summary>
    public McNemarTest McNemar() => PairedComparison.McNemarTest(
        triples.Zip(counts).Where(pair => pair.First.First == pair.First.Truth && pair.First.Second != pair.First.Truth).Sum(pair => pair.Second),
        triples.Zip(counts).Where(pair => pair.First.Second == pair.First.Truth && pair.First.First != pair.First.Truth).Sum(pair => pair.Second));

    /// <summary>Figures of the second model minus those of the first, all from the same draws; p-values as <see cref="PairedBootstrap.Compare"/> has them.</summary>
    public IReadOnlyList<PairedBootstrapResult> Compare(IReadOnlyList<Func<ConfusionMatrix, double>> figures, BootstrapOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(figures);
        options ??= new();
        options.Check();
        var values = Differences(counts, figures);
        var draws = figures.Select(_ => new double[options.Replicates]).ToArray();
        var random = new BootstrapRandom(options.Seed);
        var drawn = new long[counts.Length];
        for (var i = 0; i < options.Replicates; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            random.Multinomial(counts, drawn);
            var differences = Differences(drawn, figures);
            for (var f = 0; f < draws.Length; f++)
                draws[f][i] = differences[f];
        }

        return [.. values.Select((value, f) => PairedBootstrap.Result(value, draws[f], options))];
    }

    private double[] Differences(long[] rows, IReadOnlyList<Func<ConfusionMatrix, double>> figures)
    {
        var (first, second) = (new long[classes * classes], new long[classes * classes]);
        for (var i = 0; i < triples.Length; i++)
        {
            first[triples[i].Truth * classes + triples[i].First] += rows[i];
            second[triples[i].Truth * classes + triples[i].Second] += rows[i];
        }

        var (one, other) = (ConfusionMatrix.OfCells(first, classes), ConfusionMatrix.OfCells(second, classes));
        return [.. figures.Select(figure => figure(other) - figure(one))];
    }
}
