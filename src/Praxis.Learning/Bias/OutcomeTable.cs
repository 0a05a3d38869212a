namespace Praxis.Learning.Bias;

/// <summary>Counts by facet value, stratum and outcome, with the sums that the metrics need.</summary>
internal sealed class OutcomeTable
{
    private readonly int[] valueOf;
    private readonly int[] stratumOf;
    private readonly long[] strataPositive;
    private readonly long[] strataNegative;
    private readonly long[] rows;
    private readonly long[] positive;
    private readonly int[][] cellsOf;

    public OutcomeTable(IReadOnlyList<OutcomeCell> cells, bool hasGroup)
    {
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        var strata = new Dictionary<string, int>(StringComparer.Ordinal);
        (valueOf, stratumOf, Cells) = (new int[cells.Count], new int[cells.Count], new long[2 * cells.Count]);
        for (var i = 0; i < cells.Count; i++)
        {
            valueOf[i] = cells[i].Facet is { } value ? Place(values, value) : -1;
            stratumOf[i] = cells[i].Stratum is { } stratum ? Place(strata, stratum) : Place(strata, "");
            LacksStrata |= hasGroup && cells[i].Stratum is null;
            (Cells[2 * i], Cells[2 * i + 1]) = (cells[i].Positive, cells[i].Negative);
        }

        Values = [.. values.Keys];
        (strataPositive, strataNegative, rows, positive) = (new long[strata.Count], new long[strata.Count], new long[values.Count], new long[values.Count]);
        var places = Enumerable.Range(0, cells.Count).ToLookup(cell => valueOf[cell]);
        cellsOf = [.. Values.Select((_, value) => places[value].ToArray())];
        Sum();

        static int Place(Dictionary<string, int> places, string name)
        {
            if (!places.TryGetValue(name, out var place))
                places.Add(name, place = places.Count);
            return place;
        }
    }

    private OutcomeTable(OutcomeTable other)
    {
        (valueOf, stratumOf, cellsOf, Values, LacksStrata) = (other.valueOf, other.stratumOf, other.cellsOf, other.Values, other.LacksStrata);
        (strataPositive, strataNegative, rows, positive) = (new long[other.strataPositive.Length], new long[other.strataNegative.Length], new long[other.rows.Length], new long[other.positive.Length]);
        Cells = new long[other.Cells.Length];
    }

    /// <summary>Positive and other rows of each cell, one after the other; <see cref="Sum"/> is called after a change.</summary>
    public long[] Cells { get; }

    /// <summary>The facet's values in order of first appearance.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Whether some row has no value of the group variable.</summary>
    public bool LacksStrata { get; }

    public long AllRows { get; private set; }

    public long AllPositive { get; private set; }

    public long Rows(int value) => rows[value];

    public long Positive(int value) => positive[value];

    /// <summary>A table of the same cells, empty.</summary>
    public OutcomeTable Like() => new(this);

    /// <summary>Adds the cells up.</summary>
    public void Sum()
    {
        foreach (var sums in (long[][])[strataPositive, strataNegative, rows, positive])
            Array.Clear(sums);
        (AllRows, AllPositive) = (0, 0);
        for (var i = 0; i < valueOf.Length; i++)
        {
            var (yes, no) = (Cells[2 * i], Cells[2 * i + 1]);
            AllRows += yes + no;
            AllPositive += yes;
            strataPositive[stratumOf[i]] += yes;
            strataNegative[stratumOf[i]] += no;
            if (valueOf[i] < 0)
                continue;
            rows[valueOf[i]] += yes + no;
            positive[valueOf[i]] += yes;
        }
    }

    /// <summary><see cref="ConditionalDisparity"/> of a value over the strata that it occurs in: in the others its shares are zero.</summary>
    public double? Disparity(int value)
    {
        if (AllPositive == 0 || AllPositive == AllRows || rows[value] == 0 || rows[value] == AllRows)
            return null;
        double sum = 0;
        foreach (var cell in cellsOf[value])
        {
            var (yes, no, stratum) = (Cells[2 * cell], Cells[2 * cell + 1], stratumOf[cell]);
            sum += (strataPositive[stratum] + strataNegative[stratum]) * (Share(no, strataNegative[stratum]) - Share(yes, strataPositive[stratum]));
        }

        return sum / AllRows;
    }

    private static double Share(long part, long whole) => part == 0 ? 0 : (double)part / whole;
}
