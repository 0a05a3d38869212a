namespace Praxis.Learning.FastText.Losses;

/// <summary>
/// The original's table of about ten million entries, each label in proportion to the root of its count. It is a run of entries a label, so only where the runs begin
/// is kept, and which run each 64th entry lies in: draws stay in the cache. Shared by all threads.
/// </summary>
internal sealed class NegativeTable
{
    private const int Size = 10_000_000;
    private const int Step = 6;

    // The entry behind each label's last one.
    private readonly int[] ends;

    // The label of entry i << Step.
    private readonly int[] labels;
    private readonly DrawRange entries;

    public NegativeTable(ReadOnlySpan<long> counts)
    {
        var sum = 0f;
        foreach (var own in counts)
            sum = (float)(sum + Math.Sqrt(own));
        ends = new int[counts.Length];
        var count = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var share = (float)Math.Sqrt(counts[i]) * Size / sum;
            count += (int)MathF.Ceiling(share);
            ends[i] = count;
        }

        labels = new int[(count >> Step) + 1];
        for (int i = 0, label = 0; i < labels.Length; i++)
        {
            while (label < ends.Length - 1 && ends[label] <= i << Step)
                label++;
            labels[i] = label;
        }

        entries = new DrawRange(count);
        IsSingle = counts.Length == 1;
    }

    /// <summary>Whether there is no other label to draw; the original then draws for ever.</summary>
    public bool IsSingle { get; }

    /// <summary>A label other than the target; not to be asked where <see cref="IsSingle"/>.</summary>
    public int Draw(int target, ref Minstd random)
    {
        int other;
        do
            other = Any(ref random);
        while (other == target);
        return other;
    }

    /// <summary>A label.</summary>
    public int Any(ref Minstd random)
    {
        var entry = random.Below(entries);
        var label = labels[entry >> Step];
        while (ends[label] <= entry)
            label++;
        return label;
    }
}
