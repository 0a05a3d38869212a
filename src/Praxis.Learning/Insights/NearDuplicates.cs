namespace Praxis.Learning.Insights;

/// <summary>
/// Texts that are nearly the same: at least 0.8 of the runs of three words that either has, both have (Jaccard). Candidates come from MinHash signatures of 64 numbers by one
/// permutation (P. Li, A. Owen and C.-H. Zhang, 2012, "One permutation hashing"; empty places filled as A. Shrivastava, 2017, "Optimal densification") in 16 bands of four, and are
/// then compared exactly. Pairs at 0.8 are found with a probability of 99.9 %.
/// </summary>
public static class NearDuplicates
{
    private const int Places = 64;
    private const int BandWidth = 4;
    private const int Bands = Places / BandWidth;
    private const int RunLength = 3;
    private const int FewestWords = 5;
    private const double Least = 0.8;
    private const int MostOfBucket = 200;

    /// <summary>Groups of two or more texts, each by their places, ascending; the largest first. Texts of fewer than five words take no part: they are the same by chance.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Find(IReadOnlyList<string?> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var (runs, keys) = (new ulong[texts.Count][], new List<ulong>());
        var (signed, words, signature) = (new List<int>(), new List<ulong>(), new ulong[Places]);
        for (var i = 0; i < texts.Count; i++)
        {
            if (i % 1024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            runs[i] = Runs(texts[i], words);
            if (runs[i].Length == 0)
                continue;
            Sign(runs[i], signature);
            signed.Add(i);
            for (var band = 0; band < Bands; band++)
                keys.Add(Key(signature.AsSpan(band * BandWidth, BandWidth)));
        }

        var parent = Enumerable.Range(0, texts.Count).ToArray();
        var (own, places) = (new ulong[signed.Count], new int[signed.Count]);
        for (var band = 0; band < Bands; band++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < own.Length; i++)
                (own[i], places[i]) = (keys[i * Bands + band], signed[i]);
            Array.Sort(own, places);
            for (int first = 0, next; first < own.Length; first = next)
            {
                for (next = first + 1; next < own.Length && own[next] == own[first];)
                    next++;
                Join(places.AsSpan(first, next - first), runs, parent);
            }
        }

        return [.. Enumerable.Range(0, texts.Count).GroupBy(i => Root(parent, i)).Where(group => group.Count() > 1).Select(group => (IReadOnlyList<int>)[.. group]).OrderByDescending(group => group.Count).ThenBy(group => group[0])];
    }

    // A bucket of very many like texts is compared with its first ones only; groups grow together all the same.
    private static void Join(Span<int> bucket, ulong[][] runs, int[] parent)
    {
        bucket.Sort();
        for (var i = 1; i < bucket.Length; i++)
            foreach (var other in bucket[..Math.Min(i, MostOfBucket)])
                if (Root(parent, other) != Root(parent, bucket[i]) && Jaccard(runs[bucket[i]], runs[other]) >= Least)
                    parent[Root(parent, bucket[i])] = Root(parent, other);
    }

    private static ulong Key(ReadOnlySpan<ulong> signature)
    {
        var key = 0UL;
        foreach (var value in signature)
            key = Mix(key ^ value);
        return key;
    }

    // The hashes of all runs of three words, sorted, each once.
    private static ulong[] Runs(string? text, List<ulong> words)
    {
        words.Clear();
        var hash = 0UL;
        foreach (var c in text ?? "")
        {
            if (char.IsLetterOrDigit(c))
                hash = Mix(hash ^ char.ToLowerInvariant(c));
            else if (hash != 0)
            {
                words.Add(hash);
                hash = 0;
            }
        }

        if (hash != 0)
            words.Add(hash);
        if (words.Count < FewestWords)
            return [];
        var runs = new ulong[words.Count - RunLength + 1];
        for (var i = 0; i < runs.Length; i++)
            runs[i] = Mix(Mix(Mix(words[i]) ^ words[i + 1]) ^ words[i + 2]);
        Array.Sort(runs);
        var kept = 0;
        for (var i = 0; i < runs.Length; i++)
            if (i == 0 || runs[i] != runs[i - 1])
                runs[kept++] = runs[i];
        return runs[..kept];
    }

    private static void Sign(ulong[] runs, ulong[] signature)
    {
        Array.Fill(signature, ulong.MaxValue);
        foreach (var run in runs)
        {
            var place = (int)(run >> 58);
            signature[place] = Math.Min(signature[place], run);
        }

        var own = (ulong[])signature.Clone();
        for (var place = 0; place < Places; place++)
            for (var attempt = 1UL; signature[place] == ulong.MaxValue; attempt++)
                signature[place] = own[Mix(((ulong)place << 32) ^ attempt) >> 58];
    }

    private static double Jaccard(ulong[] a, ulong[] b)
    {
        var (i, j, both) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j])
                (i, j, both) = (i + 1, j + 1, both + 1);
            else if (a[i] < b[j])
                i++;
            else
                j++;
        }

        return (double)both / (a.Length + b.Length - both);
    }

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i)
            i = parent[i] = parent[parent[i]];
        return i;
    }

    private static ulong Mix(ulong z)
    {
        z = (z + 0x9E3779B97F4A7C15 ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
