using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Praxis.Testing;

namespace Praxis.Cli.Tests;

/// <summary>What the documents say is what the program does.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void The_readme_shows_word_for_word_what_the_demo_prints()
    {
        using var praxis = new PraxisProgram();
        var shown = TextBlock().Match(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Groups[1].Value;
        Assert.Equal(shown, praxis.Run("demo", "--no-serve").Output);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/quick-start.md")]
    [InlineData("docs/tour/course-1-week-1.md")]
    [InlineData("docs/tour/course-1-week-2.md")]
    [InlineData("docs/tour/course-2-week-3.md")]
    [InlineData("docs/rooms/prepare.md")]
    [InlineData("docs/rooms/fasttext.md")]
    [InlineData("docs/rooms/train.md")]
    [InlineData("docs/rooms/evaluate.md")]
    [InlineData("docs/rooms/pipelines.md")]
    [InlineData("docs/rooms/register.md")]
    [InlineData("docs/rooms/experiments.md")]
    [InlineData("docs/rooms/lineage.md")]
    public async Task Every_command_of_a_document_works(string document)
    {
        using var praxis = new PraxisProgram();
        var commands = Console().Matches(File.ReadAllText(Path.Combine(Repository.Root, document)))
            .SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Where(line => line.StartsWith("$ ", StringComparison.Ordinal))
            .Select(line => line[2..])
            .ToList();
        Assert.NotEmpty(commands);
        var script = new StringBuilder("set -e\n");
        foreach (var command in commands)
            script.Append(command).Append('\n');
        var start = new ProcessStartInfo("/bin/sh", ["-c", script.ToString()]) { WorkingDirectory = praxis.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = AppContext.BaseDirectory + Path.PathSeparator + start.Environment["PATH"];
        using var shell = Process.Start(start)!;
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(shell.ExitCode == 0, error + await output);
    }

    [Fact]
    public void Every_link_of_a_document_leads_somewhere()
    {
        foreach (var document in Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)))
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
                Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value)), $"{document}: {link.Groups[1].Value}");
    }

    [GeneratedRegex("```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex TextBlock();

    [GeneratedRegex("```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex(@"\]\((?!https?:)([^)#\s]+)\)")]
    private static partial Regex Link();
}
