using System.Globalization;
using Praxis.Contracts.Train;
using Praxis.Learning.Tabular;
using Praxis.Learning.Text;
using static Praxis.Contracts.Train.HyperparameterKind;

namespace Praxis.Learning.Linear;

/// <summary>The hyper-parameters of <see cref="LinearTrainer"/>: their defaults, and settings from their texts.</summary>
internal static class LinearHyperparameters
{
    /// <summary>What may be said, with its ranges.</summary>
    public static IReadOnlyList<Hyperparameter> All { get; } =
    [
        new() { Name = "model", Kind = Choice, Default = "logistic-regression", Values = ["logistic-regression", "svm", "nbsvm", "naive-bayes", "complement-naive-bayes", "ridge", "ordinal"], Description = "what is fitted" },
        new() { Name = "tokenizer", Kind = Choice, Default = "words", Values = ["words", "short-words", "whitespace"], Description = "what a word is" },
        new() { Name = "lowercase", Kind = Flag, Default = "true", Description = "whether letters are made small" },
        new() { Name = "ngram_min", Kind = Whole, Default = "1", Least = 1, Most = NgramVectorizer.LongestNgram, Description = "shortest run of words that is a feature" },
        new() { Name = "ngram_max", Kind = Whole, Default = "2", Least = 0, Most = NgramVectorizer.LongestNgram, TuningRange = "1 to 3", Description = "longest one; 0 for none" },
        new() { Name = "char_min", Kind = Whole, Default = "2", Least = 1, Most = NgramVectorizer.LongestNgram, Description = "shortest run of characters that is a feature" },
        new() { Name = "char_max", Kind = Whole, Default = "0", Least = 0, Most = NgramVectorizer.LongestNgram, TuningRange = "0 to 6", Description = "longest one; 0 for none" },
        new() { Name = "char_within_words", Kind = Flag, Default = "true", Description = "whether such runs stay within a word" },
        new() { Name = "min_df", Kind = Number, Default = "1", Least = 0, Most = 1e9, TuningRange = "1 to 10", Description = "terms of fewer texts are left out: a number of them, or a share below 1" },
        new() { Name = "max_df", Kind = Number, Default = "1.0", Least = 1e-9, Most = 1e9, TuningRange = "0.5 to 1", Description = "terms of more texts are left out: a share, or a number of them above 1" },
        new() { Name = "max_features", Kind = Whole, Default = "0", Least = 0, Most = int.MaxValue, Description = "only so many of the most frequent terms; 0 for all" },
        new() { Name = "hash_bits", Kind = Whole, Default = "0", Least = 0, Most = 28, Description = "terms are hashed into 2 to this power columns; 0 keeps a vocabulary" },
        new() { Name = "sublinear_tf", Kind = Flag, Default = "true", Description = "whether a term that occurs n times counts 1 + ln n" },
        new() { Name = "binary", Kind = Flag, Default = "false", Description = "whether a term counts once a text" },
        new() { Name = "use_idf", Kind = Flag, Default = "true", Description = "whether rare terms weigh more" },
        new() { Name = "normalize", Kind = Flag, Default = "true", Description = "whether each text has length 1" },
        new() { Name = "nb_weighting", Kind = Flag, Default = "false", Description = "whether terms weigh as naive Bayes finds them telling" },
        new() { Name = "C", Kind = Number, Default = "1", Least = 1e-6, Most = 1e6, TuningRange = "0.01 to 100", Description = "inverse of the penalty" },
        new() { Name = "alpha", Kind = Number, Default = "1", Least = 1e-9, Most = 1e9, TuningRange = "0.01 to 10", Description = "smoothing of naive Bayes, penalty of ridge" },
        new() { Name = "loss", Kind = Choice, Default = "squared-hinge", Values = ["squared-hinge", "hinge"], Description = "of support vectors" },
        new() { Name = "solver", Kind = Choice, Default = "lbfgs", Values = ["lbfgs", "saga"], Description = "of logistic regression" },
        new() { Name = "class_weight", Kind = HyperparameterKind.Text, Default = "none", Form = "none, balanced, or label=weight;label=weight", Description = "how much each class counts" },
        new() { Name = "label_order", Kind = HyperparameterKind.Text, Default = "", Form = "labels separated by semicolons, from the least to the greatest", Description = "of ordinal regression; numbers order themselves" },
        new() { Name = "calibration", Kind = Choice, Default = "auto", Values = ["auto", "none", "temperature", "sigmoid", "isotonic"], Description = "how scores become probabilities" },
        new() { Name = "calibration_folds", Kind = Whole, Default = "5", Least = 2, Most = 100, Description = "into how many parts the rows are dealt for it" },
        new() { Name = "streaming", Kind = Flag, Default = "false", Description = "whether rows are read once an epoch and not held" },
        new() { Name = "epochs", Kind = Whole, Default = "5", Least = 1, Most = 10_000, Description = "passes over the rows when streaming" },
        new() { Name = "max_iter", Kind = Whole, Default = "1000", Least = 1, Most = 1_000_000, Description = "most steps of the solver" },
        new() { Name = "tol", Kind = HyperparameterKind.Text, Default = "auto", Form = "auto, or a number from 1e-12 to 1", Description = "at what gradient the solver ends" },
    ];

