using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Quantization;

/// <summary>
/// From a classifier to a small one: the rows of the largest norm are kept, perhaps trained again, and coded (A. Joulin et al., 2016, "FastText.zip: compressing text
/// classification models"). The model is the original's to the byte, with retraining on one thread.
/// </summary>
internal static class Quantizer
{
    public static FastTextModel Run(FastTextModel model, QuantizeOptions options, Stream? text, Action<TrainingProgress>? onProgress, CancellationToken cancellationToken)
    {
        Check(model, options, text);
        var (settings, dictionary, matrix) = (model.Options, model.Dictionary, (RowMatrix?)null);
        using var output = new RowMatrix(model.Output.Rows, settings.Dimension);
        for (var row = 0; row < output.Rows; row++)
            model.Output.Copy(row, output.Row(row));
        try
        {
            if (options.Cutoff > 0 && options.Cutoff < model.Input.Rows)
            {
                var kept = KeptRows.Of(model, options.Cutoff);
                dictionary = kept.Prune(dictionary);
                matrix = kept.Copy(model.Input);
                if (options.Retrain)
                {
                    settings = settings with { Epochs = options.Epochs, LearningRate = options.LearningRate, Threads = options.Threads };
                    FastTextTrainer.Retrain(text!, settings, dictionary, matrix, output, onProgress, cancellationToken);
                }
            }

            var parallelism = new Parallelism(options.Threads, cancellationToken);
            var points = matrix is null ? new Points((int)model.Input.Rows, settings.Dimension, (row, into) => model.Input.Copy(row, into)) : PointsOf(matrix);
            var input = new QuantizedInput(QuantizedRows.Build(points, options.Dsub, options.Qnorm, parallelism), dictionary.Words, dictionary.Pruned);
            OutputRows small = options.Qout ? new QuantizedOutput(QuantizedRows.Build(PointsOf(output), 2, options.Qnorm, parallelism)) : new DenseOutput(Copy(output));
            return new FastTextModel(settings, dictionary, input, small);
        }
        finally
        {
            matrix?.Dispose();
        }
    }

    private static Points PointsOf(RowMatrix matrix) => new((int)matrix.Rows, matrix.Columns, (row, into) => matrix.Row(row).CopyTo(into));

    private static RowMatrix Copy(RowMatrix matrix)
    {
        var copy = new RowMatrix(matrix.Rows, matrix.Columns);
        for (var row = 0; row < matrix.Rows; row++)
            matrix.Row(row).CopyTo(copy.Row(row));
        return copy;
    }

    private static void Check(FastTextModel model, QuantizeOptions options, Stream? text)
    {
        if (model.Options.Mode != FastTextMode.Supervised)
            throw new UserException(new Problem { Type = "not-a-classifier", Found = "For now we only support quantization of supervised models", Expected = "a model that was trained with labels" });
        if (model.Input.IsQuantized)
            throw new UserException(new Problem { Type = "already-quantized", Found = "the model is quantised already", Remedy = "Quantise the .bin file that it was made from" });
        if (options.Dsub < 1 || options.Cutoff < 0 || options.Epochs < 0 || options.Threads is < 1 or > 1024 || double.IsNaN(options.LearningRate))
            throw new UserException(new Problem { Type = "bad-hyperparameter", Found = $"dsub is {options.Dsub}, cutoff {options.Cutoff}, epoch {options.Epochs}, thread {options.Threads}", Expected = "dsub and thread of at least 1, cutoff and epoch of at least 0" });
        var rows = options.Cutoff > 0 ? Math.Min(options.Cutoff, model.Input.Rows) : model.Input.Rows;
        if (rows < ProductQuantizer.Centroids || (options.Qout && model.Output.Rows < ProductQuantizer.Centroids))
            throw QuantizerTraining.TooSmall(Math.Min(rows, options.Qout ? model.Output.Rows : rows));
        if (rows > int.MaxValue)
            throw new UserException(new Problem { Type = "too-many-rows", Found = $"the model has {rows} rows", Expected = "at most 2147483647" });
        if (options.Retrain && options.Cutoff > 0 && text is null)
            throw new UserException(new Problem { Type = "no-text", Found = "a model cannot be trained again without its text", Remedy = "Give the training text (-input)" });
    }
}
