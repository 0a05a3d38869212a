namespace Praxis.Contracts.Foundation;

/// <summary>Finds what a user probably meant.</summary>
public static class NearestName
{
    /// <summary>"Did you mean 'X'?" for the nearest of the known names; null where none is near.</summary>
    public static string? Suggestion(string name, IEnumerable<string> known) =>
        Of(name, known) is { } nearest ? $"Did you mean '{SafeText.Line(nearest, 80)}'?" : null;

    /// <summary>The known name with the fewest edits (V. I. Levenshtein, 1966, and swaps), letter case aside, at most a third of the longer name's letters; null where none is so near.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        var (best, least) = ((string?)null, int.MaxValue);
        foreach (var candidate in known.Take(10_000))
        {
            if (Math.Max(candidate.Length, name.Length) > 200)
                continue;
            var edits = Edits(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (edits < least && edits * 3 <= Math.Max(candidate.Length, name.Length))
                (best, least) = (candidate, edits);
        }

        return best;
    }

    // Two letters that changed places are one edit (optimal string alignment; F. J. Damerau, 1964).
    private static int Edits(string a, string b)
    {
        var (before, last) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray());
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last) = (last, row);
        }

        return last[b.Length];
    }
}
