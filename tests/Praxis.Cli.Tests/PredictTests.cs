using System.Diagnostics;
using System.Text;

namespace Praxis.Cli.Tests;

/// <summary>Any number of texts through a registered model.</summary>
public sealed class PredictTests(TrainedShop trained) : IClassFixture<TrainedShop>
{
    [Fact]
    public void A_line_in_is_a_line_out_in_the_same_order_on_any_number_of_threads()
    {
        var praxis = trained.Praxis;
        var texts = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
            texts.Append(i % 7 == 0 ? "\n" : i % 2 == 0 ? $"lovely {i}\r\n" : $"torn {i}\n");
        texts.Append("the last line has no end, soft");
        var file = praxis.Write("texts.txt", texts.ToString());
        var one = praxis.Run("predict", "shop", "--input", file, "--threads", "1", "--k", "2");
        Assert.Equal(0, one.Code);
        var lines = one.Output.Split('\n');
        Assert.Equal(20_002, lines.Length); // the last is what follows the last line break
        Assert.StartsWith("good\t", lines[2]);
        Assert.StartsWith("bad\t", lines[1]);
        Assert.StartsWith("good\t", lines[20_000]);
        Assert.Equal(4, lines[1].Split('\t').Length);
        Assert.Equal(one.Output, praxis.Run("predict", "shop", "--input", file, "--threads", "4", "--k", "2").Output);
        Assert.Equal(one.Output, Pipe(praxis, texts.ToString(), "predict", "--model", "shop", "--k", "9").Output); // more than there are: all
    }

    [Fact]
    public void Json_lines_in_give_json_lines_out_with_the_k_of_each()
    {
        var praxis = trained.Praxis;
        var ended = Pipe(praxis, "{\"source\": \"lovely\", \"k\": 2}\n\n{\"source\": \"torn\"}\n", "predict", "shop", "--input-format", "jsonlines");
        Assert.True(ended.Code == 0, ended.Error);
        Assert.Matches("""^\{"prob":\[0\.[0-9]+,0\.[0-9]+\],"label":\["__label__good","__label__bad"\]\}\n\{"prob":\[0\.[0-9]+\],"label":\["__label__bad"\]\}\n$""", ended.Output);
    }

