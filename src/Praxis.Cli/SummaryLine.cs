using Spectre.Console;

namespace Praxis.Cli;

/// <summary>A line of a result: what it is, then the sentence. On a terminal, what does not fit goes on below, indented; a file or a pipe gets one line.</summary>
internal static class SummaryLine
{
    public static void Write(TextWriter output, string name, string text)
    {
        var width = Console.IsOutputRedirected ? int.MaxValue : Math.Max(40, AnsiConsole.Profile.Width) - 13;
        var indent = $"{name,-11} ";
        while (text.Length > width && text.LastIndexOf(' ', width) is var end and > 0)
        {
            output.WriteLine(indent + text[..end]);
            text = text[(end + 1)..];
            indent = new string(' ', 12);
        }

        output.WriteLine(indent + text);
    }
}
