using Praxis.Contracts.Train;

namespace Praxis.Platform.Train;

/// <summary>The share of rows whose most probable label is one of theirs.</summary>
public static class Accuracy
{
    private const int Piece = 4096;

    /// <summary>Asks the classifier every row, some thousands at a time; 0 where there are no rows.</summary>
    public static double Of(ITextClassifier classifier, IEnumerable<LabeledText> rows, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(rows);
        long all = 0, right = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        foreach (var piece in rows.Chunk(Piece))
        {
            all += piece.Length;
            Parallel.ForEach(
                piece,
                options,
                () => (Probabilities: new double[classifier.Labels.Count], Right: 0L),
                (row, _, own) =>
                {
                    classifier.Predict(row.Instance, own.Probabilities);
                    return (own.Probabilities, own.Right + (row.Has(classifier.Labels[Array.IndexOf(own.Probabilities, own.Probabilities.Max())]) ? 1 : 0));
                },
                own => Interlocked.Add(ref right, own.Right));
        }

        return all == 0 ? 0 : (double)right / all;
    }
}
