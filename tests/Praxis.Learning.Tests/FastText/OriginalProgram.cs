using System.Diagnostics;

namespace Praxis.Learning.Tests.FastText;

/// <summary>Debian's <c>fasttext</c> 0.9.2, for tests that compare with it where it is installed.</summary>
internal static class OriginalProgram
{
    private const string Path = "/usr/bin/fasttext";

    public static void SkipUnlessInstalled() => Assert.SkipUnless(File.Exists(Path), "Debian's fasttext is not installed");

    /// <summary>Runs it and returns what it prints.</summary>
    public static string Run(string arguments, string input = "")
    {
        using var process = Process.Start(new ProcessStartInfo(Path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
