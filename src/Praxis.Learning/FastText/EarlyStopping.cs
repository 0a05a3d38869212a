namespace Praxis.Learning.FastText;

/// <summary>When a training ends before its last epoch: from epoch <paramref name="MinEpochs"/> on, once the best validation accuracy has not risen for <paramref name="Patience"/> epochs.</summary>
/// <param name="Patience">Epochs without a rise, at least 1.</param>
/// <param name="MinEpochs">Epochs that are trained in any case, counted from 1.</param>
public sealed record EarlyStopping(int Patience, int MinEpochs)
{
    /// <summary>Whether to end after an epoch.</summary>
    /// <param name="epoch">The epoch that has just ended, from 1.</param>
    /// <param name="bestEpoch">The epoch with the best accuracy so far; of equal ones the first.</param>
    public bool IsOver(int epoch, int bestEpoch) => epoch >= MinEpochs && epoch - bestEpoch >= Patience;
}
