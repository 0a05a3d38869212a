namespace Praxis.Learning.FastText.Autotune;

/// <summary>Is told what a search does. <see cref="OnTime"/> comes from another thread.</summary>
public interface IAutotuneLog
{
    /// <summary>A trial begins.</summary>
    void OnTrial(int trial, TrialSettings settings);

    /// <summary>A trial's model will keep so many rows, to have the size that was asked for.</summary>
    void OnCutoff(int cutoff);

    /// <summary>A trial is over.</summary>
    /// <param name="score">Its score; NaN where it failed.</param>
    /// <param name="time">How long it took.</param>
    void OnScore(double score, TimeSpan time);

    /// <summary>Half a second has gone by.</summary>
    void OnTime(AutotuneState state);

    /// <summary>The search is over, and the training with the best settings begins.</summary>
    void OnBest(AutotuneState state, TrialSettings settings);
}
