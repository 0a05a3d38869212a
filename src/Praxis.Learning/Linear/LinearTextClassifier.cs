using System.Runtime.InteropServices;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Onnx;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>A vectorizer, a linear model of its rows and a calibration of the model's scores: a text classifier in memory and as a file. Immutable; safe for use by many threads at once.</summary>
public sealed class LinearTextClassifier : ITextClassifier, IOnnxModel
{
    private const int Magic = 0x4C585250; // PRXL
    private const int Version = 1;
    private readonly string[] _labels;

    internal LinearTextClassifier(NgramVectorizer vectorizer, LinearModel model, ScoreCalibration calibration, string[] labels)
    {
        Vectorizer = vectorizer;
        Model = model;
        Calibration = calibration;
        _labels = labels;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>How texts become rows.</summary>
    public NgramVectorizer Vectorizer { get; }

    /// <summary>The model of the rows; its classes are the places in <see cref="Labels"/>.</summary>
    public LinearModel Model { get; }

    /// <summary>How scores become probabilities.</summary>
    public ScoreCalibration Calibration { get; }

    /// <summary>Fits a classifier. The same arguments give the same classifier, on any number of threads.</summary>
    /// <param name="rows">Texts and labels, read once; where <see cref="LinearTextSettings.IsStreaming"/> is on, once an epoch and once before.</param>
    /// <param name="settings">How to fit; null takes the defaults.</param>
    /// <param name="rowWeights">Each row's weight, at least 0; null weighs each 1. Not where streaming.</param>
    /// <param name="cancellationToken">Ends the fit.</param>
    /// <exception cref="UserException">The rows cannot be learned from, or a setting does not fit them.</exception>
    public static LinearTextClassifier Fit(IEnumerable<LabeledText> rows, LinearTextSettings? settings = null, IReadOnlyList<double>? rowWeights = null, CancellationToken cancellationToken = default)
        => FitTold(rows, settings ?? new LinearTextSettings(), rowWeights, null, cancellationToken);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="UserException">The stream is no such model, or is damaged.</exception>
    public static LinearTextClassifier Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            var bytes = SealedBytes.Read(stream, Magic, Version);
            return Parse(bytes.AsSpan(8, bytes.Length - 40));
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException)
        {
            throw new UserException(
                new Problem
                {
                    Type = "damaged-model",
                    Found = $"The model is damaged: {e.Message}",
                    Expected = $"a model that {LinearTrainer.Name} wrote",
                    Remedy = "Train it again, or restore it from a copy",
                },
                e);
        }
    }

    OnnxGraph IOnnxModel.ToOnnx() => LinearGraph.Create(this, _labels);

    OnnxInput IOnnxModel.OnnxInputOf(string text) => LinearGraph.InputOf(Vectorizer, text);

    /// <summary>Writes the classifier: versioned, sealed by a SHA-256.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SealedBytes.Write(stream, Magic, Version, writer =>
        {
            NgramOptionsFile.Save(Vectorizer.Options, writer);
            Vectorizer.Save(writer);
            writer.Write(_labels.Length);
            foreach (var label in _labels)
                writer.Write(label);
            writer.Write((int)Model.Algorithm);
            writer.Write(Model.Thresholds.Length);
            writer.Write<double>(Model.Thresholds);
            writer.Write(Model.Weights.Length);
            writer.Write<float>(Model.Weights);
            Calibration.Save(writer);
        });
    }

    /// <inheritdoc/>
    public void Predict(string text, Span<double> probabilities)
    {
        Scores(text, probabilities);
        Calibration.Apply(probabilities);
    }

    /// <summary>Writes the model's score of each label.</summary>
    public void Scores(string text, Span<double> scores)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (scores.Length != _labels.Length)
            throw new ArgumentException($"{_labels.Length} numbers are to be written, not {scores.Length}", nameof(scores));
        var row = new NgramRow();
        Vectorizer.Transform(text, row);
        Model.Scores(row.Indices, row.Values, scores);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<TellingFeature>> TellingFeatures(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        var all = new IReadOnlyList<TellingFeature>[_labels.Length];
        var names = Vectorizer.Features;
        for (var k = 0; k < all.Length; k++)
        {
            var best = new PriorityQueue<int, (double Weight, int Place)>();
            for (var feature = 0; feature < names.Count; feature++)
            {
                var weight = Telling(feature, k);
                if (weight <= 0)
                    continue;
                best.Enqueue(feature, (weight, -feature));
                if (best.Count > most)
                    best.Dequeue();
            }

            var strongest = new TellingFeature[best.Count];
            for (var i = strongest.Length - 1; best.TryDequeue(out var feature, out var rank); i--)
                strongest[i] = new TellingFeature(names[feature], rank.Weight);
            all[k] = strongest;
        }

        return all;
    }

    internal static LinearTextClassifier FitTold(IEnumerable<LabeledText> rows, LinearTextSettings settings, IReadOnlyList<double>? rowWeights, Action<int, double>? report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (settings.IsStreaming)
            return StreamingFit.Fit(rows, settings, report, cancellationToken);
        var (ids, classes) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<int>());
        var linear = settings.Linear;
        var vectorizer = NgramVectorizer.Fit(Texts(rows, ids, classes), settings.Ngrams, out var matrix, linear.Threads, cancellationToken);
        var labels = LabelClasses.Order(ids.Keys, settings);
        Refuse(labels.Length, vectorizer, matrix);
        var classOf = new int[labels.Length];
        for (var k = 0; k < labels.Length; k++)
            classOf[ids[labels[k]]] = k;
        var own = classes.Select(id => classOf[id]).ToArray();
        linear = linear with { ClassWeights = settings.LabelWeights.Count == 0 ? null : [.. labels.Select(label => settings.LabelWeights.GetValueOrDefault(label, 1.0))] };
        var method = settings.Calibration != CalibrationMethod.Automatic ? settings.Calibration
            : linear is { NaiveBayesWeighting: false, Algorithm: LinearAlgorithm.LogisticRegression or LinearAlgorithm.Ordinal } ? CalibrationMethod.None
            : CalibrationMethod.Temperature;
        var calibration = ScoreCalibration.None;
        var folds = Math.Min(settings.CalibrationFolds, own.CountBy(k => k).Min(pair => pair.Value));
        if (method != CalibrationMethod.None && folds >= 2)
        {
            var scores = CrossValidation.Scores(matrix, own, labels.Length, linear, CrossValidation.Folds(own, folds, linear.Seed), rowWeights, cancellationToken);
            calibration = ScoreCalibration.Fit(method, scores, own, labels.Length, rowWeights);
        }

        var model = LinearModel.FitProblem(WeightedProblem.Create(matrix, own, labels.Length, linear, rowWeights), (step, loss) => report?.Invoke(step, loss / matrix.RowCount), cancellationToken);
        return new LinearTextClassifier(vectorizer, model, calibration, labels);
    }

    private static IEnumerable<string> Texts(IEnumerable<LabeledText> rows, Dictionary<string, int> ids, List<int> classes)
    {
        foreach (var row in rows)
        {
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, row.Label, out var isKnown);
            if (!isKnown)
                id = ids.Count - 1;
            classes.Add(id);
            yield return row.Text;
        }
    }

    private static void Refuse(int labels, NgramVectorizer vectorizer, SparseRows rows)
    {
        if (rows.RowCount == 0 || labels < 2)
        {
            throw new UserException(new Problem
            {
                Type = "too-few-labels",
                Found = rows.RowCount == 0 ? "There are no training rows" : $"All {rows.RowCount} training rows have the same label",
                Expected = "rows of at least two labels",
            });
        }

        if (vectorizer.ColumnCount == 0)
        {
            throw new UserException(new Problem
            {
                Type = "no-features",
                Found = $"No n-gram occurs in enough of the {rows.RowCount} training texts",
                Remedy = "Lower min_df, raise max_df, or choose another tokenizer",
            });
        }

        if (Math.Max(vectorizer.ColumnCount + 1L, rows.RowCount) * labels > 400_000_000)
        {
            throw new UserException(new Problem
            {
                Type = "too-many-weights",
                Found = $"{vectorizer.ColumnCount} features or {rows.RowCount} rows of {labels} labels are more than a model can hold",
                Remedy = "Raise min_df, lower ngram_max, or check that the label column holds labels",
            });
        }
    }

    // How much a feature speaks for a label more than for the others; in an ordinal model only the ends have features that speak for them.
    private double Telling(int feature, int label)
    {
        if (Model.Thresholds.Length > 0)
            return label == 0 ? -Model.Weight(feature, 0) : label == _labels.Length - 1 ? Model.Weight(feature, 0) : 0.0;
        var mean = 0.0;
        for (var k = 0; k < _labels.Length; k++)
            mean += Model.Weight(feature, k);
        return Model.Weight(feature, label) - (mean / _labels.Length);
    }

    private static LinearTextClassifier Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var vectorizer = NgramVectorizer.Load(NgramOptionsFile.Load(ref reader), ref reader);
        var labels = new string[reader.Count(4)];
        if (labels.Length < 2)
            throw new FormatException("it has fewer than two labels");
        for (var i = 0; i < labels.Length; i++)
            labels[i] = reader.Text();
        if (labels.Distinct(StringComparer.Ordinal).Count() != labels.Length)
            throw new FormatException("a label stands there twice");
        var algorithm = (LinearAlgorithm)reader.Number(0, (int)LinearAlgorithm.Ordinal);
        var thresholds = reader.Read<double>(reader.Count(sizeof(double))).ToArray();
        if (thresholds.Length != (algorithm == LinearAlgorithm.Ordinal ? labels.Length - 1 : 0))
            throw new FormatException("its thresholds do not fit its labels");
        for (var k = 0; k < thresholds.Length; k++)
        {
            if (!double.IsFinite(thresholds[k]) || (k > 0 && thresholds[k] <= thresholds[k - 1]))
                throw new FormatException("its thresholds do not rise");
        }

        var weights = reader.Read<float>(reader.Count(sizeof(float))).ToArray();
        var places = (long)(vectorizer.ColumnCount + 1);
        var outputs = algorithm == LinearAlgorithm.Ordinal ? 1 : labels.Length == 2 && algorithm is not (LinearAlgorithm.NaiveBayes or LinearAlgorithm.ComplementNaiveBayes) ? 1 : labels.Length;
        if (weights.Length != places * outputs)
            throw new FormatException("its weights do not fit its features and labels");
        foreach (var value in weights)
        {
            if (!float.IsFinite(value))
                throw new FormatException("a weight is no number");
        }

        var calibration = ScoreCalibration.Load(ref reader, labels.Length);
        if (!reader.IsAtEnd)
            throw new FormatException("something follows the calibration");
        return new LinearTextClassifier(vectorizer, new LinearModel(algorithm, vectorizer.ColumnCount, labels.Length, weights, thresholds), calibration, labels);
    }
}
