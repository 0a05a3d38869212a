using System.Security.Cryptography;
using System.Text;
using Praxis.Testing;

namespace Praxis.Cli.Tests.FastText;

/// <summary>What <c>praxis fasttext</c> prints on small texts; the expected characters are the original's.</summary>
public sealed class FastTextCommandTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Training_writes_the_originals_files_and_words()
    {
        var run = TrainTiny("m");
        Assert.Equal(0, run.Code);
        Assert.Equal("19712a81c65847330ced90737fa80ed0c08ed803b5e80fe29a5ce5a69b969914", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder["m.bin"]))));
        Assert.Equal("6 2\n</s> -0.55832 0 \ngood 2.3101 0 \nfilm -0.0050249 0 \nbad -1.8332 0 \nfine 1.0696 0 \ndull -0.7586 0 \n", File.ReadAllText(folder["m.vec"]));
        Assert.Equal("2 2\n__label__pos 2.2565 0 \n__label__neg -2.2565 0 \n", File.ReadAllText(folder["m.output"]));
        Assert.Matches(@"^\rRead 0M words\nNumber of words:  6\nNumber of labels: 2\n\rProgress: 100\.0% words/sec/thread: +[0-9]+ lr:  0\.000000 avg\.loss:  0\.[0-9]{6} ETA:   0h 0m 0s\n$", run.ErrorText);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("good film", "__label__pos 0.932633 __label__neg 0.0673875")]
    [InlineData("bad", "__label__neg 0.995497 __label__pos 0.00452258")]
    [InlineData("unknown", "__label__neg 0.925518 __label__pos 0.0745023")]
    [InlineData("", "__label__neg 0.925518 __label__pos 0.0745023")]
    [InlineData("film good dull", "__label__pos 0.75305 __label__neg 0.24697")]
    [InlineData("__label__pos bad bad", "__label__neg 0.998275 __label__pos 0.00174456")]
    public void A_line_gets_the_originals_answer(string line, string answer)
    {
        TrainTiny("m");
        var text = Encoding.UTF8.GetBytes(line + "\n");
        Assert.Equal(answer + "\n", FastTextRun.OfPraxis(text, "predict-prob", folder["m.bin"], "-", "2").OutputText);
        Assert.Equal(answer.Split(' ')[0] + "\n", FastTextRun.OfPraxis(text, "predict", folder["m.bin"], "-").OutputText);
        Assert.Equal(answer + "\n", FastTextRun.OfPraxis(text, "predict-prob", folder["m.bin"], "-", "-1").OutputText);
    }

    [Fact]
    public void Vectors_and_dumps_are_the_originals()
    {
        TrainTiny("m");
        var lines = "good film\nbad\nunknown\n\nfilm good dull\n__label__pos bad bad\n"u8;
        Assert.Equal("0.58226 0 \n-1.1958 0 \n-0.55832 0 \n-0.55832 0 \n0.24704 0 \n-1.4082 0 \n", FastTextRun.OfPraxis(lines, "print-sentence-vectors", folder["m.bin"]).OutputText);
        Assert.Equal("good 2.3101 0 \nzzz 0 0 \n", FastTextRun.OfPraxis("good zzz"u8, "print-word-vectors", folder["m.bin"]).OutputText);
        Assert.Equal("good 2.3101 0 \n", FastTextRun.OfPraxis("print-ngrams", folder["m.bin"], "good").OutputText);
        Assert.Equal("6 2\n-0.558317 0\n2.31011 0\n-0.00502487 0\n-1.83319 0\n1.06957 0\n-0.758595 0\n", FastTextRun.OfPraxis("dump", folder["m.bin"], "input").OutputText);
        Assert.Equal("2 2\n2.25647 0\n-2.25647 0\n", FastTextRun.OfPraxis("dump", folder["m.bin"], "output").OutputText);
        Assert.Equal("8\n</s> 4 word\ngood 3 word\nfilm 2 word\nbad 2 word\nfine 1 word\ndull 1 word\n__label__pos 2 label\n__label__neg 2 label\n", FastTextRun.OfPraxis("dump", folder["m.bin"], "dict").OutputText);
        Assert.Equal(
            "dim 2\nws 5\nepoch 50\nminCount 1\nneg 5\nwordNgrams 1\nloss softmax\nmodel sup\nbucket 0\nminn 0\nmaxn 0\nlrUpdateRate 100\nt 0.0001\n",
            FastTextRun.OfPraxis("dump", folder["m.bin"], "args").OutputText);
    }

    [Fact]
    public void Tests_count_as_the_original_counts_and_recall_of_a_label_is_right()
    {
        TrainTiny("m");
        var data = folder["tiny.txt"];
        Assert.Equal("N\t4\nP@1\t1\nR@1\t1\n", FastTextRun.OfPraxis("test", folder["m.bin"], data).OutputText);
        Assert.Equal("N\t4\nP@2\t0.5\nR@2\t1\n", FastTextRun.OfPraxis("test", folder["m.bin"], data, "2").OutputText);
        Assert.Equal(
            "F1-Score : 1.000000  Precision : 1.000000  Recall : 1.000000   __label__pos\nF1-Score : 1.000000  Precision : 1.000000  Recall : 1.000000   __label__neg\nN\t4\nP@1\t1.000\nR@1\t1.000\n",
            FastTextRun.OfPraxis("test-label", folder["m.bin"], data).OutputText);
        Assert.Equal("N\t0\nP@1\tnan\nR@1\tnan\n", FastTextRun.OfPraxis("no label\n"u8, "test", folder["m.bin"], "-").OutputText);
    }

    [Fact]
    public void Tokens_of_every_kind_are_split_and_sorted_as_in_the_original()
    {
        var text = folder.Write("tokens.txt", FastTextTexts.Tokens);
        Assert.Equal(0, FastTextRun.OfPraxis("supervised", "-input", text, "-output", folder["t"], "-dim", "2", "-epoch", "1", "-thread", "1").Code);
        string[] rare = ["abc__label__a", "end", "newline", "without", "line", "last", "inside", "a\u00c2\u00a0b", "bad\u00e2\u0080utf8", "\u00ff\u00fe", "caf\u00c3\u00a9", "bare", "mid", "here", "no", "multi", "t", "u", "v", "w", "z", "y", "x"];
        var expected = $"28\n</s> 11 word\nlabel 2 word\n{string.Concat(rare.Select(word => $"{word} 1 word\n"))}__label__a 3 label\n__label__b 3 label\n__label__ 1 label\n";
        Assert.Equal(expected, FastTextRun.OfPraxis("dump", folder["t.bin"], "dict").OutputText);
        Assert.Equal(12, FastTextRun.OfPraxis("predict", folder["t.bin"], text).OutputText.Count(c => c == '\n'));
        Assert.Equal("N\t6\nP@1\t0.5\nR@1\t0.429\n", FastTextRun.OfPraxis("test", folder["t.bin"], text).OutputText);
    }

    [Theory]
    [InlineData("a </s>", 1)]
    [InlineData("a </s> ", 1)]
    [InlineData("a </s>  ", 2)]
    [InlineData("a </s>\n", 2)]
    [InlineData("", 0)]
    [InlineData("  ", 1)]
    [InlineData("\n", 1)]
    [InlineData("\n\n a", 3)]
    public void Every_line_has_an_answer_and_a_literal_end_of_line_is_one(string text, int lines)
    {
        TrainTiny("m");
        Assert.Equal(lines, FastTextRun.OfPraxis(Encoding.UTF8.GetBytes(text), "predict", folder["m.bin"], "-").OutputText.Count(c => c == '\n'));
    }

    [Fact]
    public void Weights_that_are_no_numbers_leave_no_file_and_what_was_there_before()
    {
        var text = folder.Write("lines.txt", FastTextTexts.Lines(300, 1));
        folder.Write("old.bin", "precious");
        foreach (var name in (string[])["new", "old"])
        {
            var run = FastTextRun.OfPraxis("supervised", "-input", text, "-output", folder[name], "-dim", "10", "-lr", "1000", "-thread", "1");
            Assert.Equal(1, run.Code);
            Assert.Contains("Encountered NaN.\n", run.ErrorText);
            Assert.Contains("-lr", run.ErrorText);
        }

        Assert.Equal("precious", File.ReadAllText(folder["old.bin"]));
        Assert.Equal(["lines.txt", "old.bin"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_bytes_are_the_same_every_time_and_a_shuffle_changes_them()
    {
        var text = folder.Write("lines.txt", FastTextTexts.Lines(200, 1));
        string Train(params string[] more)
        {
            Assert.Equal(0, FastTextRun.OfPraxis(["supervised", "-input", text, "-output", folder["m"], "-dim", "10", "-verbose", "0", .. more]).Code);
            return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder["m.bin"])));
        }

        Assert.Equal(Train("-thread", "1"), Train());
        Assert.NotEqual(Train(), Train("-shuffle"));
        Assert.Equal(Train("-shuffle"), Train("-shuffle"));
    }

    [Fact]
    public void A_label_prefix_of_ones_own_is_kept_in_the_names()
    {
        var text = folder.Write("lines.txt", "#a good film\n#b bad\n#a good good day\n#b bad film of a day\n");
        Assert.Equal(0, FastTextRun.OfPraxis("supervised", "-input", text, "-output", folder["m"], "-label", "#", "-verbose", "0", "-dim", "5", "-lr", "0.5", "-epoch", "50").Code);
        Assert.Equal("#b\n", FastTextRun.OfPraxis("bad\n"u8, "predict", folder["m.bin"], "-").OutputText);
    }

    [Fact]
    public void Neighbours_and_analogies_end_where_the_questions_end()
    {
        var text = folder.Write("lines.txt", FastTextTexts.Lines(200, 1));
        Assert.Equal(0, FastTextRun.OfPraxis("supervised", "-input", text, "-output", folder["m"], "-verbose", "0", "-dim", "5", "-lr", "0.5").Code);
        Assert.Matches(@"^Query word\? (\S+ [-0-9.e]+\n){3}Query word\? $", FastTextRun.OfPraxis("word1\n"u8, "nn", folder["m.bin"], "3").OutputText);
        Assert.Matches(@"^Loading model .*m\.bin\nQuery triplet \(A - B \+ C\)\? (\S+ [-0-9.e]+\n){2}Query triplet \(A - B \+ C\)\? $", FastTextRun.OfPraxis("word1 word2 word3 word4"u8, "analogies", folder["m.bin"], "2").OutputText);
    }

    private FastTextRun TrainTiny(string name) =>
        FastTextRun.OfPraxis("supervised", "-input", folder.Write("tiny.txt", FastTextTexts.Tiny), "-output", folder[name], "-dim", "2", "-epoch", "50", "-lr", "0.5", "-thread", "1", "-saveOutput");
}
