namespace Praxis.Learning.FastText.Losses;

/// <summary>About ten million entries, each label in proportion to the root of its count; shared by all threads.</summary>
internal sealed class NegativeTable
{
    private const int Size = 10_000_000;
    private readonly int[] entries;

    public NegativeTable(ReadOnlySpan<long> counts)
    {
        var sum = 0f;
        foreach (var count in counts)
            sum = (float)(sum + Math.Sqrt(count));
        var all = new int[Size + counts.Length];
        var length = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var share = (float)Math.Sqrt(counts[i]) * Size / sum;
            for (var j = 0; j < share; j++)
            {
                if (length == all.Length)
                    Array.Resize(ref all, all.Length + counts.Length);
                all[length++] = i;
            }
        }

        entries = all[..length];
        IsSingle = counts.Length == 1;
    }

    /// <summary>Whether there is no other label to draw; the original then draws for ever.</summary>
    public bool IsSingle { get; }

    /// <summary>A label other than the target; not to be asked where <see cref="IsSingle"/>.</summary>
    public int Draw(int target, ref Minstd random)
    {
        int other;
        do
            other = entries[random.Below(entries.Length)];
        while (other == target);
        return other;
    }
}
