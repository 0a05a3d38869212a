namespace Praxis.Learning.Insights;

/// <summary>How strongly two columns hang together. Pairs of which one is missing (NaN, or a code below 0) do not count.</summary>
public static class Association
{
    /// <summary>Pearson's correlation, -1 to 1; null where a column is constant or fewer than two pairs are whole.</summary>
    public static double? Pearson(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        long n = 0;
        var (meanX, meanY) = (0.0, 0.0);
        for (var i = 0; i < x.Count; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i]))
                continue;
            n++;
            meanX += x[i];
            meanY += y[i];
        }

        if (n < 2)
            return null;
        (meanX, meanY) = (meanX / n, meanY / n);
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Count; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i]))
                continue;
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }

        return xx > 0 && yy > 0 ? Math.Clamp(xy / (Math.Sqrt(xx) * Math.Sqrt(yy)), -1, 1) : null;
    }

    /// <summary>Spearman's rank correlation: Pearson's of the ranks, equal values sharing their mean rank.</summary>
    public static double? Spearman(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        int[] whole = [.. Enumerable.Range(0, x.Count).Where(i => !double.IsNaN(x[i]) && !double.IsNaN(y[i]))];
        return Pearson(Ranks([.. whole.Select(i => x[i])]), Ranks([.. whole.Select(i => y[i])]));
    }

    /// <summary>The rank of each number from 1; equal ones share their mean rank.</summary>
    public static double[] Ranks(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (sorted, order) = ((double[])values.Clone(), Enumerable.Range(0, values.Length).ToArray());
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (var begin = 0; begin < sorted.Length;)
        {
            var end = begin;
            while (end < sorted.Length && sorted[end] == sorted[begin])
                end++;
            for (var i = begin; i < end; i++)
                ranks[order[i]] = (begin + end + 1) / 2.0;
            begin = end;
        }

        return ranks;
    }

    /// <summary>
    /// Cramér's V, <c>sqrt(χ² / n / min(r - 1, c - 1))</c>, less what chance alone gives (W. Bergsma, 2013, "A bias-correction for Cramér's V and Tschuprow's T"), 0 to 1; null where a
    /// column has one value.
    /// </summary>
    public static double? CramersV(IReadOnlyList<int> x, IReadOnlyList<int> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var cells = new Dictionary<(int, int), long>();
        var (rows, columns) = (new Dictionary<int, long>(), new Dictionary<int, long>());
        long n = 0;
        for (var i = 0; i < x.Count; i++)
        {
            if (x[i] < 0 || y[i] < 0)
                continue;
            n++;
            cells[(x[i], y[i])] = cells.GetValueOrDefault((x[i], y[i])) + 1;
            rows[x[i]] = rows.GetValueOrDefault(x[i]) + 1;
            columns[y[i]] = columns.GetValueOrDefault(y[i]) + 1;
        }

        if (n < 2 || rows.Count < 2 || columns.Count < 2)
            return null;

        // χ² / n = Σ o² / (row × column) - 1, so that empty cells need not be visited.
        var phi = cells.Sum(cell => cell.Value / (double)rows[cell.Key.Item1] * cell.Value / columns[cell.Key.Item2]) - 1;
        double r = rows.Count, c = columns.Count;
        var corrected = Math.Max(0, phi - (r - 1) * (c - 1) / (n - 1));
        var least = Math.Min(r - (r - 1) * (r - 1) / (n - 1), c - (c - 1) * (c - 1) / (n - 1)) - 1;
        return least > 0 ? Math.Min(1, Math.Sqrt(corrected / least)) : 0;
    }

    /// <summary>The correlation ratio η of numbers by category: the root of the share of their variance between the categories, 0 to 1; null where either is constant.</summary>
    public static double? CorrelationRatio(IReadOnlyList<int> categories, IReadOnlyList<double> numbers)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(numbers);
        var groups = new Dictionary<int, (long Count, double Sum)>();
        long n = 0;
        var sum = 0.0;
        for (var i = 0; i < numbers.Count; i++)
        {
            if (categories[i] < 0 || double.IsNaN(numbers[i]))
                continue;
            var own = groups.GetValueOrDefault(categories[i]);
            groups[categories[i]] = (own.Count + 1, own.Sum + numbers[i]);
            n++;
            sum += numbers[i];
        }

        if (groups.Count < 2)
            return null;
        var mean = sum / n;
        var all = 0.0;
        for (var i = 0; i < numbers.Count; i++)
            if (categories[i] >= 0 && !double.IsNaN(numbers[i]))
                all += (numbers[i] - mean) * (numbers[i] - mean);
        return all > 0 ? Math.Sqrt(Math.Min(1, groups.Values.Sum(group => group.Count * (group.Sum / group.Count - mean) * (group.Sum / group.Count - mean)) / all)) : null;
    }
}
