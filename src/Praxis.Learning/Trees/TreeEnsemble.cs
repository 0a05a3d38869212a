using Praxis.Learning.Linear;
using Praxis.Learning.Numerics;

namespace Praxis.Learning.Trees;

/// <summary>Boosted trees: a tree a class and iteration, or a tree an iteration where there are two classes.</summary>
internal sealed class TreeEnsemble
{
    private readonly DecisionTree[] _trees;
    private readonly int _perIteration;

    public TreeEnsemble(int classCount, int featureCount, DecisionTree[] trees, double[] gains)
    {
        _perIteration = classCount == 2 ? 1 : classCount;
        if (classCount < 2 || trees.Length % _perIteration != 0)
            throw new FormatException("the trees are not a whole number a class");
        (ClassCount, FeatureCount, _trees, Gains) = (classCount, featureCount, trees, gains);
    }

    public int ClassCount { get; }

    public int FeatureCount { get; }

    public int Iterations => _trees.Length / _perIteration;

    /// <summary>How much each feature's splits lessened the loss, for each tree of an iteration, <c>[perIteration, features]</c>; the sum over the trees (J. H. Friedman, 2001, "Greedy function approximation", section 8.1).</summary>
    public double[] Gains { get; }

    /// <summary>The trees' sums, one a class, or the one score of the second of two classes.</summary>
    public void RawScores(ReadOnlySpan<float> row, Span<double> scores)
    {
        scores.Clear();
        for (var i = 0; i < _trees.Length; i += _perIteration)
            for (var k = 0; k < _perIteration; k++)
                scores[k] += _trees[i + k].Score(row);
    }

    /// <summary>The probabilities of the classes: softmax, or the logistic function where there are two.</summary>
    public void Predict(ReadOnlySpan<float> row, Span<double> probabilities)
    {
        if (_perIteration > 1)
        {
            RawScores(row, probabilities);
            Softmax.InPlace(probabilities);
            return;
        }

        Span<double> score = stackalloc double[1];
        RawScores(row, score);
        probabilities[1] = 1.0 / (1.0 + Math.Exp(-score[0]));
        probabilities[0] = 1.0 / (1.0 + Math.Exp(score[0]));
    }

    public void Save(ByteWriter writer)
    {
        writer.Write<int>([ClassCount, FeatureCount, _trees.Length]);
        foreach (var tree in _trees)
            tree.Save(writer);
        writer.Write(Gains);
    }

    public static TreeEnsemble Load(ref ByteReader reader)
    {
        var (classes, features) = (reader.Number(2, 1_000_000), reader.Number(1, 10_000_000));
        var trees = new DecisionTree[reader.Count(24)];
        for (var i = 0; i < trees.Length; i++)
            trees[i] = DecisionTree.Load(ref reader, features);
        var gains = reader.Read<double>(checked((classes == 2 ? 1 : classes) * features)).ToArray();
        return new TreeEnsemble(classes, features, trees, gains);
    }
}
