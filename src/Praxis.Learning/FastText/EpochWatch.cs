using System.Text;
using Praxis.Contracts.Train;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText;

/// <summary>
/// Judges a training after each pass by the rows of the validation channel, ends it by <see cref="EarlyStopping"/>, and leaves the weights of the best pass behind. It holds a
/// copy of the weights, so that a training with early stopping takes twice their memory.
/// </summary>
/// <param name="rows">The validation rows; a label's name in the model is its place among <paramref name="labels"/>.</param>
/// <param name="labels">The labels of the training rows, sorted.</param>
/// <param name="stopping">When to end.</param>
/// <param name="epochs">Passes that are planned; after the last nothing is judged any more.</param>
/// <param name="report">Told <c>validation:accuracy</c> after each pass.</param>
internal sealed class EpochWatch(IEnumerable<LabeledText> rows, string[] labels, EarlyStopping stopping, int epochs, Action<string, double, long>? report)
{
    private readonly List<(byte[] Line, string[] Labels)> lines =
        [.. rows.Select(row => (Encoding.UTF8.GetBytes(FastTextClassifier.Line(row.Text)), Names(row, labels)))];

    private FastTextModel? model;
    private RowMatrix? input;
    private RowMatrix? output;
    private RowMatrix? bestInput;
    private RowMatrix? bestOutput;
    private int epoch;
    private double bestAccuracy = -1;

    /// <summary>The pass whose weights are kept, from 1.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Takes the model whose weights are being trained.</summary>
    public void Begin(FastTextModel training, RowMatrix trainingInput, RowMatrix trainingOutput) => (model, input, output) = (training, trainingInput, trainingOutput);

    /// <summary>Judges the pass that has just ended; true where training is to end.</summary>
    public bool IsOver(CancellationToken cancellationToken)
    {
        if (epoch == epochs)
            return true;
        epoch++;
        var accuracy = Accuracy(cancellationToken);
        report?.Invoke("validation:accuracy", accuracy, epoch);
        if (accuracy > bestAccuracy)
        {
            (bestAccuracy, BestEpoch) = (accuracy, epoch);
            Copy(input!, bestInput ??= new RowMatrix(input!.Rows, input.Columns));
            Copy(output!, bestOutput ??= new RowMatrix(output!.Rows, output.Columns));
        }

        return epoch == epochs || stopping.IsOver(epoch, BestEpoch);
    }

    /// <summary>Puts the best pass's weights back, and tells which it was.</summary>
    public void End()
    {
        if (bestInput is null)
            return;
        Copy(bestInput, input!);
        Copy(bestOutput!, output!);
        bestInput.Dispose();
        bestOutput!.Dispose();
        report?.Invoke("train:kept_epoch", BestEpoch, BestEpoch);
        report?.Invoke("validation:accuracy", bestAccuracy, BestEpoch);
    }

    private static string[] Names(LabeledText row, string[] labels) =>
        [.. (row.OtherLabels?.Prepend(row.Label) ?? [row.Label]).Select(label => Array.BinarySearch(labels, label, StringComparer.Ordinal)).Where(place => place >= 0).Select(place => place.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    private static unsafe void Copy(RowMatrix from, RowMatrix to) =>
        Buffer.MemoryCopy(from.Start, to.Start, to.Rows * to.Stride * sizeof(float), from.Rows * from.Stride * sizeof(float));

    private double Accuracy(CancellationToken cancellationToken)
    {
        long right = 0;
        foreach (var (line, own) in lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            model!.PredictScores(line, 1, 0, (_, label) => right += own.Contains(model.Labels[label]) ? 1 : 0);
        }

        return lines.Count == 0 ? 0 : (double)right / lines.Count;
    }
}
