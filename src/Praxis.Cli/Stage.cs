using System.Diagnostics;
using Praxis.Platform.Pipelines;

namespace Praxis.Cli;

/// <summary>Runs a step of a command under a line that tells it.</summary>
internal static class Stage
{
    /// <summary>Runs <paramref name="work"/>, which may say how far it is; the line ends with its time and what came out.</summary>
    public static T Run<T>(StageLines lines, string name, Func<Action<string>, T> work, Func<T, string> outcome)
    {
        var clock = Stopwatch.StartNew();
        lines.Show(new StageProgress(name, null, ""));
        var result = work(detail => lines.Show(new StageProgress(name, null, detail)));
        lines.Show(new StageProgress(name, clock.Elapsed, outcome(result)));
        return result;
    }
}
