namespace Praxis.Contracts.Deploy;

/// <summary>The most probable labels of a prediction.</summary>
public static class TopLabels
{
    /// <summary>Puts the places of the greatest probabilities into <paramref name="best"/>, the greatest first, of equal ones the earlier; returns how many: all where there are fewer than it holds.</summary>
    public static int Pick(ReadOnlySpan<double> probabilities, Span<int> best)
    {
        var count = 0;
        for (var label = 0; label < probabilities.Length; label++)
        {
            var place = count;
            while (place > 0 && probabilities[label] > probabilities[best[place - 1]])
                place--;
            if (place == best.Length)
                continue;
            count = Math.Min(count + 1, best.Length);
            best[place..(count - 1)].CopyTo(best[(place + 1)..count]);
            best[place] = label;
        }

        return count;
    }
}