    [Fact]
    public void A_wrong_line_is_told_after_the_answers_to_those_before_it()
    {
        var praxis = trained.Praxis;
        var ended = Pipe(praxis, "{\"source\": \"lovely\"}\n{\"source\": 7}\n{\"source\": \"torn\"}\n", "predict", "shop", "--input-format", "jsonlines");
        Assert.Equal(1, ended.Code);
        Assert.Single(ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("standard input, line 2", ended.Error);
        Assert.Equal(1, Pipe(praxis, "{\"source\": \"a\", \"k\": 0}\n", "predict", "shop", "--input-format", "jsonlines").Code);
    }

    [Fact]
    public void Csv_is_safe_to_open_in_a_spreadsheet()
    {
        using var praxis = new PraxisProgram();
        var lines = TrainTests.Lines(40).Replace("__label__good", "__label__=cmd()", StringComparison.Ordinal);
        Assert.Equal(0, praxis.Run("train", praxis.Write("train.txt", lines), "--name", "shop", "--algorithm", "tfidf-logistic-regression").Code);
        var ended = praxis.Run("predict", "shop", "lovely", "--format", "csv");
        Assert.Matches("^label,probability\n\"'=cmd\\(\\)\",0\\.[0-9]+\n$", ended.Output);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_replaced_and_told()
    {
        var praxis = trained.Praxis;
        var file = praxis.Write("texts.txt", [0xEF, 0xBB, 0xBF, .. "lovely "u8, 0xFF, (byte)'\n', .. "torn\n"u8, 0]);
        var ended = praxis.Run("predict", "shop", "--input", file);
        Assert.Equal(0, ended.Code);
        Assert.Equal(3, ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("1 lines", ended.Error);
        Assert.Contains("not UTF-8", ended.Error);
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_input()
    {
        var praxis = trained.Praxis;
        using var predict = praxis.Start(new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x2000000" }, "predict", "--model", "shop"); // 32 MB
        var error = predict.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = Task.Run(() =>
        {
            long count = 0;
            while (predict.StandardOutput.ReadLine() is not null)
                count++;
            return count;
        });
        const int Lines = 400_000;
        var text = string.Concat(Enumerable.Repeat("a lovely and soft thing that I would buy again and again ", 4)) + "\n"; // 92 MB in all
        for (var i = 0; i < Lines; i++)
            predict.StandardInput.Write(text);
        predict.StandardInput.Close();
        predict.WaitForExit();
        Assert.True(predict.ExitCode == 0, await error);
        Assert.Equal(Lines, await lines);
    }

    [Fact]
    public async Task A_reader_that_has_enough_ends_it_quietly()
    {
        var praxis = trained.Praxis;
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"yes lovely 2> /dev/null | '{PraxisProgram.Executable}' predict --model shop | head -2"]) { WorkingDirectory = praxis.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        using var shell = Process.Start(start)!;
        var error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, shell.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        shell.WaitForExit();
        Assert.Equal("", await error);
    }

    [Fact]
    public void A_slow_writer_gets_its_answer_before_the_next_line()
    {
        var praxis = trained.Praxis;
        using var predict = praxis.Start("predict", "--model", "shop");
        predict.StandardInput.WriteLine("lovely");
        predict.StandardInput.Flush();
        Assert.StartsWith("good\t", predict.StandardOutput.ReadLine());
        predict.StandardInput.WriteLine("torn");
        predict.StandardInput.Close();
        Assert.StartsWith("bad\t", predict.StandardOutput.ReadLine());
        predict.WaitForExit();
        Assert.Equal(0, predict.ExitCode);
    }

    [Fact]
    public void A_full_disk_under_the_answers_is_told()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full is not on this machine");
        var praxis = trained.Praxis;
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"'{PraxisProgram.Executable}' predict shop lovely > /dev/full"]) { WorkingDirectory = praxis.Path, RedirectStandardError = true };
        using var shell = Process.Start(start)!;
        var error = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal(2, shell.ExitCode);
        Assert.Contains("the answers cannot be written", error);
    }

    [Fact]
    public void Two_programs_may_write_into_one_file()
    {
        var praxis = trained.Praxis;
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"('{PraxisProgram.Executable}' predict shop lovely; echo between; '{PraxisProgram.Executable}' predict shop torn) > out.txt"]) { WorkingDirectory = praxis.Path };
        using var shell = Process.Start(start)!;
        shell.WaitForExit();
        Assert.Matches("^good\t0\\.[0-9]+\nbetween\nbad\t0\\.[0-9]+\n$", File.ReadAllText(praxis["out.txt"]));
    }

    [Theory]
    [InlineData("predict")]
    [InlineData("predict", "shop", "a", "--input", "texts.txt")]
    [InlineData("predict", "shop", "--input", "missing.txt")]
    [InlineData("predict", "shop", "a", "--json", "--format", "csv")]
    [InlineData("predict", "shop", "a", "--format", "xml")]
    [InlineData("predict", "shop", "a", "--k", "0")]
    [InlineData("predict", "shopp", "a")]
    public void A_wrong_command_is_told(params string[] arguments)
    {
        var praxis = trained.Praxis;
        praxis.Write("texts.txt", "a\n");
        var ended = praxis.Run(arguments);
        Assert.True(ended.Code == 1, $"{ended.Code} {ended.Error}");
        Assert.Equal("", ended.Output);
    }

    private static PraxisProgram.Ended Pipe(PraxisProgram praxis, string input, params string[] arguments)
    {
        using var process = praxis.Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return new PraxisProgram.Ended(process.ExitCode, output.Result, error.Result);
    }
}
