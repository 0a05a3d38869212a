using System.Globalization;

namespace Praxis.Learning.Trees;

/// <summary>Reads the text in which LightGBM saves a model (<c>src/boosting/gbdt_model_text.cpp</c>, version v4): blocks of <c>key=value</c> lines, a block a tree.</summary>
internal static class LightGbmText
{
    /// <summary>The trees of a text.</summary>
    /// <exception cref="FormatException">It is no such text, or its trees are damaged.</exception>
    public static TreeEnsemble Parse(string text, int classCount, int featureCount)
    {
        var perIteration = classCount == 2 ? 1 : classCount;
        var trees = new List<DecisionTree>();
        var gains = new double[perIteration * featureCount];
        Dictionary<string, string>? block = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("Tree=", StringComparison.Ordinal) || line == "end of trees")
            {
                if (block is not null)
                    trees.Add(Tree(block, featureCount, gains.AsSpan(trees.Count % perIteration * featureCount, featureCount)));
                if (line == "end of trees")
                    return new TreeEnsemble(classCount, featureCount, [.. trees], gains);
                block = new Dictionary<string, string>(StringComparer.Ordinal);
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (block is not null && equals > 0)
                block[line[..equals]] = line[(equals + 1)..];
        }

        throw new FormatException("the text of the trees ends too early");
    }

    private static DecisionTree Tree(Dictionary<string, string> block, int featureCount, Span<double> gains)
    {
        var leaves = Numbers(block, "num_leaves", int.Parse)[0];
        if (block.GetValueOrDefault("is_linear", "0") != "0")
            throw new FormatException("a tree has linear leaves");
        if (leaves == 1)
            return new DecisionTree([], [], [], [], [], [Numbers(block, "leaf_value", Real)[0]], [0], [], featureCount);
        var features = Numbers(block, "split_feature", int.Parse);
        var gain = Numbers(block, "split_gain", Real);
        for (var i = 0; i < features.Length; i++)
            if ((uint)features[i] < (uint)gains.Length && i < gain.Length && double.IsFinite(gain[i]))
                gains[features[i]] += gain[i];
        var hasSets = Numbers(block, "num_cat", int.Parse)[0] > 0;
        return new DecisionTree(
            features,
            Numbers(block, "threshold", Real),
            Numbers(block, "decision_type", byte.Parse),
            Numbers(block, "left_child", int.Parse),
            Numbers(block, "right_child", int.Parse),
            Numbers(block, "leaf_value", Real),
            hasSets ? Numbers(block, "cat_boundaries", int.Parse) : [0],
            hasSets ? Numbers(block, "cat_threshold", uint.Parse) : [],
            featureCount);
    }

    // A split between what is missing and all else has an infinite threshold.
    private static double Real(string text, IFormatProvider culture) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, culture),
    };

    private static T[] Numbers<T>(Dictionary<string, string> block, string key, Func<string, IFormatProvider, T> parse)
    {
        if (!block.TryGetValue(key, out var text))
            throw new FormatException($"a tree lacks {key}");
        try
        {
            return [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => parse(number, CultureInfo.InvariantCulture))];
        }
        catch (FormatException error)
        {
            throw new FormatException($"{key} is {text[..Math.Min(200, text.Length)]}", error);
        }
        catch (OverflowException error)
        {
            throw new FormatException($"a number of {key} is out of range", error);
        }
    }
}
