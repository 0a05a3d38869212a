using System.IO.Compression;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;
using Praxis.Learning.FastText.Rows;
using Praxis.Testing;

namespace Praxis.Learning.Tests.FastText;

public sealed class VectorTrainingTests
{
    public static TheoryData<FastTextMode, string, string, string> Cases => new()
    {
        { FastTextMode.Skipgram, "usual", "8bbb4259a45898beae9c2080507a1cad7178a4ff36af896d8e04636880198480", "ae0a06033aded37f8ea2baf2dd205ec9f3ff3ba2b5dbf1d45bf25781f56cb9cd" },
        { FastTextMode.Skipgram, "tree", "fc36ccd32f23b6a5b92a3c000ba63296b351d4af72f63f6457ea719ea5c364c0", "6cb1eb53c44463942ca4d6b57d71b2b8f4998ac8d20195ae849cde1a3c39003e" },
        { FastTextMode.Skipgram, "drops", "4aebc30943c32a919beef7b31fe684c715576c9f0dc465572a08d5b3325f5e9a", "453ddfed84f0d8f71dc86da188200f5cf2dfe869e34d8ab93c5fd70f65c07757" },
        { FastTextMode.Skipgram, "softmax", "48adf604c614d100c56f640efaa6b8433aeccd04497aab0f1ac4ebaf37f108bc", "74461e94b4ad88f6113c6aef4d899a698f99572fd2d268cebdfaf0cdeed8e8fb" },
        { FastTextMode.Cbow, "usual", "4231c4c3a207192b99a53b02e18ba05179f67a234b62f0dd839759b18f631d0d", "185e7d975555fdef68ee103c650b6372b623d4636e13ec4574470a687754b3a1" },
        { FastTextMode.Cbow, "tree", "20a6b4a1289661e345b2cbfff98644d45900818ec2bc353603ba3fd6220fc3ac", "a3cbc409dde15c681dbc3405358cf9bbda7861b8cea00df3493d7ca746ffcbb4" },
        { FastTextMode.Cbow, "drops", "6b55fe09f1a4ae141522dfdc8c3bef30a5a801e8ebb039560d59b670a89cafbf", "5294a3f585e224666f0a853737553fc5c05995273f4be10b7048aab8d9bf7923" },
        { FastTextMode.Cbow, "softmax", "f68508d95d81f894824710476741aea7480322eba9af68f9772f009e9b11c27e", "a16b6ffeddfad213ff0f1ecffa657580dbab608e830c1e486149cb69ef813273" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Word_vectors_have_the_bytes_of_the_original_in_both_files(FastTextMode mode, string name, string model, string vectors)
    {
        using var folder = new ScratchFolder();
        using var trained = MadeUpText.Train(MadeUpText.Of(3), Of(mode, name));
        Assert.Equal(model, MadeUpText.Hash(MadeUpText.Bytes(trained)));
        trained.SaveVectors(folder["v"]);
        Assert.Equal(vectors, MadeUpText.Hash(File.ReadAllBytes(folder["v"])));
        using var stream = new MemoryStream(MadeUpText.Bytes(trained));
        using var read = FastTextModel.Load(stream);
        Assert.Equal(trained.WordVector("w5unseen"), read.WordVector("w5unseen"));
    }

    [Theory]
    [InlineData(FastTextMode.Skipgram, "761bf03239d66a10481250adc501f829368da657e0bba5b1e4faa9f398584ad7")]
    [InlineData(FastTextMode.Cbow, "80f0d68cba9f734637e4c07ab6d334d2b280bec386c57bdc1ef6b2707dd8b9d2")]
    public void Questions_give_the_bytes_of_the_original(FastTextMode mode, string hash)
    {
        using var packed = new GZipStream(File.OpenRead(SharedFolder.File("data/text/trec6.train.txt.gz")), CompressionMode.Decompress);
        using var model = FastTextModel.Train(packed, FastTextOptions.ForVectors(mode) with { Dimension = 10, Buckets = 20_000, Epochs = 1 }, null, TestContext.Current.CancellationToken);
        Assert.Equal(hash, MadeUpText.Hash(MadeUpText.Bytes(model)));
    }

    [Theory]
    [InlineData("skipgram", "-dim 12 -minCount 1 -bucket 300 -t 0.01 -epoch 2")]
    [InlineData("cbow", "-dim 12 -minCount 1 -bucket 300 -t 0.01 -epoch 2")]
    public void Long_lines_and_a_text_without_a_last_newline_are_read_as_the_original_reads_them(string mode, string arguments)
    {
        OriginalProgram.SkipUnlessInstalled();
        using var folder = new ScratchFolder();
        var words = Enumerable.Range(0, 5_000).Select(i => i % 617 == 616 ? "</s>" : $"w{i * i % 89}");
        folder.Write("text", string.Join(' ', words.Take(3_000)) + "\n\n" + string.Join(' ', words.Skip(3_000)));
        OriginalProgram.Run($"{mode} -input {folder["text"]} -output {folder["m"]} -thread 1 {arguments}");
        var options = FastTextOptions.ForVectors(mode == "cbow" ? FastTextMode.Cbow : FastTextMode.Skipgram) with { Dimension = 12, MinCount = 1, Buckets = 300, SamplingThreshold = 0.01f, Epochs = 2 };
        using var model = FastTextModel.Train(folder["text"], options, null, TestContext.Current.CancellationToken);
        Assert.Equal(MadeUpText.Hash(File.ReadAllBytes(folder["m.bin"])), MadeUpText.Hash(MadeUpText.Bytes(model)));
    }

    [Fact]
    public void A_training_from_vectors_has_the_bytes_of_the_original()
    {
        using var vectors = Pretrained();
        using var model = MadeUpText.Train(MadeUpText.Of(3), new FastTextOptions { Dimension = 5, LearningRate = 0.5, Pretrained = vectors });
        Assert.Equal("e8ff92302b525a5bd47166c918d8b3660581a6134d71322c45a208b87a87702b", MadeUpText.Hash(MadeUpText.Bytes(model)));
        var error = Assert.Throws<UserException>(() => MadeUpText.Train(MadeUpText.Of(3), new FastTextOptions { Dimension = 6, Pretrained = vectors }));
        Assert.Equal("Dimension of pretrained vectors (5) does not match dimension (6)!", error.Problems[0].Found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2 3\na 1 2 3\n")]
    [InlineData("1 3\na 1 2\n")]
    [InlineData("1 2\na 1 b\n")]
    [InlineData("-1 2\n")]
    [InlineData("x 2\n")]
    [InlineData("1 0\n")]
    public void A_damaged_file_of_vectors_is_told(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.Equal("damaged-vectors", Assert.Throws<UserException>(() => VectorFile.Read(stream)).Problems[0].Type);
    }

    [Fact]
    public void Batches_repeat_to_the_byte_on_one_thread_and_learn_what_belongs_together()
    {
        string[] north = ["snow", "ice", "frost", "winter"], south = ["sand", "sun", "heat", "summer"];
        var text = new StringBuilder();
        for (var i = 0; i < 4_000; i++)
            text.Append(string.Join(' ', Enumerable.Range(0, 6).Select(j => (i % 2 == 0 ? north : south)[(i / 2 * 7 + j * j + (i * j / 3)) % 4]))).Append('\n');
        var options = FastTextOptions.ForVectors(FastTextMode.Skipgram) with { Dimension = 16, BatchSize = 11, MaxCharacters = 0, SamplingThreshold = 1, LearningRate = 0.1 };
        using var model = MadeUpText.Train(Encoding.UTF8.GetBytes(text.ToString()), options);
        using var again = MadeUpText.Train(Encoding.UTF8.GetBytes(text.ToString()), options);
        Assert.Equal(MadeUpText.Bytes(model), MadeUpText.Bytes(again));
        Assert.Equal(["frost", "ice", "winter"], model.NearestNeighbors("snow", 3).Select(near => near.Word).Order());
        using var threads = MadeUpText.Train(Encoding.UTF8.GetBytes(text.ToString()), options with { Threads = 2 });
        Assert.Equal(["heat", "sand", "summer"], threads.NearestNeighbors("sun", 3).Select(near => near.Word).Order());
        Assert.Equal("bad-hyperparameter", Assert.Throws<UserException>(() => MadeUpText.Train(MadeUpText.Of(3), options with { Mode = FastTextMode.Cbow })).Problems[0].Type);
    }

    [Theory]
    [InlineData(FastTextMode.Skipgram)]
    [InlineData(FastTextMode.Cbow)]
    public void Several_threads_learn_too_and_settings_out_of_range_are_told(FastTextMode mode)
    {
        using var model = MadeUpText.Train(MadeUpText.Of(3), Of(mode, "usual") with { Threads = 3 });
        Assert.All(model.WordVector("w5"), value => Assert.True(float.IsFinite(value)));
        Assert.Equal("bad-hyperparameter", Assert.Throws<UserException>(() => MadeUpText.Train(MadeUpText.Of(3), Of(mode, "usual") with { Window = 0 })).Problems[0].Type);
        Assert.Equal("empty-vocabulary", Assert.Throws<UserException>(() => MadeUpText.Train("__label__a"u8.ToArray(), Of(mode, "usual"))).Problems[0].Type);
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(100, 6)]
    [InlineData(130, 9)]
    public unsafe void Vectors_of_any_width_give_the_numbers_of_the_plain_loops(int columns, int count)
    {
        float[] Steps<TVector>()
            where TVector : struct, IRowVector<TVector>
        {
            var random = new Random(columns);
            using var rows = new RowMatrix(count, columns);
            using var vectors = new RowMatrix(4, columns);
            for (var i = 0; i < count; i++)
                foreach (ref var value in rows.Row(i))
                    value = random.NextSingle() - 0.5f;
            foreach (ref var value in vectors.Row(0))
                value = random.NextSingle() - 0.5f;
            int* ids = stackalloc int[count];
            float* alphas = stackalloc float[count], scores = stackalloc float[count];
            for (var i = 0; i < count; i++)
                (ids[i], alphas[i]) = (count - 1 - i, random.NextSingle() - 0.5f);
            RowSteps.Dots(rows.Start, rows.Stride, ids, count, vectors.At(0), columns, scores);
            for (var i = 0; i < count; i++)
                Assert.Equal(RowLoops.Dot(rows.At(ids[i]), vectors.At(0), columns), scores[i]);
            RowStepKernels<TVector>.Steps(rows.Start, rows.Stride, ids, count, alphas, vectors.At(0), vectors.At(1));
            RowStepKernels<TVector>.AddMean(rows.Start, rows.Stride, ids, count, vectors.At(1), 0.25f, vectors.At(2));
            RowStepKernels<TVector>.Mean(rows.Start, rows.Stride, ids, count, 0.25f, vectors.At(3));
            Assert.Equal(vectors.Row(2).ToArray(), vectors.Row(3).ToArray());
            return [.. vectors.Row(1), .. vectors.Row(2), .. rows.Row(0), .. rows.Row(count - 1)];
        }

        Assert.Equal(Steps<RowScalar>(), Steps<RowVector256>());
        Assert.Equal(Steps<RowScalar>(), Steps<RowVector512>());
    }

    internal static VectorFile Pretrained()
    {
        using var folder = new ScratchFolder();
        using var first = MadeUpText.Train(MadeUpText.Of(300), FastTextOptions.ForVectors(FastTextMode.Cbow) with { Dimension = 5, MinCount = 2, Buckets = 100, Epochs = 1 });
        first.SaveVectors(folder["v"]);
        Assert.Equal("349279ba744b4861cbf78ba44ded3415937166996c14e2bf0b2eb16e67eb3172", MadeUpText.Hash(File.ReadAllBytes(folder["v"])));
        return VectorFile.Load(folder["v"]);
    }

    internal static FastTextOptions Of(FastTextMode mode, string name) => name switch
    {
        "usual" => FastTextOptions.ForVectors(mode) with { Dimension = 10, Buckets = 1000, MinCount = 1 },
        "tree" => FastTextOptions.ForVectors(mode) with { Dimension = 33, Buckets = 500, MinCount = 2, Loss = FastTextLoss.HierarchicalSoftmax, MaxCharacters = 0, Window = 3 },
        "drops" => FastTextOptions.ForVectors(mode) with { Dimension = 20, Buckets = 500, MinCharacters = 2, MaxCharacters = 4, Negatives = 7, SamplingThreshold = 0.01f, Epochs = 2 },
        _ => FastTextOptions.ForVectors(mode) with { Dimension = 8, MaxCharacters = 0, Loss = FastTextLoss.Softmax, Epochs = 1, MinCount = 1, LearningRate = 0.2f },
    };
}
