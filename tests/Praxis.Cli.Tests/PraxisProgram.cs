using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Praxis.Testing;

namespace Praxis.Cli.Tests;

/// <summary>The real program as a child process, in a folder and workspace of the test's own.</summary>
internal sealed class PraxisProgram : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly ConcurrentBag<Process> started = [];

    public static string Executable { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "praxis");

    public string Path => folder.Path;

    public string this[string relativePath] => folder[relativePath];

    public string Workspace => folder[".praxis"];

    public string Write(string relativePath, string text) => folder.Write(relativePath, text);

    public string Write(string relativePath, byte[] bytes) => folder.Write(relativePath, bytes);

    /// <summary>Forty labelled texts that can be told apart, in two classes and two shops.</summary>
    public string WriteReviews(string relativePath = "reviews.csv", int rows = 60) => Write(relativePath, Reviews(rows));

    public static string Reviews(int rows)
    {
        string[] good = ["lovely", "perfect", "soft", "great", "comfortable"], bad = ["awful", "torn", "cheap", "itchy", "returned"];
        var text = new StringBuilder("text,label,shop\n");
        for (var i = 0; i < rows; i++)
        {
            var words = i % 2 == 0 ? good : bad;
            text.Append($"\"A {words[i % 5]} thing, {words[(i / 5) % 5]} indeed, bought number {i}\",{(i % 2 == 0 ? "good" : "bad")},{(i % 3 == 0 ? "north" : "south")}\n");
        }

        return text.ToString();
    }

    public Process Start(params string[] arguments) => Start([], arguments);

    public Process Start(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("PRAXIS_WORKSPACE");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;

        // A handle of our own: a test that fails disposes its own, and leaves what it started.
        try
        {
            started.Add(Process.GetProcessById(process.Id));
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }

        return process;
    }

    public Ended Run(params string[] arguments) => Run([], arguments);

    public Ended Run(Dictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The program did not end: " + string.Join(' ', arguments));
        }

        return new Ended(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Runs the main job without serving.</summary>
    public Ended RunJob(string file, params string[] more) => Run(["run", file, "--text", "text", "--label", "label", "--no-serve", .. more]);

    public void Dispose()
    {
        foreach (var process in started)
            using (process)
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
        foreach (var pid in JobProcesses())
            Signals.KillHard(pid);
        folder.Dispose();
    }

    /// <summary>The processes of the workspace's jobs.</summary>
    public IEnumerable<int> JobProcesses()
    {
        foreach (var process in Directory.GetDirectories("/proc"))
        {
            var environment = "";
            try
            {
                environment = File.ReadAllText(process + "/environ");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Another's, or gone.
            }

            if (environment.Contains("PRAXIS_JOB_DIR=" + Workspace, StringComparison.Ordinal))
                yield return int.Parse(System.IO.Path.GetFileName(process), CultureInfo.InvariantCulture);
        }
    }

    internal sealed record Ended(int Code, string Output, string Error);
}
