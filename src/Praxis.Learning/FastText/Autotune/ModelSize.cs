namespace Praxis.Learning.FastText.Autotune;

/// <summary>How many rows a quantised model may keep to have a size, by the original's estimate.</summary>
internal static class ModelSize
{
    /// <summary>The least cut; a model that would need less is too large whatever is cut.</summary>
    public const int LeastCutoff = 256;

    /// <summary>The rows that a classifier with coded norms may keep.</summary>
    /// <param name="bytes">The size.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="dimension">Its columns.</param>
    /// <param name="dsub">Columns that share a code byte.</param>
    public static int Cutoff(long bytes, long labels, int dimension, int dsub)
    {
        var output = QuantizesOutput(labels)
            ? 21 + labels * ((dimension + 1) / 2) + 16 + 4 * 256L * dimension + labels
            : 16 + 4 * labels * dimension;
        var left = bytes - 107 - 4 * 256L * dimension - output;
        return (int)Math.Clamp(left / ((dimension + dsub - 1) / dsub + 1 + 10), LeastCutoff, int.MaxValue);
    }

    /// <summary>Whether there are labels enough to be coded.</summary>
    public static bool QuantizesOutput(long labels) => labels >= 256;
}
