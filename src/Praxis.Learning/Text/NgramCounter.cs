using Praxis.Learning.Linear;

namespace Praxis.Learning.Text;

/// <summary>Numbers and counts the n-grams of sequences of symbols, length by length: an n-gram can be frequent enough only if its beginning and its last symbol are.</summary>
internal static class NgramCounter
{
    // Each part has the n-grams of some hashes to itself, so that its table stays near and parts can be counted at once; the number is fixed, or the n-grams' numbers would depend on the threads.
    private const int Parts = 8;
    private const byte NoPart = byte.MaxValue;

    /// <param name="symbols">All sequences, one after the other.</param>
    /// <param name="ends">Where each sequence ends.</param>
    /// <param name="symbolCount">How many different symbols there are.</param>
    /// <param name="longest">The greatest n.</param>
    /// <param name="least">In how many sequences an n-gram must occur for longer ones to be of interest.</param>
    /// <param name="threads">How many threads may count.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    public static List<NgramLevel> Count(int[] symbols, int[] ends, int symbolCount, int longest, int least, int threads, CancellationToken cancellationToken)
    {
        var levels = new List<NgramLevel> { new([], symbols, Frequencies(symbols, ends, symbolCount)) };
        while (levels.Count < longest)
        {
            cancellationToken.ThrowIfCancellationRequested();
            levels.Add(Lengthen(levels[^1], levels[0], ends, levels.Count + 1, least, threads));
        }

        return levels;
    }

    private static int[] Frequencies(int[] symbols, int[] ends, int count)
    {
        var frequencies = new int[count];
        var last = new int[count];
        for (int sequence = 0, at = 0; sequence < ends.Length; sequence++)
        {
            for (; at < ends[sequence]; at++)
            {
                if (last[symbols[at]] == sequence + 1)
                    continue;
                last[symbols[at]] = sequence + 1;
                frequencies[symbols[at]]++;
            }
        }

        return frequencies;
    }

    private static NgramLevel Lengthen(NgramLevel shorter, NgramLevel single, int[] ends, int n, int least, int threads)
    {
        var ids = GC.AllocateUninitializedArray<int>(single.Ids.Length);
        var parts = PartsOf(shorter, single, ends, n, least, threads);
        var tables = new PairTable[Parts];
        var counts = new List<int>[Parts];
        FixedChunks.For(threads, Parts, part =>
        {
            tables[part] = new PairTable();
            counts[part] = [];
            CountPart((byte)part, parts, shorter, single, ends, n, tables[part], counts[part], ids);
        });
        var bases = new int[Parts + 1];
        for (var part = 0; part < Parts; part++)
            bases[part + 1] = checked(bases[part] + tables[part].Count);
        var keys = new ulong[bases[Parts]];
        var frequencies = new int[bases[Parts]];
        for (var part = 0; part < Parts; part++)
        {
            tables[part].Keys.CopyTo(keys.AsSpan(bases[part]));
            counts[part].CopyTo(frequencies, bases[part]);
        }

        const int Chunk = 1 << 16;
        FixedChunks.For(threads, (ids.Length + Chunk - 1) / Chunk, chunk =>
        {
            for (var at = chunk * Chunk; at < Math.Min(ids.Length, (chunk + 1) * Chunk); at++)
                ids[at] = parts[at] == NoPart ? -1 : ids[at] + bases[parts[at]];
        });
        return new NgramLevel(keys, ids, frequencies);
    }

    // Which part has the n-gram that begins at each position.
    private static byte[] PartsOf(NgramLevel shorter, NgramLevel single, int[] ends, int n, int least, int threads)
    {
        var parts = GC.AllocateUninitializedArray<byte>(single.Ids.Length);
        var chunks = Math.Max(1, ends.Length / 1024);
        FixedChunks.For(threads, chunks, chunk =>
        {
            var end = (int)((long)ends.Length * (chunk + 1) / chunks);
            for (var sequence = (int)((long)ends.Length * chunk / chunks); sequence < end; sequence++)
            {
                for (var at = sequence == 0 ? 0 : ends[sequence - 1]; at < ends[sequence]; at++)
                {
                    var isOne = at + n <= ends[sequence] && shorter.Ids[at] >= 0 && shorter.Frequencies[shorter.Ids[at]] >= least && single.Frequencies[single.Ids[at + n - 1]] >= least;
                    parts[at] = isOne ? (byte)((int)PairTable.Hash(PairTable.Key(shorter.Ids[at], single.Ids[at + n - 1])) & (Parts - 1)) : NoPart;
                }
            }
        });
        return parts;
    }

    private static void CountPart(byte part, ReadOnlySpan<byte> parts, NgramLevel shorter, NgramLevel single, int[] ends, int n, PairTable table, List<int> counts, int[] ids)
    {
        var last = new List<int>();
        var sequence = 0;
        for (int at = 0, step; (step = parts[at..].IndexOf(part)) >= 0; at++)
        {
            at += step;
            while (at >= ends[sequence])
                sequence++;
            var id = table.Add(PairTable.Key(shorter.Ids[at], single.Ids[at + n - 1]));
            ids[at] = id;
            if (id == last.Count)
            {
                last.Add(sequence);
                counts.Add(1);
            }
            else if (last[id] != sequence)
            {
                last[id] = sequence;
                counts[id]++;
            }
        }
    }
}