    /// <summary>The defaults by name.</summary>
    public static IReadOnlyDictionary<string, string> Defaults { get; } = HyperparameterReader.DefaultsOf(All);

    public static LinearTextSettings Parse(IReadOnlyDictionary<string, string> given, ulong seed, int threads)
    {
        var reader = new HyperparameterReader(LinearTrainer.Name, given, All);
        var (isBalanced, labelWeights) = reader.As("class_weight", ClassWeights);
        var (algorithm, isNaiveBayesWeighted) = reader.As("model", Model);
        var settings = new LinearTextSettings
        {
            Ngrams = new NgramOptions
            {
                Tokenizer = reader.As("tokenizer", Tokenizer),
                Lowercase = reader.Flag("lowercase"),
                MinNgram = reader.Whole("ngram_min"),
                MaxNgram = reader.Whole("ngram_max"),
                MinCharacters = reader.Whole("char_min"),
                MaxCharacters = reader.Whole("char_max"),
                CharactersWithinWords = reader.Flag("char_within_words"),
                MinDocumentFrequency = reader.Real("min_df"),
                MaxDocumentFrequency = reader.Real("max_df"),
                MaxFeatures = reader.Whole("max_features"),
                HashBits = reader.Whole("hash_bits"),
                SublinearTf = reader.Flag("sublinear_tf"),
                Binary = reader.Flag("binary"),
                UseIdf = reader.Flag("use_idf"),
                Normalize = reader.Flag("normalize"),
            },
            Linear = new LinearSettings
            {
                Algorithm = algorithm,
                NaiveBayesWeighting = isNaiveBayesWeighted | reader.Flag("nb_weighting"),
                C = reader.Real("C"),
                Alpha = reader.Real("alpha"),
                Loss = reader.OneOf("loss", ("squared-hinge", SupportVectorLoss.SquaredHinge), ("hinge", SupportVectorLoss.Hinge)),
                Solver = reader.OneOf("solver", ("lbfgs", LogisticSolver.Lbfgs), ("saga", LogisticSolver.Saga)),
                BalancedClasses = isBalanced,
                MaxIterations = reader.Whole("max_iter"),
                Tolerance = reader.Text("tol") == "auto" ? null : reader.As("tol", Tolerance),
                Seed = seed,
                Threads = threads,
            },
            LabelWeights = labelWeights ?? new Dictionary<string, double>(),
            LabelOrder = reader.Text("label_order").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Calibration = reader.As("calibration", Calibration),
            CalibrationFolds = reader.Whole("calibration_folds"),
            IsStreaming = reader.Flag("streaming"),
            Epochs = reader.Whole("epochs"),
        };
        if (!reader.HasProblems && !settings.Ngrams.CountsSomething)
            reader.Refuse("ngram_max", "words (ngram_max) or characters (char_max), the shortest not longer than the longest");
        reader.End();
        return settings;
    }

    private static double? Tolerance(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 1e-12 and <= 1 ? value : null;

    private static (LinearAlgorithm Algorithm, bool IsWeighted)? Model(string text) => text switch
    {
        "logistic-regression" => (LinearAlgorithm.LogisticRegression, false),
        "svm" => (LinearAlgorithm.SupportVectorMachine, false),
        "nbsvm" => (LinearAlgorithm.SupportVectorMachine, true),
        "naive-bayes" => (LinearAlgorithm.NaiveBayes, false),
        "complement-naive-bayes" => (LinearAlgorithm.ComplementNaiveBayes, false),
        "ridge" => (LinearAlgorithm.Ridge, false),
        "ordinal" => (LinearAlgorithm.Ordinal, false),
        _ => null,
    };

    private static TextTokenizerKind? Tokenizer(string text) => text switch
    {
        "words" => TextTokenizerKind.Words,
        "short-words" => TextTokenizerKind.ShortWords,
        "whitespace" => TextTokenizerKind.Whitespace,
        _ => null,
    };

    private static CalibrationMethod? Calibration(string text) => text switch
    {
        "auto" => CalibrationMethod.Automatic,
        "none" => CalibrationMethod.None,
        "temperature" => CalibrationMethod.Temperature,
        "sigmoid" => CalibrationMethod.Sigmoid,
        "isotonic" => CalibrationMethod.Isotonic,
        _ => null,
    };

    private static (bool IsBalanced, Dictionary<string, double>? Weights)? ClassWeights(string text)
    {
        if (text is "none" or "balanced")
            return (text == "balanced", null);
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var pair in text.Split(';'))
        {
            var sign = pair.LastIndexOf('=');
            if (sign <= 0 || !double.TryParse(pair.AsSpan(sign + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) || !double.IsFinite(weight) || weight < 0
                || !weights.TryAdd(pair[..sign], weight))
                return null;
        }

        return (false, weights);
    }
}
