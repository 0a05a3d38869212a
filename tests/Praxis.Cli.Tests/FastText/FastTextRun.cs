using System.Diagnostics;
using System.Text;
using Praxis.Cli.FastText;

namespace Praxis.Cli.Tests.FastText;

/// <summary>One run of <c>praxis fasttext</c>, within the test's process, or of Debian's program.</summary>
internal sealed record FastTextRun(int Code, byte[] Output, byte[] Error)
{
    private const string Debian = "/usr/bin/fasttext";

    public string OutputText => Encoding.Latin1.GetString(Output);

    public string ErrorText => Encoding.Latin1.GetString(Error);

    public static FastTextRun OfPraxis(ReadOnlySpan<byte> input, params string[] arguments)
    {
        using var standardInput = new MemoryStream(input.ToArray());
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var code = FastTextProgram.Run(arguments, new Standard(standardInput, output, error));
        return new FastTextRun(code, output.ToArray(), error.ToArray());
    }

    public static FastTextRun OfPraxis(params string[] arguments) => OfPraxis([], arguments);

    /// <summary>Skips the calling test, by name, where the package <c>fasttext</c> is not installed.</summary>
    public static void NeedsDebian() => Assert.SkipUnless(File.Exists(Debian), "Debian's fasttext is not installed (apt-get install fasttext)");

    public static FastTextRun OfDebian(byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Debian, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var feeding = Task.Run(() =>
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        });
        var errors = Task.Run(() => process.StandardError.BaseStream.CopyTo(error));
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        errors.Wait();
        feeding.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        return new FastTextRun(process.ExitCode, output.ToArray(), error.ToArray());
    }
}
