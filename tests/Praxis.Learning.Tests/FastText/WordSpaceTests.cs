using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;

namespace Praxis.Learning.Tests.FastText;

public sealed class WordSpaceTests
{
    [Fact]
    public void Neighbours_and_analogies_are_those_of_the_original()
    {
        using var model = MadeUpText.Train(MadeUpText.Of(3), VectorTrainingTests.Of(FastTextMode.Skipgram, "usual"));
        Assert.Equal("w77é 0.995632 w10 0.994568 w79 0.994336", Say(model.NearestNeighbors("w5", 3)));
        Assert.Equal("w69 0.998521 w42 0.998454 w71 0.99812", Say(model.NearestNeighbors("w17", 3)));
        Assert.Equal("w71é 0.999996 w78é 0.999996 w76é 0.999993", Say(model.NearestNeighbors("none", 3)));
        Assert.Equal("w14 0.995208 w91 0.994414 w26é 0.992622", Say(model.Analogies("w1", "w2", "w3", 3)));
    }

    [Fact]
    public void A_classifier_has_neighbours_too_and_nothing_is_near_to_an_unknown_word()
    {
        using var vectors = VectorTrainingTests.Pretrained();
        using var model = MadeUpText.Train(MadeUpText.Of(3), new FastTextOptions { Dimension = 5, LearningRate = 0.5, Pretrained = vectors });
        Assert.Equal("w56 0.723799 w92 0.720703 w13 0.698834", Say(model.NearestNeighbors("w5", 3)));
        Assert.Equal("w50é 0.99954 w30 0.999334 w75é 0.99742", Say(model.NearestNeighbors("w17", 3)));
        Assert.Equal("x146 0 x0 0 x139 0", Say(model.NearestNeighbors("none", 3)));
    }

    [Theory]
    [InlineData(FastTextMode.Supervised)]
    [InlineData(FastTextMode.Cbow)]
    public void Vectors_of_words_and_lines_are_those_of_the_original(FastTextMode mode)
    {
        OriginalProgram.SkipUnlessInstalled();
        using var folder = new Praxis.Testing.ScratchFolder();
        var options = FastTextOptions.ForVectors(mode) with { Dimension = 6, Buckets = 500, MinCount = 2, Loss = FastTextLoss.NegativeSampling, WordNgrams = 2 };
        using var model = MadeUpText.Train(MadeUpText.Of(3), options);
        model.Save(folder["m.bin"]);
        string[] lines = ["w1 w2 unseen w3é", "", "x1", "ab w4"];
        string Print(float[] vector) => string.Concat(vector.Select(value => Number(value) + " "));
        Assert.Equal(lines.Select(line => Print(model.SentenceVector(line))), OriginalProgram.Run($"print-sentence-vectors {folder["m.bin"]}", string.Join('\n', lines) + "\n").Split('\n')[..^1]);
        string[] words = ["w1", "unseen", "w3é", "</s>"];
        Assert.Equal(words.Select(word => $"{word} {Print(model.WordVector(word))}"), OriginalProgram.Run($"print-word-vectors {folder["m.bin"]}", string.Join(' ', words)).Split('\n')[..^1]);
    }

    [Fact]
    public void A_file_of_vectors_answers_for_its_words_only()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("4 2\nking 1 0.5\nqueen 0.9 0.6\ncar -1 0.1 \nzero 0 0"));
        using var vectors = VectorFile.Read(stream);
        using var space = WordSpace.Of(vectors);
        Assert.Equal("queen", space.NearestNeighbors("king", 1)[0].Word);
        Assert.Equal(3, space.NearestNeighbors("king", 10).Count);
        Assert.Equal("unknown-word", Assert.Throws<UserException>(() => space.NearestNeighbors("prince")).Problems[0].Type);
        Assert.Equal((0.9 + 0.3) / Math.Sqrt(1.25 * 1.17), space.Similarity("king", "queen")!.Value, 1e-7);
        Assert.Null(space.Similarity("king", "zero"));
        Assert.Null(space.Similarity("king", "prince"));
    }

    [Fact]
    public void Likeness_is_the_rank_correlation_over_the_pairs_that_are_known()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("4 2\na 1 0\nb 1 0.1\nc 1 1\nd -1 0\n"));
        using var space = WordSpace.Of(VectorFile.Read(stream));
        using var pairs = new MemoryStream(Encoding.UTF8.GetBytes("word1,word2,score\na,b,9\na,c,5\n# a remark\nA,D,1\na,unknown,7\n"));
        var likeness = WordSimilarity.Read(pairs);
        Assert.Equal(4, likeness.Count);
        Assert.Equal((1.0, 3), likeness.Evaluate(space));
        using var bad = new MemoryStream(Encoding.UTF8.GetBytes("a b 1\na b c\na b 2\n"));
        Assert.Equal("bad-pairs", Assert.Throws<UserException>(() => WordSimilarity.Read(bad)).Problems[0].Type);
    }

    [Fact]
    public void Rank_correlation_shares_the_ranks_of_equal_values()
    {
        // Ranks 1, 2.5, 2.5, 4, 5 and 2, 1, 3.5, 3.5, 5, so 7.25 / 9.5.
        Assert.Equal(7.25 / 9.5, WordSimilarity.RankCorrelation([1, 2, 2, 4, 5], [3, 1, 4, 4, 9])!.Value, 1e-12);
        Assert.Null(WordSimilarity.RankCorrelation([1, 1, 1], [1, 2, 3]));
        Assert.Null(WordSimilarity.RankCorrelation([1], [1]));
        Assert.Null(WordSimilarity.RankCorrelation([], []));
    }

    private static string Say(IReadOnlyList<(string Word, float Similarity)> near) =>
        string.Join(' ', near.Select(word => FormattableString.Invariant($"{word.Word} {(double)word.Similarity:G6}")));

    private static unsafe string Number(float value)
    {
        var text = stackalloc byte[Learning.FastText.Files.ShortFloat.Longest];
        return Encoding.ASCII.GetString(text, (int)(Learning.FastText.Files.ShortFloat.Shared.Write5(value, text) - text));
    }
}
