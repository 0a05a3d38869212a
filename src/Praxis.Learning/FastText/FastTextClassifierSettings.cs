using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Learning.FastText;

/// <summary>The hyper-parameters of a classifier's training, checked.</summary>
/// <param name="Options">The core's settings.</param>
/// <param name="Stopping">When to end before the last epoch; null never.</param>
internal sealed record FastTextClassifierSettings(FastTextOptions Options, EarlyStopping? Stopping)
{
    /// <summary>Reads what was given.</summary>
    /// <exception cref="UserException">Values are unknown, out of range or contradict each other; all are told.</exception>
    public static FastTextClassifierSettings Read(string algorithm, IReadOnlyList<Hyperparameter> known, IReadOnlyDictionary<string, string> given, ulong seed)
    {
        var values = HyperparameterValues.Read(algorithm, known, given);
        var options = new FastTextOptions
        {
            Epochs = values.Whole("epochs"),
            LearningRate = values.Number("learning_rate"),
            LearningRateUpdate = values.Whole("learning_rate_update"),
            Dimension = values.Whole("vector_dim"),
            WordNgrams = values.Whole("word_ngrams"),
            MinCount = values.Whole("min_count"),
            MinCountLabel = values.Whole("min_count_label"),
            Buckets = values.Whole("buckets"),
            MinCharacters = values.Whole("min_char"),
            MaxCharacters = values.Whole("max_char"),
            Negatives = values.Whole("negative_samples"),
            Loss = values.Word("loss") switch
            {
                "hs" => FastTextLoss.HierarchicalSoftmax,
                "ns" => FastTextLoss.NegativeSampling,
                "ova" or "one-vs-all" => FastTextLoss.OneVersusAll,
                _ => FastTextLoss.Softmax,
            },
            Seed = (int)(seed % int.MaxValue),
            Shuffle = true,
            StartsAllRows = true,
        };
        var problems = new List<Problem>();
        if (options.MaxCharacters > 0 && options.MinCharacters > options.MaxCharacters)
            problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"min_char is {options.MinCharacters} and max_char {options.MaxCharacters}", Expected = "min_char at most max_char" });
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
        return new FastTextClassifierSettings(options, values.Flag("early_stopping") ? new EarlyStopping(values.Whole("patience"), values.Whole("min_epochs")) : null);
    }
}
