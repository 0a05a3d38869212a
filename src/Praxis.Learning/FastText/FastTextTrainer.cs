using Praxis.Contracts.Foundation;

namespace Praxis.Learning.FastText;

/// <summary>
/// Supervised training on one thread, in the original's order: from the same text and settings the model is the original's (release 0.9.2, <c>-thread 1</c>),
/// to the byte (A. Joulin, E. Grave, P. Bojanowski and T. Mikolov, 2016, "Bag of tricks for efficient text classification").
/// </summary>
public static class FastTextTrainer
{
    /// <summary>Trains on lines of <c>__label__X words</c>.</summary>
    /// <param name="text">The whole training text.</param>
    /// <param name="options">The settings.</param>
    /// <param name="onProgress">Told the fraction that is done, now and then.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    /// <exception cref="UserException">A setting is out of range, the text has no word or no label, or the weights stopped being numbers.</exception>
    public static FastTextModel Train(ReadOnlyMemory<byte> text, FastTextOptions options, Action<double>? onProgress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        if (options is { WordNgrams: <= 1, MaxCharacters: <= 0 })
            options = options with { Buckets = 0 };
        var dictionary = FastTextDictionary.Build(text, options, cancellationToken);
        if (dictionary.Labels == 0)
            throw new UserException(new Problem { Type = "no-labels", Found = "no line of the text has a label", Expected = "__label__X before the words" });
        var rows = (long)dictionary.Words + options.Buckets;
        if (rows * options.Dimension > Array.MaxLength)
            throw new UserException(new Problem { Type = "model-too-large", Found = $"{rows:N0} rows of {options.Dimension} numbers are more than a model can hold", Remedy = "Lower bucket or dim, or raise minCount" });
        var (input, output) = (Start(rows, options), new Matrix(dictionary.Labels, options.Dimension));
        Run(new TokenReader(text), dictionary, options, input, FastTextModel.LayerOf(options, dictionary, output), onProgress, cancellationToken);
        foreach (var value in output.Values)
            if (!float.IsFinite(value))
                throw new UserException(new Problem { Type = "not-a-number", Found = "the weights stopped being numbers", Remedy = "Lower lr" });
        return new FastTextModel(options, dictionary, input, output);
    }

    private static void Check(FastTextOptions options)
    {
        var problems = new List<Problem>();
        void Range(string name, double value, double least, double most)
        {
            if (!(value >= least && value <= most))
                problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"{name} is {value}", Expected = $"{least} to {most}" });
        }

        Range("lr", options.LearningRate, 1e-9, 1e6);
        Range("dim", options.Dimension, 1, 100_000);
        Range("epoch", options.Epochs, 1, 1_000_000);
        Range("wordNgrams", options.WordNgrams, 1, 100);
        Range("bucket", options.Buckets, options.WordNgrams > 1 || options.MaxCharacters > 0 ? 1 : 0, int.MaxValue);
        Range("minn", options.MinCharacters, 0, 1000);
        Range("maxn", options.MaxCharacters, 0, 1000);
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
    }

    // One thread of the original fills the first tenth and no more.
    private static Matrix Start(long rows, FastTextOptions options)
    {
        var input = new Matrix(rows, options.Dimension);
        var most = (float)(1.0 / options.Dimension);
        var random = new Minstd(options.Seed);
        foreach (ref var value in input.Values.AsSpan(0, input.Values.Length / 10))
            value = (float)random.Real(-most, most);
        return input;
    }

    private static void Run(
        TokenReader reader, FastTextDictionary dictionary, FastTextOptions options, Matrix input, OutputLayer layer, Action<double>? onProgress, CancellationToken cancellationToken)
    {
        var random = new Minstd(options.Seed);
        var (features, labels) = (new List<int>(), new List<int>());
        var (hidden, gradient) = (new float[options.Dimension], new float[options.Dimension]);
        long all = options.Epochs * dictionary.Tokens, done = 0, local = 0;
        for (long line = 0; done < all; line++)
        {
            var rate = (float)((double)options.LearningRate * (1.0 - (float)done / all));
            local += dictionary.ReadLine(ref reader, features, labels);
            if (features.Count > 0 && labels.Count > 0)
            {
                var target = options.Loss == FastTextLoss.OneVersusAll ? -1 : labels[random.Below(labels.Count)];
                FastTextModel.Average(input, features, hidden);
                gradient.AsSpan().Clear();
                layer.Step(hidden, gradient, labels, target, rate, ref random);
                Matrix.Scale(gradient, (float)(1.0 / features.Count));
                foreach (var feature in features)
                    Matrix.Add(input.Row(feature), gradient);
            }

            if (local <= options.LearningRateUpdate)
                continue;
            done += local;
            local = 0;
            if (line % 1024 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                onProgress?.Invoke(Math.Min(1, (double)done / all));
            }
        }
    }
}
