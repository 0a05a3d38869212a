using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>How <see cref="LinearTextClassifier.Fit"/> turns texts into rows, fits them and makes probabilities.</summary>
public sealed record LinearTextSettings
{
    /// <summary>What of the texts is counted.</summary>
    public NgramOptions Ngrams { get; init; } = new();

    /// <summary>The model and how it is fitted; its class weights are given by label instead.</summary>
    public LinearSettings Linear { get; init; } = new();

    /// <summary>A factor for the rows of a label; labels that are not named have 1.</summary>
    public IReadOnlyDictionary<string, double> LabelWeights { get; init; } = new Dictionary<string, double>();

    /// <summary>The labels from the lowest to the highest, for an ordinal model; empty sorts labels that are numbers.</summary>
    public IReadOnlyList<string> LabelOrder { get; init; } = [];

    /// <summary>How scores become probabilities.</summary>
    public CalibrationMethod Calibration { get; init; } = CalibrationMethod.Automatic;

    /// <summary>On how many folds of the training rows a calibration is fitted.</summary>
    public int CalibrationFolds { get; init; } = 5;

    /// <summary>
    /// Whether the rows are read again and again instead of being kept: memory then depends on <see cref="NgramOptions.HashBits"/> (needed) and on the labels only. Logistic regression and support vectors.
    /// </summary>
    public bool IsStreaming { get; init; }

    /// <summary>How often a streaming fit reads the rows.</summary>
    public int Epochs { get; init; } = 5;
}
