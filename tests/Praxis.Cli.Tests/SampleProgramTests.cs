using System.Diagnostics;
using System.Runtime.InteropServices;
using Praxis.Testing;

namespace Praxis.Cli.Tests;

/// <summary>The programs of <c>samples/</c> run as they stand.</summary>
public sealed class SampleProgramTests
{
    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_runs(string sample)
    {
        if (sample is "trees.cs" or "mixed-columns.cs")
            Assert.SkipUnless(!OperatingSystem.IsLinux() || NativeLibrary.TryLoad("libgomp.so.1", out _), "trees need libgomp here: apt-get install libgomp1");
        using var folder = new ScratchFolder();
        var start = new ProcessStartInfo("dotnet", ["run", "-c", "Release", "--file", Path.Combine(Repository.Root, "samples", sample)])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PRAXIS"] = PraxisProgram.Executable;
        start.Environment["DOTNET_NOLOGO"] = start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment.Remove("PRAXIS_WORKSPACE");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await error);
        Assert.NotEqual("", output);
    }
}
