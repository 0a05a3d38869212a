namespace Praxis.Learning.FastText;

internal sealed class HierarchicalSoftmaxLayer : OutputLayer
{
    private readonly int leaves;
    private readonly int[] left;
    private readonly int[] right;
    private readonly int[][] paths;
    private readonly bool[][] codes;

    public HierarchicalSoftmaxLayer(Matrix output, long[] counts)
        : base(output)
    {
        leaves = counts.Length;
        var nodes = 2 * leaves - 1;
        var (parent, sums, isRight) = (new int[nodes], new long[nodes], new bool[nodes]);
        (left, right) = (new int[nodes], new int[nodes]);
        Array.Fill(left, -1);
        Array.Fill(right, -1);
        Array.Fill(parent, -1);
        Array.Fill(sums, (long)1e15);
        counts.CopyTo(sums, 0);
        var (leaf, node) = (leaves - 1, leaves);
        for (var i = leaves; i < nodes; i++)
        {
            int Least() => leaf >= 0 && sums[leaf] < sums[node] ? leaf-- : node++;
            (left[i], right[i]) = (Least(), Least());
            sums[i] = sums[left[i]] + sums[right[i]];
            (parent[left[i]], parent[right[i]]) = (i, i);
            isRight[right[i]] = true;
        }

        (paths, codes) = (new int[leaves][], new bool[leaves][]);
        for (var i = 0; i < leaves; i++)
        {
            var (path, code) = (new List<int>(), new List<bool>());
            for (var at = i; parent[at] >= 0; at = parent[at])
            {
                path.Add(parent[at] - leaves);
                code.Add(isRight[at]);
            }

            (paths[i], codes[i]) = ([.. path], [.. code]);
        }
    }

    public override void Step(ReadOnlySpan<float> hidden, Span<float> gradient, List<int> labels, int target, float rate, ref Minstd random)
    {
        for (var i = 0; i < paths[target].Length; i++)
            Logistic(hidden, gradient, paths[target][i], codes[target][i], rate);
    }

    public override void Predict(ReadOnlySpan<float> hidden, float threshold, BestLabels best) => Search(2 * leaves - 2, 0, hidden, Log(threshold), best);

    private void Search(int node, float score, ReadOnlySpan<float> hidden, float least, BestLabels best)
    {
        if (score < least || best.IsOut(score))
            return;
        if (left[node] < 0)
        {
            best.Push(score, node);
            return;
        }

        var f = (float)(1.0 / (1 + MathF.Exp(-Output.Dot(hidden, node - leaves))));
        Search(left[node], score + Log(1f - f), hidden, least, best);
        Search(right[node], score + Log(f), hidden, least, best);
    }
}
