namespace Praxis.Learning.FastText.Losses;

/// <summary>The Huffman tree of hierarchical softmax: leaves are labels in order, inner nodes follow them, the root is last.</summary>
internal sealed class HuffmanTree
{
    private readonly int[][] paths;
    private readonly bool[][] codes;

    public HuffmanTree(ReadOnlySpan<long> counts)
    {
        Leaves = counts.Length;
        var nodes = 2 * Leaves - 1;
        var (parent, sums, isRight) = (new int[nodes], new long[nodes], new bool[nodes]);
        (Left, Right) = (new int[nodes], new int[nodes]);
        Array.Fill(Left, -1);
        Array.Fill(Right, -1);
        Array.Fill(parent, -1);
        Array.Fill(sums, (long)1e15);
        counts.CopyTo(sums);
        var (leaf, node) = (Leaves - 1, Leaves);
        for (var i = Leaves; i < nodes; i++)
        {
            int Least() => leaf >= 0 && sums[leaf] < sums[node] ? leaf-- : node++;
            (Left[i], Right[i]) = (Least(), Least());
            sums[i] = sums[Left[i]] + sums[Right[i]];
            (parent[Left[i]], parent[Right[i]]) = (i, i);
            isRight[Right[i]] = true;
        }

        (paths, codes) = (new int[Leaves][], new bool[Leaves][]);
        for (var i = 0; i < Leaves; i++)
        {
            var (path, code) = (new List<int>(), new List<bool>());
            for (var at = i; parent[at] >= 0; at = parent[at])
            {
                path.Add(parent[at] - Leaves);
                code.Add(isRight[at]);
            }

            (paths[i], codes[i]) = ([.. path], [.. code]);
            Deepest = Math.Max(Deepest, path.Count);
        }
    }

    /// <summary>Labels.</summary>
    public int Leaves { get; }

    /// <summary>The longest path.</summary>
    public int Deepest { get; }

    /// <summary>Left children by node; -1 at a leaf.</summary>
    public int[] Left { get; }

    /// <summary>Right children by node.</summary>
    public int[] Right { get; }

    /// <summary>The root.</summary>
    public int Root => 2 * Leaves - 2;

    /// <summary>Output rows from a label up to the root.</summary>
    public ReadOnlySpan<int> Path(int label) => paths[label];

    /// <summary>Whether each step of the path came from a right child.</summary>
    public ReadOnlySpan<bool> Code(int label) => codes[label];
}
