namespace Praxis.Learning.FastText;

/// <summary>The k best labels in a heap of GCC's library, whose order of equal scores is part of fastText's answers.</summary>
internal sealed class BestLabels(int k)
{
    private readonly List<(float Score, int Label)> heap = [];

    public bool IsOut(float score) => heap.Count == k && score < heap[0].Score;

    public void Offer(float probability, int label, float threshold)
    {
        if (probability < threshold)
            return;
        var score = (float)Math.Log(probability + 1e-5);
        if (!IsOut(score))
            Push(score, label);
    }

    public void Push(float score, int label)
    {
        heap.Add((score, label));
        Up(heap.Count - 1, (score, label));
        if (heap.Count <= k)
            return;
        Pop(heap.Count);
        heap.RemoveAt(heap.Count - 1);
    }

    /// <summary>The labels with the logarithm of their probability, the best first.</summary>
    public IReadOnlyList<(float Score, int Label)> Sorted()
    {
        for (var n = heap.Count; n > 1; n--)
            Pop(n);
        return heap;
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
