using Praxis.Contracts.Deploy;
using Praxis.Contracts.Train;

namespace Praxis.Cli.Predictions;

/// <summary>Asks a classifier many texts with several threads; the answers do not depend on how many. The memory it takes depends on the greatest batch alone.</summary>
internal sealed class BatchPredictor(ITextClassifier classifier, int threads)
{
    private readonly int labels = classifier.Labels.Count;
    private int[][] best = [];
    private double[][] probabilities = [];

    /// <summary>Predicts the texts of a batch; the answers stand until the next batch.</summary>
    public void Predict(List<Question> batch, CancellationToken cancellationToken)
    {
        if (best.Length < batch.Count)
        {
            Array.Resize(ref best, batch.Count);
            Array.Resize(ref probabilities, batch.Count);
        }

        if (threads == 1 || batch.Count == 1)
        {
            var own = new double[labels];
            for (var i = 0; i < batch.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Predict(i, batch[i], own);
            }

            return;
        }

        Parallel.For(
            0,
            batch.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            () => new double[labels],
            (i, _, own) =>
            {
                Predict(i, batch[i], own);
                return own;
            },
            _ => { });
    }

    /// <summary>The places of an answer's labels, the best first.</summary>
    public ReadOnlySpan<int> Best(int answer) => best[answer];

    /// <summary>Their probabilities.</summary>
    public ReadOnlySpan<double> Probabilities(int answer) => probabilities[answer];

    private void Predict(int place, Question question, double[] own)
    {
        classifier.Predict(question.Instance, own);
        var most = Math.Min(question.K, labels);
        if (best[place]?.Length != most)
            (best[place], probabilities[place]) = (new int[most], new double[most]);
        TopLabels.Pick(own, best[place]);
        for (var i = 0; i < most; i++)
            probabilities[place][i] = own[best[place][i]];
    }
}
