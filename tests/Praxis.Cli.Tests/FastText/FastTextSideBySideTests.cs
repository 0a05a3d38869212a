using System.Text.RegularExpressions;
using Praxis.Testing;

namespace Praxis.Cli.Tests.FastText;

/// <summary>Debian's <c>fasttext</c> and <c>praxis fasttext</c> on the same files: the same bytes on standard output and in the files, and each reads what the other wrote.</summary>
public sealed class FastTextSideBySideTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("supervised", "-dim", "10", "-lr", "0.5")]
    [InlineData("supervised", "-dim", "10", "-wordNgrams", "3", "-bucket", "1000", "-loss", "hs")]
    [InlineData("supervised", "-dim", "7", "-minn", "2", "-maxn", "4", "-bucket", "5000", "-loss", "ns")]
    [InlineData("supervised", "-dim", "20", "-loss", "one-vs-all", "-minCount", "2", "-seed", "7")]
    [InlineData("skipgram", "-dim", "10", "-bucket", "1000", "-minCount", "1")]
    [InlineData("cbow", "-dim", "10", "-bucket", "1000", "-minCount", "2", "-loss", "softmax", "-epoch", "2")]
    public void Models_and_answers_are_the_same(params string[] command)
    {
        FastTextRun.NeedsDebian();
        var text = folder.Write("train.txt", FastTextTexts.Lines(400, 1));
        var test = folder.Write("test.txt", FastTextTexts.Lines(200, 2));
        string[] Training(string name) => [command[0], "-input", text, "-output", folder[name], "-thread", "1", "-saveOutput", .. command[1..]];
        var (own, debian) = (FastTextRun.OfPraxis(Training("own")), FastTextRun.OfDebian([], Training("debian")));
        Assert.Equal(debian.Code, own.Code);
        Assert.Equal(WithoutSpeed(debian), WithoutSpeed(own));
        foreach (var kind in (string[])["bin", "vec", "output"])
            Assert.Equal(File.ReadAllBytes(folder[$"debian.{kind}"]), File.ReadAllBytes(folder[$"own.{kind}"]));
        Compare([], "dump", folder["own.bin"], "args");
        Compare([], "dump", folder["own.bin"], "dict");
        Compare([], "dump", folder["own.bin"], "input");
        Compare([], "print-ngrams", folder["own.bin"], "word1");
        Compare("word1 unknown word2\nword3\u00e9 </s>"u8.ToArray(), "print-word-vectors", folder["own.bin"]);
        Compare("word1 word2\n"u8.ToArray(), "nn", folder["own.bin"], "5");
        Compare("word1 word2\n\nword3 unknown"u8.ToArray(), "print-sentence-vectors", folder["own.bin"]);
        if (command[0] != "supervised")
            return;
        foreach (var question in (string[][])[["1"], ["3"], ["-1"], ["2", "0.3"], ["1", "2"]])
        {
            Compare([], ["predict-prob", folder["own.bin"], test, .. question]);
            Compare([], ["predict", folder["own.bin"], test, .. question]);
            Compare([], ["test", folder["own.bin"], test, .. question]);
        }
    }

    [Fact]
    public void Pretrained_vectors_give_the_same_model()
    {
        FastTextRun.NeedsDebian();
        var text = folder.Write("train.txt", FastTextTexts.Lines(300, 1));
        var other = folder.Write("other.txt", FastTextTexts.Lines(300, 9));
        Assert.Equal(0, FastTextRun.OfPraxis("skipgram", "-input", other, "-output", folder["words"], "-dim", "8", "-bucket", "1000", "-minCount", "3", "-verbose", "0").Code);
        string[] Training(string name) => ["supervised", "-input", text, "-output", folder[name], "-dim", "8", "-thread", "1", "-verbose", "0", "-pretrainedVectors", folder["words.vec"]];
        Assert.Equal((0, ""), (FastTextRun.OfPraxis(Training("own")) is var own ? own.Code : 1, own.ErrorText));
        Assert.Equal(0, FastTextRun.OfDebian([], Training("debian")).Code);
        Assert.Equal(File.ReadAllBytes(folder["debian.bin"]), File.ReadAllBytes(folder["own.bin"]));
        Assert.Equal(File.ReadAllBytes(folder["debian.vec"]), File.ReadAllBytes(folder["own.vec"]));
        var wrong = FastTextRun.OfPraxis([.. Training("wrong"), "-dim", "9"]);
        Assert.Equal(1, wrong.Code);
        Assert.StartsWith("Dimension of pretrained vectors (8) does not match dimension (9)!", wrong.ErrorText);
    }

    [Fact]
    public void Hostile_bytes_are_answered_alike()
    {
        FastTextRun.NeedsDebian();
        var text = folder.Write("tiny.txt", FastTextTexts.Hostile(20_000));
        Assert.Equal(0, FastTextRun.OfPraxis("supervised", "-input", text, "-output", folder["m"], "-dim", "5", "-wordNgrams", "2", "-bucket", "100", "-minn", "2", "-maxn", "3", "-verbose", "0").Code);
        Assert.Equal(0, FastTextRun.OfDebian([], "supervised", "-input", text, "-output", folder["d"], "-dim", "5", "-wordNgrams", "2", "-bucket", "100", "-minn", "2", "-maxn", "3", "-verbose", "0", "-thread", "1").Code);
        Assert.Equal(File.ReadAllBytes(folder["d.bin"]), File.ReadAllBytes(folder["m.bin"]));
        Assert.Equal(File.ReadAllBytes(folder["d.vec"]), File.ReadAllBytes(folder["m.vec"]));
        var hostile = FastTextTexts.Hostile(3_000_000);
        Compare(hostile, "predict-prob", folder["m.bin"], "-", "2");
        Compare([], "test", folder["m.bin"], folder.Write("hostile.txt", hostile));
        Compare(hostile, "print-sentence-vectors", folder["m.bin"]);
        Compare(FastTextTexts.Tokens, "predict", folder["m.bin"], "-");
    }

    [Theory]
    [InlineData("-qnorm")]
    [InlineData("-dsub", "3")]
    [InlineData("-qnorm", "-cutoff", "300")]
    [InlineData("-qnorm", "-cutoff", "300", "-retrain", "-epoch", "2", "-lr", "0.1")]
    public void Quantised_models_and_their_answers_are_the_same(params string[] options)
    {
        FastTextRun.NeedsDebian();
        var text = folder.Write("train.txt", FastTextTexts.Lines(400, 1));
        var test = folder.Write("test.txt", FastTextTexts.Lines(200, 2));
        Assert.Equal(0, FastTextRun.OfPraxis("supervised", "-input", text, "-output", folder["own"], "-dim", "7", "-wordNgrams", "2", "-bucket", "500", "-verbose", "0").Code);
        File.Copy(folder["own.bin"], folder["debian.bin"]);
        string[] Quantizing(string name) => ["quantize", "-input", text, "-output", folder[name], "-thread", "1", "-verbose", "0", .. options];
        Assert.Equal(0, FastTextRun.OfPraxis(Quantizing("own")).Code);
        Assert.Equal(0, FastTextRun.OfDebian([], Quantizing("debian")).Code);
        Assert.Equal(File.ReadAllBytes(folder["debian.ftz"]), File.ReadAllBytes(folder["own.ftz"]));
        Compare([], "predict-prob", folder["own.ftz"], test, "3");
        Compare([], "test", folder["own.ftz"], test);
        Compare([], "dump", folder["own.ftz"], "dict");
        Compare([], "dump", folder["own.ftz"], "input");
        Compare("word1 word2 other\n"u8.ToArray(), "print-word-vectors", folder["own.ftz"]);
    }

    private static string WithoutSpeed(FastTextRun run) => Regex.Replace(run.ErrorText, "thread: +[0-9]+", "thread:");

    private static void Compare(byte[] input, params string[] arguments)
    {
        var (debian, own) = (FastTextRun.OfDebian(input, arguments), FastTextRun.OfPraxis(input, arguments));
        Assert.Equal((debian.Code, debian.ErrorText, debian.OutputText), (own.Code, own.ErrorText, own.OutputText));
    }
}
