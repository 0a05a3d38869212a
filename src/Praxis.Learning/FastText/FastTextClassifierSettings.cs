using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Learning.FastText;

/// <summary>The hyper-parameters of a classifier's training, checked.</summary>
/// <param name="Options">The core's settings.</param>
/// <param name="Stopping">When to end before the last epoch; null never.</param>
/// <param name="Evaluates">Whether word vectors are judged by pairs of words.</param>
internal sealed record FastTextClassifierSettings(FastTextOptions Options, EarlyStopping? Stopping, bool Evaluates)
{
    /// <summary>Whether word vectors are asked for, not a classifier.</summary>
    public static bool IsVectors(IReadOnlyDictionary<string, string> given) => (given.GetValueOrDefault("mode") ?? given.GetValueOrDefault("model")) is "skipgram" or "cbow" or "batch_skipgram";

    /// <summary>What was given, by the algorithm's names, with the defaults of the mode where they are not the algorithm's own.</summary>
    public static IReadOnlyDictionary<string, string> WithDefaults(IReadOnlyDictionary<string, string> given)
    {
        if (!IsVectors(given))
            return given;
        var all = new Dictionary<string, string>(given, StringComparer.Ordinal);
        foreach (var (name, value) in FastTextParameters.VectorDefaults)
            all.TryAdd(name, value);
        if (!(given.TryGetValue("subwords", out var flag) && (flag == "1" || (bool.TryParse(flag, out var isSet) && isSet))))
            return all;
        all.TryAdd("min_char", "3");
        all.TryAdd("max_char", "6");
        return all;
    }

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UserException">Values are unknown, out of range or contradict each other; all are told.</exception>
    public static FastTextClassifierSettings Read(string algorithm, IReadOnlyList<Hyperparameter> known, IReadOnlyDictionary<string, string> given, ulong seed)
    {
        var values = HyperparameterValues.Read(algorithm, known, WithDefaults(Named(known, given)));
        var mode = values.Word("mode");
        var (isVectors, hasCharacters) = (mode != "supervised", mode == "supervised" || values.Flag("subwords"));
        var options = new FastTextOptions
        {
            Mode = mode switch { "supervised" => FastTextMode.Supervised, "cbow" => FastTextMode.Cbow, _ => FastTextMode.Skipgram },
            Epochs = values.Whole("epochs"),
            LearningRate = values.Number("learning_rate"),
            LearningRateUpdate = values.Whole("learning_rate_update"),
            Dimension = values.Whole("vector_dim"),
            WordNgrams = values.Whole("word_ngrams"),
            MinCount = values.Whole("min_count"),
            MinCountLabel = values.Whole("min_count_label"),
            Buckets = values.Whole("buckets"),
            MinCharacters = hasCharacters ? values.Whole("min_char") : 0,
            MaxCharacters = hasCharacters ? values.Whole("max_char") : 0,
            Negatives = values.Whole("negative_samples"),
            Loss = values.Word("loss") switch
            {
                "hs" => FastTextLoss.HierarchicalSoftmax,
                "ns" => FastTextLoss.NegativeSampling,
                "ova" or "one-vs-all" => FastTextLoss.OneVersusAll,
                _ => FastTextLoss.Softmax,
            },
            Window = values.Whole("window_size"),
            SamplingThreshold = values.Number("sampling_threshold"),
            BatchSize = mode == "batch_skipgram" ? values.Whole("batch_size") : 0,
            Seed = (int)(seed % int.MaxValue),
            Shuffle = !isVectors,
            StartsAllRows = true,
        };
        var problems = new List<Problem>();
        if (options.MaxCharacters > 0 && options.MinCharacters > options.MaxCharacters)
            problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"min_char is {options.MinCharacters} and max_char {options.MaxCharacters}", Expected = "min_char at most max_char" });
        if (isVectors && values.Flag("early_stopping"))
            problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"early_stopping is true and mode {mode}", Expected = "mode supervised; word vectors have no validation accuracy" });
        if (isVectors && options.Loss == FastTextLoss.OneVersusAll)
            problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"loss is ova and mode {mode}", Expected = "ns, hs or softmax" });
        if (options.BatchSize > 0 && options.Loss is not (FastTextLoss.NegativeSampling or FastTextLoss.OneVersusAll))
            problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"loss is {values.Word("loss")} and mode {mode}", Expected = "ns" });
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
        return new FastTextClassifierSettings(options, values.Flag("early_stopping") ? new EarlyStopping(values.Whole("patience"), values.Whole("min_epochs")) : null, isVectors && values.Flag("evaluation"));
    }

    // Names that are unknown, or given twice, stay as they are and are told by the check.
    private static Dictionary<string, string> Named(IReadOnlyList<Hyperparameter> known, IReadOnlyDictionary<string, string> given)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            var own = known.FirstOrDefault(parameter => parameter.OtherNames.Contains(name))?.Name;
            named[own is null || given.ContainsKey(own) ? name : own] = value;
        }

        return named;
    }
}
