using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>The hyper-parameters of <see cref="LinearTrainer"/>: their defaults, and settings from their texts.</summary>
internal static class LinearHyperparameters
{
    public static readonly IReadOnlyDictionary<string, string> Defaults = new Dictionary<string, string>
    {
        ["model"] = "logistic-regression",
        ["tokenizer"] = "words",
        ["lowercase"] = "true",
        ["ngram_min"] = "1",
        ["ngram_max"] = "2",
        ["char_min"] = "2",
        ["char_max"] = "0",
        ["char_within_words"] = "true",
        ["min_df"] = "1",
        ["max_df"] = "1.0",
        ["max_features"] = "0",
        ["hash_bits"] = "0",
        ["sublinear_tf"] = "true",
        ["binary"] = "false",
        ["use_idf"] = "true",
        ["normalize"] = "true",
        ["nb_weighting"] = "false",
        ["C"] = "1",
        ["alpha"] = "1",
        ["loss"] = "squared-hinge",
        ["solver"] = "lbfgs",
        ["class_weight"] = "none",
        ["label_order"] = "",
        ["calibration"] = "auto",
        ["calibration_folds"] = "5",
        ["streaming"] = "false",
        ["epochs"] = "5",
        ["max_iter"] = "1000",
        ["tol"] = "auto",
    };

    public static LinearTextSettings Parse(IReadOnlyDictionary<string, string> given, ulong seed, int threads)
    {
        var problems = new List<Problem>();
        foreach (var name in given.Keys.Where(name => !Defaults.ContainsKey(name)).Order(StringComparer.Ordinal))
        {
            problems.Add(new Problem
            {
                Type = "unknown-hyperparameter",
                Found = $"{SafeText.Line(name, 80)} is no hyper-parameter of {LinearTrainer.Name}",
                Expected = string.Join(", ", Defaults.Keys),
                Remedy = NearestName.Suggestion(name, Defaults.Keys),
            });
        }

        var (isBalanced, labelWeights) = Choice("class_weight", "none, balanced, or label=weight;label=weight", ClassWeights);
        var (algorithm, isNaiveBayesWeighted) = Choice("model", "logistic-regression, svm, nbsvm, naive-bayes, complement-naive-bayes, ridge or ordinal", Model);
        var settings = new LinearTextSettings
        {
            Ngrams = new NgramOptions
            {
                Tokenizer = Choice<TextTokenizerKind>("tokenizer", "words, short-words or whitespace", Tokenizer),
                Lowercase = Flag("lowercase"),
                MinNgram = Whole("ngram_min", 1, NgramVectorizer.LongestNgram),
                MaxNgram = Whole("ngram_max", 0, NgramVectorizer.LongestNgram),
                MinCharacters = Whole("char_min", 1, NgramVectorizer.LongestNgram),
                MaxCharacters = Whole("char_max", 0, NgramVectorizer.LongestNgram),
                CharactersWithinWords = Flag("char_within_words"),
                MinDocumentFrequency = Real("min_df", 0, 1e9),
                MaxDocumentFrequency = Real("max_df", 1e-9, 1e9),
                MaxFeatures = Whole("max_features", 0, int.MaxValue),
                HashBits = Whole("hash_bits", 0, 28),
                SublinearTf = Flag("sublinear_tf"),
                Binary = Flag("binary"),
                UseIdf = Flag("use_idf"),
                Normalize = Flag("normalize"),
            },
            Linear = new LinearSettings
            {
                Algorithm = algorithm,
                NaiveBayesWeighting = isNaiveBayesWeighted | Flag("nb_weighting"),
                C = Real("C", 1e-6, 1e6),
                Alpha = Real("alpha", 1e-9, 1e9),
                Loss = Choice<SupportVectorLoss>("loss", "squared-hinge or hinge", text => text switch { "squared-hinge" => SupportVectorLoss.SquaredHinge, "hinge" => SupportVectorLoss.Hinge, _ => null }),
                Solver = Choice<LogisticSolver>("solver", "lbfgs or saga", text => text switch { "lbfgs" => LogisticSolver.Lbfgs, "saga" => LogisticSolver.Saga, _ => null }),
                BalancedClasses = isBalanced,
                MaxIterations = Whole("max_iter", 1, 1_000_000),
                Tolerance = Text("tol") == "auto" ? null : Real("tol", 1e-12, 1),
                Seed = seed,
                Threads = threads,
            },
            LabelWeights = labelWeights ?? new Dictionary<string, double>(),
            LabelOrder = Text("label_order").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Calibration = Choice<CalibrationMethod>("calibration", "auto, none, temperature, sigmoid or isotonic", Calibration),
            CalibrationFolds = Whole("calibration_folds", 2, 100),
            IsStreaming = Flag("streaming"),
            Epochs = Whole("epochs", 1, 10_000),
        };
        if (problems.Count == 0 && !settings.Ngrams.CountsSomething)
            Problem("ngram_max", "words (ngram_max) or characters (char_max), the shortest not longer than the longest");
        return problems.Count == 0 ? settings : throw new UserException(Fault.Input, problems);

        string Text(string name) => given.TryGetValue(name, out var own) ? own : Defaults[name];

        void Problem(string name, string expected) => problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"{name} is {SafeText.Line(Text(name), 80)}", Expected = expected });

        T Choice<T>(string name, string expected, Func<string, T?> parse)
            where T : struct
        {
            if (parse(Text(name)) is { } value)
                return value;
            Problem(name, expected);
            return default;
        }

        bool Flag(string name) => Choice<bool>(name, "true or false", text => text switch { "true" or "1" => true, "false" or "0" => false, _ => null });

        int Whole(string name, int least, int most) => Choice<int>(name, $"a whole number from {least} to {most}", text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null);

        double Real(string name, double least, double most) => Choice<double>(name, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"), text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null);
    }

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
