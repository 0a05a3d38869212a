using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Losses;

/// <summary>The original's softmax: the exponential in double, the sum in float and in order.</summary>
internal static class Softmax
{
    private const int Few = 6;

    /// <summary>Replaces scores by probabilities; false where a score is no number.</summary>
    public static bool TryNormalize(Span<float> scores)
    {
        var most = scores[0];
        foreach (var score in scores)
        {
            if (float.IsNaN(score))
                return false;
            most = MathF.Max(score, most);
        }

        if (scores.Length < Few)
            foreach (ref var score in scores)
                score = (float)Math.Exp(score - most);
        else
            Exponentials(scores, most);
        var sum = 0f;
        foreach (var value in scores)
            sum += value;
        Divide(scores, sum);
        return true;
    }

    // Four arguments at once; what the approximation cannot decide to the last bit of a float is asked of the C library, as the original does throughout.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Exponentials(Span<float> scores, float most)
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
            for (; i + 4 <= scores.Length; i += 4)
            {
                var arguments = Vector128.Create(scores.Slice(i, 4)) - Vector128.Create(most);
                var (values, isSure) = RoundedExponential.Of(arguments);
                if (isSure)
                    values.CopyTo(scores[i..]);
                else
                    for (var k = 0; k < 4; k++)
                        scores[i + k] = (float)Math.Exp(arguments[k]);
            }

        for (; i < scores.Length; i++)
            scores[i] = (float)Math.Exp(scores[i] - most);
    }

    private static void Divide(Span<float> values, float sum)
    {
        foreach (ref var value in values)
            value /= sum;
    }
}
