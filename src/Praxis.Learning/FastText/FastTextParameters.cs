using Praxis.Contracts.Train;
using static Praxis.Contracts.Train.HyperparameterKind;

namespace Praxis.Learning.FastText;

/// <summary>The hyper-parameters of the trainers: BlazingText's names first, fastText's own understood too.</summary>
internal static class FastTextParameters
{
    private const int MostBuckets = int.MaxValue - 1000;

    /// <summary>Those of <c>fasttext</c>, with defaults that do well on some thousands of texts.</summary>
    public static IReadOnlyList<Hyperparameter> Own { get; } = Create(new Dictionary<string, string>
    {
        ["mode"] = "supervised",
        ["epochs"] = "10",
        ["learning_rate"] = "0.5",
        ["vector_dim"] = "50",
        ["word_ngrams"] = "2",
        ["min_count"] = "2",
        ["buckets"] = "200000",
    });

    /// <summary>Those of <c>blazingtext</c>, with the service's defaults.</summary>
    public static IReadOnlyList<Hyperparameter> BlazingText { get; } = Create(new Dictionary<string, string>
    {
        ["mode"] = "supervised",
        ["epochs"] = "5",
        ["learning_rate"] = "0.05",
        ["vector_dim"] = "100",
        ["word_ngrams"] = "2",
        ["min_count"] = "5",
        ["buckets"] = "2000000",
    });

    /// <summary>What word vectors take where nothing is said: the service's defaults, which are also the original's but for the characters.</summary>
    public static IReadOnlyDictionary<string, string> VectorDefaults { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["epochs"] = "5",
        ["learning_rate"] = "0.05",
        ["vector_dim"] = "100",
        ["word_ngrams"] = "1",
        ["min_count"] = "5",
        ["buckets"] = "2000000",
        ["loss"] = "ns",
    };

    private static Hyperparameter[] Create(Dictionary<string, string> defaults) =>
    [
        new() { Name = "mode", Kind = Choice, Default = defaults["mode"], Values = ["supervised", "skipgram", "cbow", "batch_skipgram"], OtherNames = ["model"], Description = "what is learned: labels, or word vectors" },
        new() { Name = "epochs", Kind = Whole, Default = defaults["epochs"], Least = 1, Most = 1_000_000, TuningRange = "5 to 15", OtherNames = ["epoch"], Description = "passes over the rows" },
        new() { Name = "learning_rate", Kind = Number, Default = defaults["learning_rate"], Least = 0, IsLeastExcluded = true, Most = 100, TuningRange = "0.005 to 0.01", OtherNames = ["lr"], Description = "step of the first update; falls in a line to 0" },
        new() { Name = "min_count", Kind = Whole, Default = defaults["min_count"], Least = 0, Most = int.MaxValue, TuningRange = "0 to 100", OtherNames = ["minCount"], Description = "words that are rarer are left out" },
        new() { Name = "min_count_label", Kind = Whole, Default = "0", Least = 0, Most = int.MaxValue, OtherNames = ["minCountLabel"], Description = "labels that are rarer are left out" },
        new() { Name = "vector_dim", Kind = Whole, Default = defaults["vector_dim"], Least = 1, Most = 100_000, TuningRange = "32 to 300", OtherNames = ["dim"], Description = "numbers of a word's vector" },
        new() { Name = "word_ngrams", Kind = Whole, Default = defaults["word_ngrams"], Least = 1, Most = 100, TuningRange = "1 to 3", OtherNames = ["wordNgrams"], Description = "longest run of words that is a feature" },
        new() { Name = "buckets", Kind = Whole, Default = defaults["buckets"], Least = 1, Most = MostBuckets, TuningRange = "1000000 to 10000000", OtherNames = ["bucket"], Description = "rows for hashed n-grams" },
        new() { Name = "min_char", Kind = Whole, Default = "0", Least = 0, Most = 1000, OtherNames = ["minn"], Description = "shortest run of characters that is a feature; of word vectors with subwords only, 3 there" },
        new() { Name = "max_char", Kind = Whole, Default = "0", Least = 0, Most = 1000, OtherNames = ["maxn"], Description = "longest one; 0 for none; of word vectors with subwords only, 6 there" },
        new() { Name = "loss", Kind = Choice, Default = "softmax", Values = ["softmax", "hs", "ns", "ova", "one-vs-all"], Description = "what is minimised; ova for rows with several independent labels; ns for word vectors" },
        new() { Name = "negative_samples", Kind = Whole, Default = "5", Least = 1, Most = 1_000_000, TuningRange = "5 to 25", OtherNames = ["neg"], Description = "wrong labels or words a step, for loss ns" },
        new() { Name = "window_size", Kind = Whole, Default = "5", Least = 1, Most = 1_000_000, TuningRange = "1 to 10", OtherNames = ["ws"], Description = "word vectors: words on either side that belong to a word" },
        new() { Name = "batch_size", Kind = Whole, Default = "11", Least = 1, Most = 10_000, TuningRange = "8 to 32", Description = "batch_skipgram: words of a window that learn together" },
        new() { Name = "sampling_threshold", Kind = Number, Default = "0.0001", Least = 0, IsLeastExcluded = true, Most = 1, TuningRange = "0.0001 to 0.001", OtherNames = ["t"], Description = "word vectors: words above this share are dropped at random" },
        new() { Name = "subwords", Kind = Flag, Default = "false", Description = "word vectors: whether runs of characters are learned too" },
        new() { Name = "evaluation", Kind = Flag, Default = "true", Description = "word vectors: measure train:mean_rho on the validation file, lines of two words and their likeness" },
        new() { Name = "learning_rate_update", Kind = Whole, Default = "100", Least = 1, Most = int.MaxValue, OtherNames = ["lrUpdateRate"], Description = "words between two changes of the step" },
        new() { Name = "early_stopping", Kind = Flag, Default = "false", Description = "end when validation accuracy no longer rises, and keep the best epoch; needs validation rows" },
        new() { Name = "patience", Kind = Whole, Default = "4", Least = 1, Most = int.MaxValue, Description = "epochs without a rise until the end" },
        new() { Name = "min_epochs", Kind = Whole, Default = "5", Least = 1, Most = int.MaxValue, Description = "epochs before early stopping may end it" },
    ];
}
