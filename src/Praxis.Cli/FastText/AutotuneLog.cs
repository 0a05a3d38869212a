using System.Globalization;
using Praxis.Learning.FastText;
using Praxis.Learning.FastText.Autotune;

namespace Praxis.Cli.FastText;

/// <summary>What a search says, in the original's words: its course on standard error, and from <c>-verbose 3</c> on every trial on standard output.</summary>
internal sealed class AutotuneLog(TrainingArguments arguments, ByteOutput output, ByteOutput error) : IAutotuneLog
{
    private readonly Lock gate = new();
    private bool isOver;

    public void OnTrial(int trial, TrialSettings settings)
    {
        Say($"Trial = {trial}");
        Say(settings);
    }

    public void OnCutoff(int cutoff) => Say($"cutoff = {cutoff}");

    public void OnScore(double score, TimeSpan time)
    {
        Say($"currentScore = {(double.IsNaN(score) ? "NaN" : score.ToString("g6", CultureInfo.InvariantCulture))}");
        Say($"train took = {time.TotalSeconds.ToString("g6", CultureInfo.InvariantCulture)}");
    }

    public void OnTime(AutotuneState state)
    {
        lock (gate)
            if (!isOver && arguments.Verbose > 1)
                Show(state);
    }

    public void OnBest(AutotuneState state, TrialSettings settings)
    {
        lock (gate)
        {
            isOver = true;
            if (arguments.Verbose > 1)
                Show(state);
            error.Write("\nTraining again with best arguments\n"u8);
            error.Flush();
        }

        Say("Best selected args = 0");
        Say(settings);
    }

    private void Show(AutotuneState state)
    {
        var left = Math.Max(0, (long)(arguments.Duration - state.Elapsed.TotalSeconds));
        var share = Math.Min(100, 100 * state.Elapsed.TotalSeconds / Math.Max(1, arguments.Duration));
        var score = state.BestScore is { } best ? best.ToString("F6", CultureInfo.InvariantCulture) : "unknown";
        error.Write(string.Create(
            CultureInfo.InvariantCulture, $"\rProgress: {share,5:F1}% Trials: {state.Trials,4} Best score: {score,9} ETA: {left / 3600,3}h{left % 3600 / 60,2}m{left % 60,2}s"));
        error.Flush();
    }

    private void Say(string line)
    {
        if (arguments.Verbose <= 2)
            return;
        output.Write(line);
        output.Write("\n"u8);
        output.Flush();
    }

    private void Say(TrialSettings settings)
    {
        var options = settings.Options;
        var loss = options.Loss switch
        {
            FastTextLoss.HierarchicalSoftmax => "hs",
            FastTextLoss.NegativeSampling => "ns",
            FastTextLoss.Softmax => "softmax",
            _ => "one-vs-all",
        };
        Say(string.Create(
            CultureInfo.InvariantCulture,
            $"epoch = {options.Epochs}\nlr = {options.LearningRate:g6}\ndim = {options.Dimension}\nminCount = {options.MinCount}\nwordNgrams = {options.WordNgrams}\nminn = {options.MinCharacters}\nmaxn = {options.MaxCharacters}\nbucket = {options.Buckets}\ndsub = {settings.Dsub}\nloss = {loss}"));
    }
}
