namespace Praxis.Learning.FastText.Vectors;

/// <summary>The length of a vector, its squares added one after the other in single precision as in the original.</summary>
internal static class WordNorm
{
    public static float Of(ReadOnlySpan<float> vector)
    {
        var sum = 0f;
        foreach (var value in vector)
            sum += value * value;
        return MathF.Sqrt(sum);
    }
}
