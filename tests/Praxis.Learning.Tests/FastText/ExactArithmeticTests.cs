using CsCheck;
using Praxis.Learning.FastText.Losses;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.Tests.FastText;

/// <summary>The shortcuts of the hot loops give the very numbers of the plain operations.</summary>
public sealed class ExactArithmeticTests
{
    [Fact]
    public void A_remainder_by_multiplication_is_the_remainder() =>
        Gen.Select(Gen.ULong, Gen.Int[1, int.MaxValue - 1000]).Sample((n, divisor) => new Remainder(divisor).Of(n) == (int)(n % (ulong)divisor), iter: 100_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1 << 21)]
    [InlineData(2_000_000)]
    [InlineData(int.MaxValue - 1000)]
    public void A_remainder_is_right_at_the_ends_of_the_range(int divisor)
    {
        var remainder = new Remainder(divisor);
        foreach (var n in (ulong[])[0, 1, (ulong)divisor - 1, (ulong)divisor, (ulong)divisor + 1, ulong.MaxValue - (ulong)divisor, ulong.MaxValue - 1, ulong.MaxValue])
            Assert.Equal((int)(n % (ulong)divisor), remainder.Of(n));
    }

    [Fact]
    public void Softmax_of_any_number_of_labels_is_that_of_the_plain_loop() =>
        Gen.Float[-120, 120].Array[1, 70].Sample(
            scores =>
            {
                var own = (float[])scores.Clone();
                Assert.True(Softmax.TryNormalize(own));
                var most = scores.Max();
                var values = scores.Select(score => (float)Math.Exp(score - most)).ToArray();
                var sum = 0f;
                foreach (var value in values)
                    sum += value;
                Assert.Equal(values.Select(value => value / sum), own);
            },
            iter: 5_000);

    [Fact]
    public void Softmax_tells_a_score_that_is_no_number_wherever_it_stands()
    {
        for (var length = 1; length < 40; length++)
            for (var at = 0; at < length; at++)
            {
                var scores = new float[length];
                scores[at] = float.NaN;
                Assert.False(Softmax.TryNormalize(scores));
            }
    }
}
