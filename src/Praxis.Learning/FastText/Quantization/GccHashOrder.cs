namespace Praxis.Learning.FastText.Quantization;

/// <summary>
/// The order in which a hash map of GCC's library walks over whole numbers that were added one by one: a list whose parts are the chains. A file of the original has the kept
/// n-grams in this order.
/// </summary>
internal static class GccHashOrder
{
    // The library's primes that doubling leads to.
    private static readonly int[] sizes =
        [13, 29, 59, 127, 257, 541, 1109, 2357, 5087, 10273, 20753, 42043, 85229, 172933, 351061, 712697, 1447153, 2938679, 5967347, 12117689, 24607243, 49969847, 101473717, 206062531, 418451333, 849743179, 1725587117];

    /// <summary>The numbers (at least 0, all different) in the order of a walk.</summary>
    public static int[] Of(ReadOnlySpan<int> added)
    {
        var size = 0;
        var walk = Array.Empty<int>();
        var begin = 0;
        while (begin < added.Length)
        {
            // The table grows when it has as many numbers as chains; the list is then chained anew, from its front on.
            var end = Math.Min(added.Length, sizes[size]);
            walk = Chain([.. walk, .. added[begin..end]], sizes[size++]);
            begin = end;
        }

        return walk;
    }

    private static int[] Chain(int[] numbers, int size)
    {
        // Items are places in numbers; item 0 of next stands before the front. A chain begins behind the item that it names.
        var next = new int[numbers.Length + 1];
        var before = new int[size];
        Array.Fill(before, -1);
        next[0] = -1;
        for (var i = 1; i < next.Length; i++)
        {
            var chain = numbers[i - 1] % size;
            if (before[chain] >= 0)
            {
                next[i] = next[before[chain]];
                next[before[chain]] = i;
                continue;
            }

            next[i] = next[0];
            next[0] = i;
            if (next[i] > 0)
                before[numbers[next[i] - 1] % size] = i;
            before[chain] = 0;
        }

        var walk = new int[numbers.Length];
        for (int i = 0, at = next[0]; i < walk.Length; i++, at = next[at])
            walk[i] = numbers[at - 1];
        return walk;
    }
}
