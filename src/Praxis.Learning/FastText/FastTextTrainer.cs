using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Losses;
using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;
using Praxis.Learning.FastText.Vectors;

namespace Praxis.Learning.FastText;

/// <summary>
/// Training. On one thread and without a shuffle the order of operations is the original's: from the same text and settings the model is the original's (release 0.9.2,
/// <c>-thread 1</c>), to the byte (A. Joulin, E. Grave, P. Bojanowski and T. Mikolov, 2016, "Bag of tricks for efficient text classification").
/// </summary>
internal static class FastTextTrainer
{
    public static FastTextModel Train(Stream text, FastTextOptions options, Action<TrainingProgress>? onProgress, CancellationToken cancellationToken, EpochWatch? watch = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        options.Pretrained?.Expect(options.Dimension);
        if (options is { WordNgrams: <= 1, MaxCharacters: <= 0 })
            options = options with { Buckets = 0 };
        using var tokens = TextTokens.Read(text, cancellationToken);
        var vocabulary = new Vocabulary(tokens, options.LabelPrefix);
        vocabulary.Cut(options.MinCount, options.MinCountLabel);
        if (options.Pretrained is not null)
            vocabulary.Include(options.Pretrained.Words);
        var dictionary = vocabulary.Build();
        onProgress?.Invoke(new TrainingProgress(0, options.LearningRate, -1, 0) { Dictionary = new DictionarySize(dictionary.Words, dictionary.Labels, dictionary.Tokens) });
        if (options.Mode != FastTextMode.Supervised)
            return VectorTrainer.Train(tokens, dictionary, options, onProgress, cancellationToken);
        if (dictionary.Labels == 0)
            throw new UserException(new Problem { Type = "no-labels", Found = "no line of the text has a label", Expected = $"{options.LabelPrefix}X before the words" });
        using var documents = Documents.Build(tokens, vocabulary, dictionary, options, cancellationToken);
        var places = new InputPlaces(dictionary.Words, options.Buckets, documents.WordRows, documents.Rows, isSparse: true);
        documents.PlaceBuckets(places.Buckets);
        var (input, output) = (places.Create(options), new RowMatrix(dictionary.Labels, options.Dimension));
        options.Pretrained?.CopyTo(input, places, dictionary);
        var schedule = new Schedule(options.Epochs * dictionary.Tokens, options.LearningRate, options.LearningRateUpdate, onProgress);
        var model = new FastTextModel(options with { Pretrained = null }, dictionary, new DenseInput(input, places), new DenseOutput(output));
        watch?.Begin(model, input, output);
        Run(documents, dictionary, input, output, schedule, options, watch, cancellationToken);
        watch?.End();
        return model;
    }

    /// <summary>Trains the matrices of a classifier that was cut further, with the words and labels that it has.</summary>
    public static void Retrain(Stream text, FastTextOptions options, FastTextDictionary dictionary, RowMatrix input, RowMatrix output, Action<TrainingProgress>? onProgress, CancellationToken cancellationToken)
    {
        using var tokens = TextTokens.Read(text, cancellationToken);
        var own = dictionary.Over(tokens.Table);
        using var documents = Documents.Build(tokens, new Vocabulary(tokens, options.LabelPrefix), own, options, cancellationToken);
        if (documents.Count == 0)
            throw new UserException(new Problem { Type = "no-text", Found = "the training text is empty", Remedy = "Give the text that the model was trained on" });
        documents.PlaceBuckets(null);
        Run(documents, own, input, output, new Schedule(options.Epochs * own.Tokens, options.LearningRate, options.LearningRateUpdate, onProgress), options, null, cancellationToken);
    }

    private static void Run(Documents documents, FastTextDictionary dictionary, RowMatrix input, RowMatrix output, Schedule schedule, FastTextOptions options, EpochWatch? watch, CancellationToken cancellationToken)
    {
        var layers = new OutputLayers(output, options.Loss, dictionary.LabelCounts, options.Negatives);
        void Thread(int k)
        {
            var line = k == 0 ? 0 : documents.LineAt(k, options.Threads);
            var order = options.Shuffle ? new LineOrder(documents.Count, options.Seed + k) : null;
            using var layer = layers.Open();
            using var training = new SupervisedTraining(documents, input, layer, schedule, new Minstd(options.Seed + k));
            training.Run(line, order, k == 0 ? watch : null, cancellationToken);
        }

        if (options.Threads == 1)
            Thread(0);
        else
            TrainingThreads.Run(options.Threads, Thread, schedule);
    }

    private static void Check(FastTextOptions options)
    {
        var problems = new List<Problem>();
        void Range(string name, double value, double least, double most)
        {
            if (!(value >= least && value <= most))
                problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"{name} is {value}", Expected = $"{least} to {most}" });
        }

        Range("lr", options.LearningRate, -1e6, 1e9);
        Range("dim", options.Dimension, 1, 100_000);
        Range("epoch", options.Epochs, 0, 1_000_000);
        Range("wordNgrams", options.WordNgrams, 0, 100);
        Range("bucket", options.Buckets, options.WordNgrams > 1 || options.MaxCharacters > 0 ? 1 : 0, int.MaxValue - 1000);
        Range("minn", options.MinCharacters, 0, 1000);
        Range("maxn", options.MaxCharacters, 0, 1000);
        Range("ws", options.Window, options.Mode == FastTextMode.Supervised ? int.MinValue : 1, int.MaxValue);
        Range("batch_size", options.BatchSize, 0, options is { Mode: FastTextMode.Skipgram, Loss: FastTextLoss.NegativeSampling } ? 10_000 : 0);
        Range("neg", options.Negatives, 0, 1_000_000);
        Range("thread", options.Threads, 1, 1024);
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
    }
}
