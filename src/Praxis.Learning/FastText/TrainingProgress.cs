namespace Praxis.Learning.FastText;

/// <summary>How far a training is.</summary>
/// <param name="Fraction">What is done, 0 to 1.</param>
/// <param name="LearningRate">The rate now.</param>
/// <param name="Loss">The average loss so far.</param>
/// <param name="Tokens">Tokens read by all threads, over all passes.</param>
public readonly record struct TrainingProgress(double Fraction, double LearningRate, double Loss, long Tokens)
{
    /// <summary>Set once, before the first pass: what was found in the text.</summary>
    public DictionarySize? Dictionary { get; init; }
}
