using System.IO.Compression;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;
using Praxis.Learning.FastText.Tokens;
using Praxis.Testing;

namespace Praxis.Learning.Tests.FastText;

public sealed class FastTextTests
{
    private const string Tiny = "__label__pos good fine film\n__label__neg bad film\n__label__pos good good\n__label__neg bad dull\n";
    private static readonly FastTextOptions tinyOptions = new() { Dimension = 2, Epochs = 50, LearningRate = 0.5f };

    [Theory]
    [InlineData("", 2166136261)]
    [InlineData("a", 3826002220)]
    [InlineData("</s>", 3617362777)]
    [InlineData("__label__pos", 1990836557)]
    [InlineData("café", 1970454601)]
    [InlineData("日本", 4164387409)]
    public void Words_hash_as_the_original_hashes_them(string text, uint hash) => Assert.Equal(hash, WordHash.Of(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_tiny_model_has_the_bytes_of_the_original_and_its_answers()
    {
        var model = MadeUpText.Train(Encoding.UTF8.GetBytes(Tiny), tinyOptions);
        Assert.Equal("19712a81c65847330ced90737fa80ed0c08ed803b5e80fe29a5ce5a69b969914", Hash(model));
        Assert.Equal("pos 0.932633 neg 0.0673875", Say(model, "good film"));
        Assert.Equal("neg 0.995497 pos 0.00452258", Say(model, "bad"));
        Assert.Equal("neg 0.925518 pos 0.0745023", Say(model, "unknown"));
        Assert.Equal("neg 0.925518 pos 0.0745023", Say(model, ""));
        Assert.Equal("pos 0.75305 neg 0.24697", Say(model, "film good dull"));
        Assert.Equal("neg 0.998275 pos 0.00174456", Say(model, "__label__pos bad bad"));
    }

    [Fact]
    public void Equal_scores_come_in_the_originals_order()
    {
        var model = MadeUpText.Train("__label__pos good film\n__label__neg bad film\n__label__pos good good\n__label__neg bad\n"u8.ToArray(), tinyOptions with { Epochs = 5 });
        Assert.Equal("f05183f97c58752a1b9f5268ca686354781a392cb9e170609eb72e4dfe1060e2", Hash(model));
        Assert.Equal("neg 0.50001 pos 0.50001", Say(model, "good"));
    }

    [Theory]
    [InlineData("trec6", 5, 1, FastTextLoss.Softmax, "ba032d2f71425965b979e46b2f24f447d9f4bdc414461e66153da9f1f49ec7ae")]
    [InlineData("trec6", 25, 2, FastTextLoss.Softmax, "81819c71b2e5076bd00aa638ed0109d6e98ceece22430e847cd11f2f2594bca9")]
    [InlineData("trec6", 25, 2, FastTextLoss.HierarchicalSoftmax, "6034d2045809d1344f3c020d7fd93286dfbaa7d79f593e07e94a5c07fe5aca94")]
    [InlineData("trec6", 25, 2, FastTextLoss.NegativeSampling, "17189dff31ecc6b5bd4ffeb14d66805c6d104afed72ed318ee1f3c58110b20b4")]
    [InlineData("banking77", 25, 2, FastTextLoss.Softmax, "35ef54054d7d0ad206435b3691f4386190a7c2ed2159d477a245e4a91d553bda")]
    [InlineData("banking77", 25, 2, FastTextLoss.OneVersusAll, "26d27fbb2c6c324e5fc02c7f1aef9dcb82b88d7bdd0bba4bd71fd7ecd5ed3363")]
    [InlineData("sst2", 5, 2, FastTextLoss.Softmax, "9436cfd51308ce98f1d1a0e052950ec1dea09154c9db697af8422a4639ef0b4b")]
    [InlineData("mr", 5, 2, FastTextLoss.Softmax, "0369acdec7a0c3ebcc80eb890c47ff7c4a5623013135226dae03bcd624a72dce")]
    public void Training_gives_the_bytes_of_the_original(string data, int epochs, int ngrams, FastTextLoss loss, string hash)
    {
        var options = new FastTextOptions { Dimension = 10, Epochs = epochs, LearningRate = 0.5f, WordNgrams = ngrams, Loss = loss, Buckets = 200_000 };
        Assert.Equal(hash, Hash(MadeUpText.Train(Unpacked($"data/text/{data}.train.txt.gz"), options)));
    }

    [Fact]
    public void A_model_that_was_read_is_written_to_the_same_bytes_and_says_the_same()
    {
        foreach (var loss in Enum.GetValues<FastTextLoss>())
        {
            var model = MadeUpText.Train(Encoding.UTF8.GetBytes(Tiny), new FastTextOptions { Dimension = 5, WordNgrams = 2, MinCharacters = 2, MaxCharacters = 3, Buckets = 100, Loss = loss });
            using var stream = new MemoryStream(MadeUpText.Bytes(model));
            var read = FastTextModel.Load(stream);
            Assert.Equal(MadeUpText.Bytes(model), MadeUpText.Bytes(read));
            Assert.Equal(Say(model, "a good unseen film"), Say(read, "a good unseen film"));
        }
    }

    [Fact]
    public void A_damaged_model_is_refused_or_harmless_wherever_it_is_damaged()
    {
        var whole = MadeUpText.Bytes(MadeUpText.Train(Encoding.UTF8.GetBytes(Tiny), tinyOptions));
        var random = new Random(3);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = whole.ToArray();
            if (round % 2 == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            else
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                using var stream = new MemoryStream(bytes);
                FastTextModel.Load(stream).Predict("good film", 2);
            }
            catch (UserException error)
            {
                Assert.Equal("damaged-model", error.Problems[0].Type);
            }
        }
    }

    [Fact]
    public void Wrong_settings_and_texts_are_told()
    {
        Assert.Equal(2, Assert.Throws<UserException>(() => MadeUpText.Train("__label__a b\n"u8.ToArray(), new FastTextOptions { Dimension = 0, Epochs = -1 })).Problems.Count);
        Assert.Equal("no-labels", Assert.Throws<UserException>(() => MadeUpText.Train("no label here\n"u8.ToArray(), tinyOptions)).Problems[0].Type);
        Assert.Equal("empty-vocabulary", Assert.Throws<UserException>(() => MadeUpText.Train(Array.Empty<byte>(), tinyOptions)).Problems[0].Type);
    }

    private static string Hash(FastTextModel model) => MadeUpText.Hash(MadeUpText.Bytes(model));

    // Six significant digits, as the original prints them.
    private static string Say(FastTextModel model, string line) =>
        string.Join(' ', model.Predict(line, 2).Select(best => FormattableString.Invariant($"{best.Label} {(double)best.Probability:G6}")));

    private static byte[] Unpacked(string path)
    {
        using var packed = new GZipStream(File.OpenRead(SharedFolder.File(path)), CompressionMode.Decompress);
        using var stream = new MemoryStream();
        packed.CopyTo(stream);
        return stream.ToArray();
    }
}
