using System.Text;
using CsCheck;
using Praxis.Learning.FastText.Files;

namespace Praxis.Learning.Tests.FastText;

public sealed class ShortFloatTests
{
    [Theory]
    [InlineData(0.00390625f, "0.0039062")]
    [InlineData(0.000123456f, "0.00012346")]
    [InlineData(0.0000123456f, "1.2346e-05")]
    [InlineData(99999.5f, "1e+05")]
    [InlineData(12345.6f, "12346")]
    [InlineData(-0.0f, "-0")]
    [InlineData(0f, "0")]
    [InlineData(1f, "1")]
    [InlineData(-2.3101f, "-2.3101")]
    [InlineData(100f, "100")]
    [InlineData(1000.5f, "1000.5")]
    [InlineData(9.99996f, "10")]
    [InlineData(0.99999f, "0.99999")]
    [InlineData(0.1f, "0.1")]
    [InlineData(float.NaN, "-nan")]
    [InlineData(float.PositiveInfinity, "inf")]
    [InlineData(float.Epsilon, "1.4013e-45")]
    [InlineData(float.MaxValue, "3.4028e+38")]
    public void Numbers_are_written_as_printf_writes_them(float value, string text) => Assert.Equal(text, Quick(value));

    [Fact]
    public void The_quick_way_writes_what_the_exact_way_writes()
    {
        Gen.UInt.Select(BitConverter.UInt32BitsToSingle).Sample(value => Quick(value) == Exact(value), iter: 20_000);
        Gen.Float[-10, 10].Sample(value => Quick(value) == Exact(value), iter: 20_000);
        Gen.Int[-100_000, 100_000].Select(n => n / 4096f).Sample(value => Quick(value) == Exact(value), iter: 20_000);
        Gen.Int[-99_999, 99_999].Select(Gen.Int[-8, 4]).Select(pair => (float)(pair.Item1 * Math.Pow(10, pair.Item2))).Sample(value => Quick(value) == Exact(value), iter: 20_000);
    }

    private static unsafe string Quick(float value)
    {
        var text = stackalloc byte[ShortFloat.Longest];
        return Encoding.ASCII.GetString(text, (int)(ShortFloat.Shared.Write5(value, text) - text));
    }

    private static string Exact(float value)
    {
        var text = new byte[ShortFloat.Longest];
        return Encoding.ASCII.GetString(text, 0, ExactShortFloat.Write(value, text, 5));
    }
}
