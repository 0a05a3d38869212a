using System.Diagnostics;

namespace Praxis.Cli.Tests;

/// <summary>Models leave for other programs.</summary>
public sealed class ExportTests
{
    [Fact]
    public void A_model_is_written_as_onnx_whole_or_not_at_all()
    {
        using var praxis = new PraxisProgram();
        Train(praxis, "tfidf-logistic-regression");
        var ended = praxis.Run("models", "export", "shop:1", "--onnx", praxis["shop.onnx"]);
        Assert.True(ended.Code == 0, ended.Error);
        var bytes = File.ReadAllBytes(praxis["shop.onnx"]);
        Assert.Equal([0x08, 0x07], bytes[..2]); // IR version 7
        Assert.Contains($"{bytes.Length:N0} bytes", ended.Output);
        Assert.Equal(2, praxis.Run("models", "export", "shop", "--onnx", "/proc/none/shop.onnx").Code);
        Assert.Equal(1, praxis.Run("models", "export", "shop", "--onnx", praxis.Path).Code);
        Assert.Equal(1, praxis.Run("models", "export", "shop").Code);
        Assert.Equal(1, praxis.Run("models", "export", "shop", "--fasttext", praxis["shop.bin"]).Code);
        Assert.False(File.Exists(praxis["shop.bin"]));
        Assert.Empty(Directory.EnumerateFiles(praxis.Path, "*.new"));
    }

    [Fact]
    public void The_original_program_answers_from_an_exported_model_as_praxis_does()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/fasttext"), "the program fasttext is not on this machine");
        using var praxis = new PraxisProgram();
        Train(praxis, "fasttext", "--set", "buckets=1000", "--set", "vector_dim=8");
        Assert.Equal(0, praxis.Run("models", "export", "shop", "--fasttext", praxis["shop.bin"]).Code);
        var texts = praxis.Write("texts.txt", "lovely and soft\ntorn\nwhat nobody knows\n");
        using var original = Process.Start(new ProcessStartInfo("/usr/bin/fasttext", ["predict-prob", praxis["shop.bin"], texts, "2"]) { RedirectStandardOutput = true })!;
        var lines = original.StandardOutput.ReadToEnd().TrimEnd('\n').Split('\n');
        original.WaitForExit();
        var own = praxis.Run("predict", "shop", "--input", texts, "--k", "2").Output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        foreach (var (line, answer) in lines.Zip(own))
        {
            var (a, b) = (line.Split(' '), answer.Split('\t'));
            Assert.Equal(a[0], "__label__" + b[0]);
            Assert.Equal(double.Parse(a[1]), double.Parse(b[1]), 1e-3);
        }
    }

    private static void Train(PraxisProgram praxis, string algorithm, params string[] more)
    {
        var ended = praxis.Run(["train", praxis.Write("train.txt", TrainTests.Lines(60)), "--name", "shop", "--algorithm", algorithm, .. more]);
        Assert.True(ended.Code == 0, ended.Error);
    }
}
