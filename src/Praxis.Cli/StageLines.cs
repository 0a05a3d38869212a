using System.Diagnostics;
using System.Globalization;
using Praxis.Platform.Pipelines;
using Spectre.Console;

namespace Praxis.Cli;

/// <summary>Shows a run as one line a stage with its time; on a terminal, a moving line for the stage that runs.</summary>
internal sealed class StageLines(TextWriter error, bool isLive) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Stopwatch clock = new();
    private Timer? timer;
    private string stage = "";
    private string detail = "";
    private int turn;

    public void Show(StageProgress progress)
    {
        lock (gate)
        {
            if (progress.Took is { } took)
            {
                Stop();
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{progress.Stage,-9} {took.TotalSeconds,6:0.0} s  {progress.Detail}"));
                return;
            }

            (stage, detail) = (progress.Stage, progress.Detail);
            if (!isLive || timer is not null)
                return;
            clock.Restart();
            timer = new Timer(_ => Draw(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        }
    }

    public void Dispose()
    {
        lock (gate)
            Stop();
    }

    private void Draw()
    {
        lock (gate)
        {
            if (timer is null)
                return;
            var frames = Spinner.Known.Dots.Frames;
            var line = string.Create(CultureInfo.InvariantCulture, $"{stage,-9} {clock.Elapsed.TotalSeconds,6:0.0} s {frames[turn++ % frames.Count]} {detail}");
            var width = Math.Max(20, AnsiConsole.Profile.Width - 1);
            error.Write("\r\u001b[2K" + (line.Length > width ? line[..width] : line));
        }
    }

    private void Stop()
    {
        if (timer is null)
            return;
        timer.Dispose();
        timer = null;
        error.Write("\r\u001b[2K");
    }
}
