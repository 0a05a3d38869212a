using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>The hyper-parameters, checked.</summary>
internal sealed record TfidfLogisticRegressionSettings(TfidfOptions Options, double C, int MaxIterations, double Tolerance)
{
    public const int MostNgram = 3;

    public static readonly IReadOnlyDictionary<string, string> Defaults = new Dictionary<string, string>
    {
        ["tokenizer"] = "words",
        ["ngram_max"] = "2",
        ["min_df"] = "2",
        ["sublinear_tf"] = "true",
        ["use_idf"] = "true",
        ["C"] = "1",
        ["max_iter"] = "200",
        ["tol"] = "1e-4",
    };

    public static TfidfLogisticRegressionSettings Parse(IReadOnlyDictionary<string, string> given)
    {
        var problems = new List<Problem>();
        foreach (var name in given.Keys.Where(name => !Defaults.ContainsKey(name)).Order(StringComparer.Ordinal))
        {
            problems.Add(new Problem
            {
                Type = "unknown-hyperparameter",
                Found = $"{SafeText.Line(name)} is no hyper-parameter of {TfidfLogisticRegressionTrainer.Name}",
                Expected = string.Join(", ", Defaults.Keys),
            });
        }

        var settings = new TfidfLogisticRegressionSettings(
            new TfidfOptions
            {
                Tokenizer = Take("tokenizer", "words or whitespace", Tokenizer),
                MaxNgram = Take("ngram_max", $"a whole number from 1 to {MostNgram}", text => Whole(text, 1, MostNgram)),
                MinDocumentFrequency = Take("min_df", "a whole number from 1 to 1000000", text => Whole(text, 1, 1_000_000)),
                SublinearTf = Take("sublinear_tf", "true or false", Flag),
                UseIdf = Take("use_idf", "true or false", Flag),
            },
            Take("C", "a number from 1e-6 to 1e6", text => Real(text, 1e-6, 1e6)),
            Take("max_iter", "a whole number from 1 to 100000", text => Whole(text, 1, 100_000)),
            Take("tol", "a number from 1e-12 to 1", text => Real(text, 1e-12, 1)));
        return problems.Count == 0 ? settings : throw new UserException(Fault.Input, problems);

        T Take<T>(string name, string expected, Func<string, T?> parse)
            where T : struct
        {
            var text = given.TryGetValue(name, out var own) ? own : Defaults[name];
            if (parse(text) is { } value)
                return value;
            problems.Add(new Problem
            {
                Type = "bad-hyperparameter",
                Found = $"{name} is {SafeText.Line(text)}",
                Expected = expected,
            });
            return default;
        }
    }

    private static TextTokenizerKind? Tokenizer(string text) => text switch
    {
        "words" => TextTokenizerKind.Words,
        "whitespace" => TextTokenizerKind.Whitespace,
        _ => null,
    };

    private static bool? Flag(string text) => text switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };

    private static int? Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null;

    private static double? Real(string text, double least, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null;
}
