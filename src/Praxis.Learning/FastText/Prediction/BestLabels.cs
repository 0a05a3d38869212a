namespace Praxis.Learning.FastText.Prediction;

/// <summary>The k best labels in a heap of GCC's library, whose order of equal scores is part of fastText's answers.</summary>
internal sealed class BestLabels
{
    private (float Score, int Label)[] heap = new (float, int)[4];
    private int most;
    private int count;

    /// <summary>Forgets all labels; from now on the best <paramref name="k"/> are kept.</summary>
    public void Clear(int k)
    {
        (most, count) = (k, 0);
    }

    /// <summary>The original's logarithm of a probability.</summary>
    public static float Log(float p) => (float)Math.Log(p + 1e-5);

    public bool IsOut(float score) => count == most && score < heap[0].Score;

    public void Offer(float probability, int label, float threshold)
    {
        if (probability < threshold)
            return;
        var score = Log(probability);
        if (!IsOut(score))
            Push(score, label);
    }

    public void Push(float score, int label)
    {
        if (count == heap.Length)
            Array.Resize(ref heap, 2 * count);
        Up(count++, (score, label));
        if (count > most)
            Pop(count--);
    }

    /// <summary>The labels with the logarithm of their probability, the best first; valid until the next <see cref="Clear"/>.</summary>
    public ReadOnlySpan<(float Score, int Label)> Sorted()
    {
        for (var n = count; n > 1; n--)
            Pop(n);
        return heap.AsSpan(0, count);
    }

    private void Up(int hole, (float Score, int Label) value)
    {
        for (var parent = (hole - 1) / 2; hole > 0 && heap[parent].Score > value.Score; parent = (hole - 1) / 2)
        {
            heap[hole] = heap[parent];
            hole = parent;
        }

        heap[hole] = value;
    }

    // Moves the least of the first n to place n - 1.
    private void Pop(int n)
    {
        var value = heap[n - 1];
        heap[n - 1] = heap[0];
        var (hole, child, length) = (0, 0, n - 1);
        while (child < (length - 1) / 2)
        {
            child = 2 * (child + 1);
            if (heap[child].Score > heap[child - 1].Score)
                child--;
            heap[hole] = heap[child];
            hole = child;
        }

        if (length % 2 == 0 && child == (length - 2) / 2)
        {
            child = 2 * (child + 1);
            heap[hole] = heap[child - 1];
            hole = child - 1;
        }

        Up(hole, value);
    }
}
