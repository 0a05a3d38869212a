namespace Praxis.Contracts.Foundation;

/// <summary>Finds what a user probably meant.</summary>
public static class NearestName
{
    /// <summary>"Did you mean 'X'?" for the nearest of the known names; null where none is near.</summary>
    public static string? Suggestion(string name, IEnumerable<string> known) =>
        Of(name, known) is { } nearest ? $"Did you mean '{SafeText.Line(nearest, 80)}'?" : null;

    /// <summary>The known name with the fewest edits (V. I. Levenshtein, 1966), letter case aside, at most a third of the longer name's letters; null where none is so near.</summary>
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

    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
