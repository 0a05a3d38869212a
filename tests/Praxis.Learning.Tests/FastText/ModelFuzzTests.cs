using System.Buffers.Binary;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;

namespace Praxis.Learning.Tests.FastText;

/// <summary>Damaged model files: ten thousand of them, cut, flipped, overwritten with extreme numbers, or with parts moved.</summary>
public sealed class ModelFuzzTests
{
    private const int Rounds = 2_500;

    [Theory]
    [InlineData("dense")]
    [InlineData("tree and n-grams")]
    [InlineData("quantised")]
    [InlineData("cut and quantised")]
    public void A_damaged_model_is_refused_or_harmless(string kind)
    {
        var whole = Whole(kind);
        var random = new Random(17);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Damaged(whole, random, round);
            try
            {
                using var stream = new MemoryStream(bytes);
                using var model = FastTextModel.Load(stream);
                using var answers = new MemoryStream();
                model.PredictLines(new MemoryStream("word1 topic0w3 unknown\n\nword2"u8.ToArray()), answers, -1, 0, withProbabilities: true);
                model.WriteWordVectors(new MemoryStream("word1 unknown"u8.ToArray()), answers);
                model.Save(answers);
            }
            catch (UserException error)
            {
                Assert.True(error.Problems[0].Type is "damaged-model" or "no-classifier" or "not-a-number", $"{kind}, round {round}: {error.Message}");
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_what_a_file_only_claims()
    {
        var whole = Whole("dense");
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var at in (int[])[8, 40, 64, 68, 72, 84, whole.Length - 76, whole.Length - 68])
        {
            var bytes = whole.ToArray();
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), 100_000_000);
            Assert.Throws<UserException>(() => FastTextModel.Load(new MemoryStream(bytes)));
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000_000);
    }

    private static byte[] Damaged(byte[] whole, Random random, int round)
    {
        var bytes = whole.ToArray();
        // Where the sizes stand, damage hurts most.
        var at = random.Next(2) == 0 ? random.Next(Math.Min(400, bytes.Length - 8)) : random.Next(bytes.Length - 8);
        switch (round % 5)
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                int[] extremes = [int.MinValue, int.MaxValue, -1, 0, 1, 255, 256, 65536, 100_000_000, 0x7fc00000];
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), extremes[random.Next(extremes.Length)]);
                return bytes;
            case 3:
                long[] large = [long.MinValue, long.MaxValue, -1, 0, 1L << 32, 1L << 40];
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), large[random.Next(large.Length)]);
                return bytes;
            default:
                var from = random.Next(bytes.Length);
                var length = random.Next(Math.Min(100, bytes.Length - Math.Max(from, at)) + 1);
                bytes.AsSpan(from, length).ToArray().CopyTo(bytes, at);
                return bytes;
        }
    }

    private static byte[] Whole(string kind)
    {
        var text = new StringBuilder();
        var random = new Random(1);
        for (var i = 0; i < 60; i++)
            text.Append($"__label__c{i % 3} word{random.Next(20)} topic{i % 3}w{random.Next(5)} word{random.Next(20)}\n");
        var options = new FastTextOptions { Dimension = 5, WordNgrams = 2, MinCharacters = 2, MaxCharacters = 3, Buckets = 300 };
        options = kind switch
        {
            "dense" => options with { WordNgrams = 1, MaxCharacters = 0 },
            "tree and n-grams" => options with { Loss = FastTextLoss.HierarchicalSoftmax },
            _ => options,
        };
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var model = FastTextModel.Train(new MemoryStream(bytes), options);
        if (kind.Contains("quantised", StringComparison.Ordinal))
            model = model.Quantize(new QuantizeOptions { Qnorm = true, Cutoff = kind.StartsWith("cut", StringComparison.Ordinal) ? 270 : 0 });
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
