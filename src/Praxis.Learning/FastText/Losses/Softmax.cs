using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Losses;

/// <summary>The original's softmax: the exponential in double, the sum in float and in order.</summary>
internal static class Softmax
{
    private const int Lanes = 8;

    /// <summary>Replaces scores by probabilities; false where a score is no number.</summary>
    public static bool TryNormalize(Span<float> scores) => scores.Length < Lanes ? TryNormalizeFew(scores) : TryNormalizeMany(scores);

    private static bool TryNormalizeFew(Span<float> scores)
    {
        var most = scores[0];
        foreach (var score in scores)
        {
            if (float.IsNaN(score))
                return false;
            most = MathF.Max(score, most);
        }

        var sum = 0f;
        foreach (ref var score in scores)
            sum += score = (float)Math.Exp(score - most);
        foreach (ref var score in scores)
            score /= sum;
        return true;
    }

    // Eight at a time, the last eight once more where the count is no multiple: their results are made from the scores before those are replaced.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryNormalizeMany(Span<float> scores)
    {
        var rest = scores.Length - Lanes;
        var largest = At(scores, rest);
        var isNumber = Vector256.Equals(largest, largest);
        for (var i = 0; i < rest; i += Lanes)
        {
            var own = At(scores, i);
            isNumber &= Vector256.Equals(own, own);
            largest = Vector256.Max(largest, own);
        }

        if (Vector256.EqualsAny(isNumber.AsInt32(), Vector256<int>.Zero))
            return false;
        var most = largest[0];
        for (var lane = 1; lane < Lanes; lane++)
            most = MathF.Max(most, largest[lane]);

        var last = Exponentials(At(scores, rest) - Vector256.Create(most));
        for (var i = 0; i < rest; i += Lanes)
            Exponentials(At(scores, i) - Vector256.Create(most)).CopyTo(scores[i..]);
        last.CopyTo(scores[rest..]);

        var sum = 0f;
        foreach (var value in scores)
            sum += value;
        last /= Vector256.Create(sum);
        for (var i = 0; i < rest; i += Lanes)
            (At(scores, i) / Vector256.Create(sum)).CopyTo(scores[i..]);
        last.CopyTo(scores[rest..]);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(Span<float> scores, int index) => Vector256.LoadUnsafe(ref scores[index]);

    // What the approximation cannot decide to the last bit of a float is asked of the C library, as the original does throughout.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exponentials(Vector256<float> arguments)
    {
        var (values, isSure) = RoundedExponential.Of(arguments);
        return isSure ? values : Exact(arguments);
    }

    private static Vector256<float> Exact(Vector256<float> arguments)
    {
        for (var lane = 0; lane < Lanes; lane++)
            arguments = arguments.WithElement(lane, (float)Math.Exp(arguments[lane]));
        return arguments;
    }
}
