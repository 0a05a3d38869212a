using System.Runtime.CompilerServices;

namespace Praxis.Learning.Trees;

/// <summary>
/// One tree as LightGBM grows it (<c>src/io/tree.cpp</c>), evaluated to the bit as LightGBM does. A child below zero is the leaf <c>~child</c>; an inner child
/// has a greater number than its parent, so that no walk can go round in circles.
/// </summary>
internal sealed class DecisionTree
{
    private const byte Categorical = 1;
    private const byte DefaultLeft = 2;
    private const double Zero = 1e-35f;
    private readonly int[] _features;
    private readonly double[] _thresholds; // a categorical split's place in _starts
    private readonly byte[] _decisions;
    private readonly int[] _lefts;
    private readonly int[] _rights;
    private readonly double[] _leaves;
    private readonly int[] _starts; // where the words of each categorical split's set begin in _sets; one more at the end
    private readonly uint[] _sets;

    /// <summary>Takes the parts as they are and checks that every walk ends at a leaf.</summary>
    /// <exception cref="FormatException">One does not, or a number is none.</exception>
    public DecisionTree(int[] features, double[] thresholds, byte[] decisions, int[] lefts, int[] rights, double[] leaves, int[] starts, uint[] sets, int featureCount)
    {
        var splits = features.Length;
        if (thresholds.Length != splits || decisions.Length != splits || lefts.Length != splits || rights.Length != splits || leaves.Length != splits + 1)
            throw new FormatException("a tree's parts do not belong together");
        if (starts.Length == 0 || starts[0] != 0 || starts[^1] != sets.Length)
            throw new FormatException("a tree's sets do not belong together");
        for (var i = 1; i < starts.Length; i++)
            if (starts[i] < starts[i - 1])
                throw new FormatException("a tree's sets do not belong together");
        for (var i = 0; i < splits; i++)
        {
            if ((uint)features[i] >= (uint)featureCount)
                throw new FormatException("a tree looks at a feature that is not there");
            if (!IsChild(lefts[i], i, splits) || !IsChild(rights[i], i, splits))
                throw new FormatException("a tree's branches do not lead to leaves");
            if (double.IsNaN(thresholds[i]))
                throw new FormatException("a tree's threshold is no number");
            if ((decisions[i] & Categorical) != 0 && !(thresholds[i] >= 0 && thresholds[i] < starts.Length - 1))
                throw new FormatException("a tree's set is not there");
        }

        foreach (var leaf in leaves)
            if (!double.IsFinite(leaf))
                throw new FormatException("a tree's leaf is no number");
        (_features, _thresholds, _decisions, _lefts, _rights, _leaves, _starts, _sets) = (features, thresholds, decisions, lefts, rights, leaves, starts, sets);
    }

    /// <summary>The value of the leaf to which the row comes.</summary>
    public double Score(ReadOnlySpan<float> row)
    {
        if (_features.Length == 0)
            return _leaves[0];
        var node = 0;
        while (node >= 0)
            node = GoesLeft(node, row[_features[node]]) ? _lefts[node] : _rights[node];
        return _leaves[~node];
    }

    public void Save(Linear.ByteWriter writer)
    {
        writer.Write(_features.Length);
        writer.Write(_starts.Length);
        writer.Write(_sets.Length);
        writer.Write<int>(_features);
        writer.Write<double>(_thresholds);
        writer.Write<byte>(_decisions);
        writer.Write<int>(_lefts);
        writer.Write<int>(_rights);
        writer.Write<double>(_leaves);
        writer.Write<int>(_starts);
        writer.Write<uint>(_sets);
    }

    public static DecisionTree Load(ref Linear.ByteReader reader, int featureCount)
    {
        var (splits, starts, sets) = (reader.Count(25), reader.Count(4), reader.Count(4));
        return new DecisionTree(
            reader.Read<int>(splits).ToArray(), reader.Read<double>(splits).ToArray(), reader.Read<byte>(splits).ToArray(), reader.Read<int>(splits).ToArray(),
            reader.Read<int>(splits).ToArray(), reader.Read<double>(splits + 1).ToArray(), reader.Read<int>(starts).ToArray(), reader.Read<uint>(sets).ToArray(), featureCount);
    }

    private static bool IsChild(int child, int parent, int splits) => child < 0 ? ~child <= splits : child > parent && child < splits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool GoesLeft(int node, double value)
    {
        var decision = _decisions[node];
        if ((decision & Categorical) != 0)
            return IsInSet((int)_thresholds[node], value);
        var missing = decision >> 2; // 0 none, 1 zero, 2 NaN
        if (double.IsNaN(value))
        {
            if (missing == 2)
                return (decision & DefaultLeft) != 0;
            value = 0.0;
        }

        if (missing == 1 && value is >= -Zero and <= Zero)
            return (decision & DefaultLeft) != 0;
        return value <= _thresholds[node];
    }

    private bool IsInSet(int set, double value)
    {
        if (!(value > -1) || value > int.MaxValue) // the cast cuts toward zero, as the library's does
            return false;
        var category = (int)value;
        var word = category >> 5;
        return word < _starts[set + 1] - _starts[set] && ((_sets[_starts[set] + word] >> (category & 31)) & 1) != 0;
    }
}
