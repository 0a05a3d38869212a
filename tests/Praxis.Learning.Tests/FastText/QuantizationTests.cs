using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;
using Praxis.Learning.FastText.Quantization;
using Praxis.Learning.FastText.Rows;
using Praxis.Testing;

namespace Praxis.Learning.Tests.FastText;

public sealed class QuantizationTests
{
    private static readonly FastTextOptions bigrams = new() { Dimension = 5, LearningRate = 0.5, WordNgrams = 2, Buckets = 2000 };
    private static readonly FastTextOptions characters = new() { Dimension = 4, LearningRate = 0.5, MinCharacters = 2, MaxCharacters = 3, Buckets = 1000 };

    public static TheoryData<string, string, string> Cases => new()
    {
        { "plain", "", "cc709c36c511ad1473da24c7202208a8576b423e368111125e3bfe14ca30dc6f" },
        { "norms", "-qnorm -dsub 3", "a6fb4ccd6ce9a8a95e3639b2fe306b812c3570229e46c50c6809202de33b8a33" },
        { "cut", "-qnorm -cutoff 400", "706a9b0fb5dd935f6ae7da85217b4e8f95c733230f8d3c890b31fcef2d1e4b38" },
        { "again", "-cutoff 500 -retrain -epoch 2 -lr 0.1", "1f1eace0f1c91dafa1ec968bd07acbbc9b9d347966c84f7abb59f3bf34e17189" },
        { "characters", "-qout -qnorm -cutoff 300 -retrain -epoch 2 -lr 0.1", "2a0d4db65e913ad551476db8f883ad41d741c0acc304df593785a187432799f3" },
        { "output", "-qout", "fdf73861c490ccd2cd96d7c928e879d90870caf48d163e2360ec61cf42c2daa2" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_quantised_model_has_the_bytes_of_the_original(string name, string arguments, string hash)
    {
        var (text, options) = Of(name);
        using var model = MadeUpText.Train(text, options);
        using var small = Quantize(model, arguments, text);
        Assert.Equal(hash, MadeUpText.Hash(MadeUpText.Bytes(small)));
        Assert.Equal(hash, MadeUpText.Hash(MadeUpText.Bytes(Quantize(model, arguments, text, threads: arguments.Contains("retrain", StringComparison.Ordinal) ? 1 : 2))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Where_the_original_is_installed_it_writes_the_same_and_says_the_same(string name, string arguments, string hash)
    {
        OriginalProgram.SkipUnlessInstalled();
        Assert.NotEmpty(hash);
        using var folder = new ScratchFolder();
        var (text, options) = Of(name);
        using var model = MadeUpText.Train(text, options);
        model.Save(folder["m.bin"]);
        File.WriteAllBytes(folder["text"], text);
        OriginalProgram.Run($"quantize -input {folder["text"]} -output {folder["m"]} -thread 1 {arguments}");
        using var small = Quantize(model, arguments, text);
        small.Save(folder["ours.ftz"]);
        Assert.Equal(File.ReadAllBytes(folder["m.ftz"]), File.ReadAllBytes(folder["ours.ftz"]));
        var said = OriginalProgram.Run($"predict-prob {folder["ours.ftz"]} {folder["text"]} 3").Split('\n');
        using var reader = new StreamReader(new MemoryStream(text));
        for (var i = 0; reader.ReadLine() is { } line; i++)
            Assert.Equal(said[i], string.Join(' ', small.Predict(line, 3).Select(best => FormattableString.Invariant($"__label__{best.Label} {CText(best.Probability)}"))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_quantised_model_that_was_read_is_written_to_the_same_bytes_and_says_the_same(string name, string arguments, string hash)
    {
        Assert.NotEmpty(hash);
        var (text, options) = Of(name);
        using var model = MadeUpText.Train(text, options);
        using var small = Quantize(model, arguments, text);
        var bytes = MadeUpText.Bytes(small);
        using var stream = new MemoryStream(bytes);
        using var read = FastTextModel.Load(stream);
        Assert.Equal(bytes, MadeUpText.Bytes(read));
        Assert.Equal(small.Predict("x1 w5 w9é unseen", 3), read.Predict("x1 w5 w9é unseen", 3));
    }

    [Fact]
    public void A_damaged_quantised_model_is_refused_or_harmless_wherever_it_is_damaged()
    {
        var (text, options) = Of("cut");
        using var model = MadeUpText.Train(text, options);
        var whole = MadeUpText.Bytes(Quantize(model, "-qnorm -cutoff 400", text));
        var random = new Random(5);
        for (var round = 0; round < 1_000; round++)
        {
            var bytes = whole.ToArray();
            if (round % 2 == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            else
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                using var stream = new MemoryStream(bytes);
                FastTextModel.Load(stream).Predict("x1 w5 w9 unseen", 2);
            }
            catch (UserException error)
            {
                Assert.Equal("damaged-model", error.Problems[0].Type);
            }
        }
    }

    [Fact]
    public void What_cannot_be_quantised_is_told()
    {
        var text = MadeUpText.Of(3);
        using var model = MadeUpText.Train(text, bigrams);
        using var vectors = MadeUpText.Train(text, FastTextOptions.ForVectors(FastTextMode.Skipgram) with { Dimension = 4, Buckets = 500 });
        using var few = MadeUpText.Train(text, bigrams with { WordNgrams = 1 });
        using var small = model.Quantize(new QuantizeOptions());
        Assert.Equal("not-a-classifier", Problem(() => vectors.Quantize(new QuantizeOptions())));
        Assert.Equal("too-few-rows", Problem(() => few.Quantize(new QuantizeOptions())));
        Assert.Equal("too-few-rows", Problem(() => model.Quantize(new QuantizeOptions { Cutoff = 255 })));
        Assert.Equal("too-few-rows", Problem(() => model.Quantize(new QuantizeOptions { Qout = true })));
        Assert.Equal("already-quantized", Problem(() => small.Quantize(new QuantizeOptions())));
        Assert.Equal("no-text", Problem(() => model.Quantize(new QuantizeOptions { Cutoff = 300, Retrain = true })));
        Assert.Equal("bad-hyperparameter", Problem(() => model.Quantize(new QuantizeOptions { Dsub = 0 })));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public unsafe void Vectors_of_any_width_find_the_centroid_that_the_plain_loop_finds(int columns)
    {
        var random = new Random(columns);
        using var points = new RowMatrix(columns, 128);
        var centroids = new float[ProductQuantizer.Centroids * columns];
        foreach (ref var value in centroids.AsSpan())
            value = random.Next(-8, 8) / 4f;
        for (var i = 0; i < 128 * columns; i++)
            points.At(i / 128)[i % 128] = random.Next(-8, 8) / 4f;
        byte* plain = stackalloc byte[128], narrow = stackalloc byte[128], wide = stackalloc byte[128];
        fixed (float* start = centroids)
        {
            NearestCentroids.Find<PointScalar>(points.Start, points.Stride, 128, start, columns, plain);
            NearestCentroids.Find<PointLanes256>(points.Start, points.Stride, 128, start, columns, narrow);
            NearestCentroids.Find<PointLanes512>(points.Start, points.Stride, 128, start, columns, wide);
        }

        Assert.True(new Span<byte>(plain, 128).SequenceEqual(new Span<byte>(narrow, 128)));
        Assert.True(new Span<byte>(plain, 128).SequenceEqual(new Span<byte>(wide, 128)));
    }

    [Fact]
    public void Shuffles_and_hash_maps_have_the_order_of_the_library()
    {
        int[] items = [.. Enumerable.Range(0, 10)];
        var random = new Minstd(1234);
        random.Shuffle(items);
        Assert.Equal([4, 9, 5, 3, 8, 7, 0, 2, 1, 6], items);
        Assert.Equal([14, 1, 0], GccHashOrder.Of([0, 1, 14]));
        Assert.Equal(Enumerable.Range(0, 500), GccHashOrder.Of([.. Enumerable.Range(0, 500).Select(i => i * 37)]).Select(i => i / 37).Order());
    }

    private static (byte[] Text, FastTextOptions Options) Of(string name) =>
        name is "characters" or "output" ? (MadeUpText.Of(300), characters) : (MadeUpText.Of(3), bigrams);

    private static FastTextModel Quantize(FastTextModel model, string arguments, byte[] text, int threads = 1)
    {
        var words = arguments.Split(' ').ToList();
        int Whole(string name, int otherwise) => words.IndexOf(name) is >= 0 and var at ? int.Parse(words[at + 1], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
        using var stream = new MemoryStream(text);
        var options = new QuantizeOptions
        {
            Cutoff = Whole("-cutoff", 0),
            Dsub = Whole("-dsub", 2),
            Epochs = Whole("-epoch", 5),
            LearningRate = words.Contains("-lr") ? 0.1f : 0.05,
            Qnorm = words.Contains("-qnorm"),
            Qout = words.Contains("-qout"),
            Retrain = words.Contains("-retrain"),
            Threads = threads,
        };
        return model.Quantize(options, stream, null, TestContext.Current.CancellationToken);
    }

    private static string Problem(Func<FastTextModel> make) => Assert.Throws<UserException>(make).Problems[0].Type;

    // C++ writes an exponent of two digits.
    private static string CText(float value) =>
        ((double)value).ToString("G6", System.Globalization.CultureInfo.InvariantCulture).Replace("E-0", "e-0", StringComparison.Ordinal);
}
