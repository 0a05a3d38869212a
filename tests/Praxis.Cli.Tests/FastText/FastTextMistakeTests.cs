using System.Diagnostics;
using Praxis.Testing;

namespace Praxis.Cli.Tests.FastText;

/// <summary>What <c>praxis fasttext</c> says where something is wrong: the original's text and exit code, without its aborts.</summary>
public sealed class FastTextMistakeTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("usage: fasttext <command> <args>")]
    [InlineData("usage: fasttext <command> <args>", "fly")]
    [InlineData("usage: fasttext predict[-prob] <model> <test-data> [<k>] [<th>]", "predict", "m.bin")]
    [InlineData("usage: fasttext test <model> <test-data> [<k>] [<th>]", "test", "a", "b", "1", "0", "more")]
    [InlineData("usage: fasttext test-label <model>", "test-label")]
    [InlineData("usage: fasttext print-word-vectors <model>", "print-word-vectors")]
    [InlineData("usage: fasttext print-sentence-vectors <model>", "print-sentence-vectors", "a", "b")]
    [InlineData("usage: fasttext print-ngrams <model> <word>", "print-ngrams", "a")]
    [InlineData("usage: fasttext quantize <args>\n\nThe following arguments are mandatory:", "quantize")]
    [InlineData("Empty input or output path.\n\nThe following", "supervised")]
    [InlineData("Provided argument without a dash! Usage:\n", "supervised", "input")]
    [InlineData("Here is the help! Usage:\n", "cbow", "-h")]
    [InlineData("Unknown argument: -foo\n", "skipgram", "-foo", "1")]
    [InlineData("-dim is missing an argument\n", "supervised", "-dim")]
    [InlineData("Unknown loss: xx\n", "supervised", "-loss", "xx")]
    [InlineData("-dim is abc\n", "supervised", "-dim", "abc")]
    [InlineData("-dim is 99999999999\n", "supervised", "-dim", "99999999999")]
    [InlineData("nowhere.bin cannot be opened for loading!\n", "predict", "nowhere.bin", "-")]
    [InlineData("Cannot use stdin for training!\n", "supervised", "-input", "-", "-output", "OUT")]
    [InlineData("nowhere.txt cannot be opened for training!\n", "supervised", "-input", "nowhere.txt", "-output", "OUT")]
    [InlineData("nowhere/deep.bin cannot be opened for saving.\n", "supervised", "-input", "nowhere.txt", "-output", "nowhere/deep")]
    [InlineData("Validation file cannot be opened!\n", "supervised", "-input", "nowhere.txt", "-output", "OUT", "-autotune-validation", "nowhere.txt")]
    [InlineData("Unknown metric : f2\n", "supervised", "-input", "nowhere.txt", "-output", "OUT", "-autotune-validation", "nowhere.txt", "-autotune-metric", "f2")]
    public void A_mistake_is_told_and_ends_with_one(string beginning, params string[] arguments)
    {
        var run = FastTextRun.OfPraxis([.. arguments.Select(argument => argument == "OUT" ? folder["out"] : argument)]);
        Assert.Equal(1, run.Code);
        Assert.StartsWith(beginning, run.ErrorText);
        Assert.Empty(run.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("usage: fasttext nn <model> <k>\n", "nn")]
    [InlineData("usage: fasttext analogies <model> <k>\n", "analogies")]
    [InlineData("usage: fasttext dump <model> <option>\n", "dump", "m.bin")]
    public void Some_usages_go_to_standard_output(string beginning, params string[] arguments)
    {
        var run = FastTextRun.OfPraxis(arguments);
        Assert.Equal(1, run.Code);
        Assert.StartsWith(beginning, run.OutputText);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void The_help_shows_the_values_given_so_far()
    {
        var run = FastTextRun.OfPraxis("supervised", "-lr", "0.123456789", "-dim", "12abc", "-loss", "hs", "-foo");
        Assert.Contains("  -lr                 learning rate [0.123457]\n", run.ErrorText);
        Assert.Contains("  -dim                size of word vectors [12]\n", run.ErrorText);
        Assert.Contains("  -loss               loss function {ns, hs, softmax, one-vs-all} [hs]\n", run.ErrorText);
        Assert.Contains("  -autotune-modelsize             constraint model file size [] (empty = do not quantize)\n", run.ErrorText);
        Assert.Contains("-shuffle", run.ErrorText);
    }

    [Fact]
    public void Questions_that_a_model_cannot_answer_are_told()
    {
        var text = folder.Write("tiny.txt", FastTextTexts.Tiny);
        FastTextRun.OfPraxis("supervised", "-input", text, "-output", folder["m"], "-dim", "2", "-verbose", "0");
        FastTextRun.OfPraxis("skipgram", "-input", text, "-output", folder["v"], "-dim", "5", "-minCount", "1", "-bucket", "100", "-verbose", "0");
        var mistakes = new (string Told, string[] Arguments)[]
        {
            ("k needs to be 1 or higher!\n", ["predict", folder["m.bin"], text, "0"]),
            ("k needs to be 1 or higher!\n", ["test", folder["m.bin"], text, "-2"]),
            ("k is x\n", ["predict", folder["m.bin"], text, "x"]),
            ("th is x\n", ["predict", folder["m.bin"], text, "1", "x"]),
            ("Input file cannot be opened!\n", ["predict", folder["m.bin"], folder["nowhere"]]),
            ("Test file cannot be opened!\n", ["test-label", folder["m.bin"], folder["nowhere"]]),
            ("Model needs to be supervised for prediction!\n", ["predict", folder["v.bin"], text]),
            ("For now we only support quantization of supervised models\n", ["quantize", "-input", text, "-output", folder["v"]]),
            ("Matrix too small for quantization, must have at least 256 rows\n", ["quantize", "-input", text, "-output", folder["m"]]),
            ("the file is no fastText model", ["predict", text, text]),
        };
        foreach (var (told, arguments) in mistakes)
        {
            var run = FastTextRun.OfPraxis(arguments);
            Assert.Equal(1, run.Code);
            Assert.StartsWith(told, run.ErrorText);
        }
    }

    [Fact]
    public void A_full_disk_is_told_and_leaves_no_half_of_a_file()
    {
        var disk = Directory.CreateDirectory(folder["disk"]).FullName;
        Assert.SkipUnless(Mount("mount", "-t", "tmpfs", "-o", "size=64k", "praxis-test", disk), "a small tmpfs cannot be mounted here");
        try
        {
            var text = folder.Write("lines.txt", FastTextTexts.Lines(300, 1));
            var run = FastTextRun.OfPraxis("supervised", "-input", text, "-output", Path.Combine(disk, "m"), "-dim", "200", "-verbose", "0");
            Assert.Equal(1, run.Code);
            Assert.Contains("No space left", run.ErrorText);
            Assert.Empty(Directory.EnumerateFileSystemEntries(disk));
        }
        finally
        {
            Mount("umount", "-l", disk);
        }
    }

    private static bool Mount(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
