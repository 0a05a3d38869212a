using System.Globalization;
using Praxis.Learning.FastText;

namespace Praxis.Cli.FastText;

/// <summary>What a training says on standard error, in the original's words and widths.</summary>
internal sealed class TrainingLog(TrainingArguments arguments, ByteOutput error)
{
    private const long Refresh = 100;
    private const long Month = 2_592_000;
    private readonly Lock gate = new();
    private long started;
    private long told;
    private TrainingProgress last;

    /// <summary>Whether a training has told anything.</summary>
    public bool HasTrained { get; private set; }

    /// <summary>Shows how far the training is, ten times a second; with <c>-thread 1</c> only the end is shown, as in the original.</summary>
    public void Tell(TrainingProgress progress)
    {
        if (progress.Dictionary is { } read)
        {
            WriteDictionary(read);
            return;
        }

        lock (gate)
        {
            if (!HasTrained)
                started = told = Environment.TickCount64;
            HasTrained = true;
            last = progress;
            var now = Environment.TickCount64;
            if (arguments.Verbose < 2 || now - told < Refresh || (arguments.Options.Threads == 1 && arguments.IsGiven("thread")))
                return;
            told = now;
            error.Write("\r"u8);
            Write(progress.Fraction);
            error.Flush();
        }
    }

    /// <summary>The last line.</summary>
    public void End()
    {
        if (arguments.Verbose > 0)
        {
            error.Write("\r"u8);
            Write(1);
            error.Write("\n"u8);
        }

        error.Flush();
    }

    private void WriteDictionary(DictionarySize read)
    {
        var millions = read.Tokens / 1_000_000;
        if (arguments.Verbose > 1)
            for (var i = 1; i <= millions; i++)
                error.Write(string.Create(CultureInfo.InvariantCulture, $"\rRead {i}M words"));
        if (arguments.Verbose > 0)
            error.Write(string.Create(CultureInfo.InvariantCulture, $"\rRead {millions}M words\nNumber of words:  {read.Words}\nNumber of labels: {read.Labels}\n"));
        error.Flush();
    }

    private void Write(double fraction)
    {
        var seconds = (Environment.TickCount64 - started) / 1000.0;
        var left = fraction > 0 ? (long)(seconds * (1 - fraction) / fraction) : Month;
        var speed = fraction > 0 ? (long)(last.Tokens / Math.Max(seconds, 1e-3) / Math.Max(1, arguments.Options.Threads)) : 0;
        var loss = last.Loss < 0 ? "-nan" : last.Loss.ToString("F6", CultureInfo.InvariantCulture);
        error.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"Progress: {100 * fraction,5:F1}% words/sec/thread: {speed,7} lr: {arguments.Options.LearningRate * (1 - fraction),9:F6} avg.loss: {loss,9} ETA: {left / 3600,3}h{left % 3600 / 60,2}m{left % 60,2}s"));
    }
}
