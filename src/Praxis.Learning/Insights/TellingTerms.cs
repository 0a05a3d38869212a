using Praxis.Learning.Text;

namespace Praxis.Learning.Insights;

/// <summary>
/// The terms that texts of one class have more often than others: by the z-score of the log-odds ratio with the terms of all texts as prior (B. L. Monroe, M. P. Colaresi and
/// K. M. Quinn, 2008, "Fightin' words", equation 22). Each text counts a term once.
/// </summary>
public static class TellingTerms
{
    private const double PriorTexts = 500;

    /// <summary>The terms of each class, the most telling first: feature, texts of the class with it, z-score.</summary>
    /// <param name="rows">Texts as rows of terms.</param>
    /// <param name="classes">The class of each row, from 0.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="most">The most terms a class.</param>
    public static IReadOnlyList<IReadOnlyList<(int Feature, long Texts, double Score)>> Of(SparseRows rows, int[] classes, int classCount, int most)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(classes);
        var counts = new long[classCount][];
        for (var k = 0; k < classCount; k++)
            counts[k] = new long[rows.ColumnCount];
        for (var row = 0; row < rows.RowCount; row++)
            foreach (var feature in rows.Indices(row))
                counts[classes[row]][feature]++;
        var sums = new long[rows.ColumnCount];
        foreach (var own in counts)
            for (var j = 0; j < sums.Length; j++)
                sums[j] += own[j];
        double all = sums.Sum();
        return [.. counts.Select(own =>
        {
            double inside = own.Sum();
            var ranked = new List<(int Feature, long Texts, double Score)>();
            for (var j = 0; j < sums.Length; j++)
            {
                if (own[j] == 0)
                    continue;
                var prior = PriorTexts * sums[j] / all;
                var (here, there) = (own[j] + prior, sums[j] - own[j] + prior);
                var odds = Math.Log(here / (inside + PriorTexts - here)) - Math.Log(there / (all - inside + PriorTexts - there));
                if (odds > 0)
                    ranked.Add((j, own[j], odds / Math.Sqrt(1 / here + 1 / there)));
            }

            return (IReadOnlyList<(int, long, double)>)[.. ranked.OrderByDescending(term => term.Score).ThenBy(term => term.Feature).Take(most)];
        })];
    }
}
