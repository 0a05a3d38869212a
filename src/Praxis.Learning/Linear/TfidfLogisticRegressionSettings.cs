using Praxis.Contracts.Train;
using Praxis.Learning.Tabular;
using Praxis.Learning.Text;
using static Praxis.Contracts.Train.HyperparameterKind;

namespace Praxis.Learning.Linear;

/// <summary>The hyper-parameters, checked.</summary>
internal sealed record TfidfLogisticRegressionSettings(TfidfOptions Options, double C, int MaxIterations, double Tolerance)
{
    public const int MostNgram = 3;

    /// <summary>What may be said, with its ranges.</summary>
    public static IReadOnlyList<Hyperparameter> Hyperparameters { get; } =
    [
        new() { Name = "tokenizer", Kind = Choice, Default = "words", Values = ["words", "whitespace"], Description = "what a word is: letters and digits, or what stands between blanks" },
        new() { Name = "ngram_max", Kind = Whole, Default = "2", Least = 1, Most = MostNgram, Description = "longest run of words that is a feature" },
        new() { Name = "min_df", Kind = Whole, Default = "2", Least = 1, Most = 1_000_000, TuningRange = "1 to 10", Description = "terms of fewer texts are left out" },
        new() { Name = "sublinear_tf", Kind = Flag, Default = "true", Description = "whether a term that occurs n times counts 1 + ln n" },
        new() { Name = "use_idf", Kind = Flag, Default = "true", Description = "whether rare terms weigh more" },
        new() { Name = "C", Kind = Number, Default = "1", Least = 1e-6, Most = 1e6, TuningRange = "0.1 to 10", Description = "inverse of the L2 penalty" },
        new() { Name = "max_iter", Kind = Whole, Default = "200", Least = 1, Most = 100_000, Description = "most steps of the solver" },
        new() { Name = "tol", Kind = Number, Default = "1e-4", Least = 1e-12, Most = 1, Description = "largest gradient at which it ends" },
    ];

    /// <summary>The defaults by name.</summary>
    public static IReadOnlyDictionary<string, string> Defaults { get; } = HyperparameterReader.DefaultsOf(Hyperparameters);

    /// <exception cref="Praxis.Contracts.Foundation.UserException">Names or values are wrong; all are told.</exception>
    public static TfidfLogisticRegressionSettings Parse(IReadOnlyDictionary<string, string> given)
    {
        var reader = new HyperparameterReader(TfidfLogisticRegressionTrainer.Name, given, Hyperparameters);
        var settings = new TfidfLogisticRegressionSettings(
            new TfidfOptions
            {
                Tokenizer = reader.OneOf("tokenizer", ("words", TextTokenizerKind.Words), ("whitespace", TextTokenizerKind.Whitespace)),
                MaxNgram = reader.Whole("ngram_max"),
                MinDocumentFrequency = reader.Whole("min_df"),
                SublinearTf = reader.Flag("sublinear_tf"),
                UseIdf = reader.Flag("use_idf"),
            },
            reader.Real("C"),
            reader.Whole("max_iter"),
            reader.Real("tol"));
        reader.End();
        return settings;
    }
}
