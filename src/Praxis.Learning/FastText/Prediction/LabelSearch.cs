using Praxis.Learning.FastText.Losses;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Prediction;

/// <summary>From a hidden layer to the best labels, for each loss.</summary>
internal sealed unsafe class LabelSearch(OutputRows output, FastTextLoss loss, HuffmanTree? tree)
{
    private readonly float[] scores = new float[tree is null ? output.Rows : 0];

    /// <summary>Offers every label that may be among the best.</summary>
    public void Find(float* hidden, float threshold, BestLabels best)
    {
        if (tree is not null)
        {
            Descend(tree.Root, 0, hidden, BestLabels.Log(threshold), best);
            return;
        }

        output.Scores(hidden, scores);
        if (loss == FastTextLoss.Softmax)
            Softmax.TryNormalize(scores);
        else
            for (var i = 0; i < scores.Length; i++)
                scores[i] = OutputLayer.Sigmoid(scores[i]);
        for (var i = 0; i < scores.Length; i++)
            best.Offer(scores[i], i, threshold);
    }

    private void Descend(int node, float score, float* hidden, float least, BestLabels best)
    {
        if (score < least || best.IsOut(score))
            return;
        if (tree!.Left[node] < 0)
        {
            best.Push(score, node);
            return;
        }

        var f = (float)(1.0 / (1 + MathF.Exp(-output.Score(hidden, node - tree.Leaves))));
        Descend(tree.Left[node], score + BestLabels.Log(1f - f), hidden, least, best);
        Descend(tree.Right[node], score + BestLabels.Log(f), hidden, least, best);
    }
}
