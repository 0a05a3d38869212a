using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>
/// Multinomial logistic regression on tf-idf weights of word n-grams: minimises the rows' summed log loss plus |W|^2 / 2C, the
/// intercept free, as scikit-learn's <c>LogisticRegression</c> does with its solver <c>lbfgs</c>.
/// </summary>
public sealed class TfidfLogisticRegressionTrainer : ITrainer
{
    internal const string Name = "tfidf-logistic-regression";

    /// <inheritdoc/>
    public string Algorithm => Name;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Defaults => TfidfLogisticRegressionSettings.Defaults;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters => TfidfLogisticRegressionSettings.Hyperparameters;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Check(IReadOnlyDictionary<string, string> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        TfidfLogisticRegressionSettings.Parse(given);
        return given;
    }

    /// <inheritdoc/>
    public void Train(TrainingContext context, Stream model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(model);
        var settings = TfidfLogisticRegressionSettings.Parse(context.Hyperparameters);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, string.Create(CultureInfo.InvariantCulture, $"1 {settings}"));
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var classes = new List<int>();
        var vectorizer = TfidfVectorizer.Fit(Texts(context.Train(), ids, classes, hash, cancellationToken), settings.Options, out var rows);
        var labels = ids.Keys.Order(StringComparer.Ordinal).ToArray();
        Refuse(labels, vectorizer, rows);
        var ranks = new int[labels.Length];
        for (var k = 0; k < labels.Length; k++)
            ranks[ids[labels[k]]] = k;

        var objective = new LogisticObjective(rows, [.. classes.Select(id => ranks[id])], labels.Length, settings.C, context.Threads);
        double Evaluate(double[] point, double[] gradient)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return objective.Evaluate(point, gradient);
        }

        var fingerprint = hash.GetHashAndReset();
        var solver = Resume(context, fingerprint, objective.Length, Evaluate);
        if (solver is null)
        {
            solver = new Lbfgs(objective.Length, context.Threads, Evaluate);
            solver.Start();
        }

        while (solver.Iteration < settings.MaxIterations && !solver.IsDone(settings.Tolerance))
        {
            solver.Iterate();
            context.Report?.Invoke("train:loss", solver.Value / rows.RowCount, solver.Iteration);
            if (context.Checkpoints is { IsDue: true } checkpoints)
            {
                checkpoints.Save(stream =>
                {
                    stream.Write(fingerprint);
                    solver.Save(new ByteWriter(stream));
                });
            }
        }

        var fitted = new TfidfLogisticRegressionModel(vectorizer, labels, Pack(solver.Point, labels.Length));
        fitted.Save(model);
        if (context is { Validation: not null, Report: not null })
            Validate(fitted, labels, context, solver.Iteration, cancellationToken);
    }

    /// <inheritdoc/>
    public ITextClassifier Load(Stream model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return TfidfLogisticRegressionModel.Load(model);
    }

    private static IEnumerable<string> Texts(
        IEnumerable<LabeledText> rows, Dictionary<string, int> ids, List<int> classes, IncrementalHash hash, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Append(hash, row.Label);
            Append(hash, row.Text);
            if (!ids.TryGetValue(row.Label, out var id))
                ids.Add(row.Label, id = ids.Count);
            classes.Add(id);
            yield return row.Text;
        }
    }

    private static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(MemoryMarshal.AsBytes<int>([text.Length]));
        hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static void Refuse(string[] labels, TfidfVectorizer vectorizer, SparseRows rows)
    {
        Problem? problem = null;
        if (labels.Length < 2)
        {
            problem = new Problem
            {
                Type = "too-few-labels",
                Found = rows.RowCount == 0 ? "There are no training rows" : $"All {rows.RowCount} training rows have the label {SafeText.Line(labels[0])}",
                Expected = "rows of at least two labels",
            };
        }
        else if (vectorizer.Features.Count == 0)
        {
            problem = new Problem
            {
                Type = "no-features",
                Found = $"No word occurs in {vectorizer.Options.MinDocumentFrequency} of the {rows.RowCount} training texts",
                Remedy = "Lower min_df, or choose another tokenizer",
            };
        }
        else if (Math.Max(vectorizer.Features.Count + 1L, rows.RowCount) * LogisticObjective.Width(labels.Length) > 400_000_000)
        {
            problem = new Problem
            {
                Type = "too-many-weights",
                Found = $"{vectorizer.Features.Count} features or {rows.RowCount} rows of {labels.Length} labels are more than a model can hold",
                Remedy = "Raise min_df, lower ngram_max, or check that the label column holds labels",
            };
        }

        if (problem is not null)
            throw new UserException(problem);
    }

    // A checkpoint of other rows or settings, or one that ends too early, counts as none.
    private static Lbfgs? Resume(TrainingContext context, byte[] fingerprint, int length, Func<double[], double[], double> evaluate)
    {
        using var stream = context.Checkpoints?.Open();
        if (stream is null)
            return null;
        try
        {
            var own = new byte[fingerprint.Length];
            stream.ReadExactly(own);
            if (!own.AsSpan().SequenceEqual(fingerprint))
                return null;
            var solver = new Lbfgs(length, context.Threads, evaluate);
            solver.Restore(stream);
            return solver;
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            return null;
        }
    }

    private static float[] Pack(double[] padded, int labels)
    {
        var width = LogisticObjective.Width(labels);
        var weights = new float[padded.Length / width * labels];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)padded[(i / labels * width) + (i % labels)];
        return weights;
    }

    private static void Validate(TfidfLogisticRegressionModel model, string[] labels, TrainingContext context, long step, CancellationToken cancellationToken)
    {
        long count = 0;
        long right = 0;
        var loss = 0.0;
        var probabilities = new double[labels.Length];
        foreach (var row in context.Validation!())
        {
            cancellationToken.ThrowIfCancellationRequested();
            model.Predict(row.Text, probabilities);
            var truth = Array.BinarySearch(labels, row.Label, StringComparer.Ordinal);
            var best = Array.IndexOf(probabilities, probabilities.Max());
            count++;
            right += best == truth ? 1 : 0;
            loss -= Math.Log(truth < 0 ? 1e-15 : Math.Max(probabilities[truth], 1e-15));
        }

        if (count == 0)
            return;
        context.Report!("validation:accuracy", (double)right / count, step);
        context.Report("validation:log_loss", loss / count, step);
    }
}
