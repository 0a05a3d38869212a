using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Praxis.Learning.Linear;
using Praxis.Learning.Text;

namespace Praxis.Benchmarks;

/// <summary>
/// Single linear methods on the balanced reviews, text only: <c>balanced FOLDER [threads] [families]</c>. In each outer fold the features and strengths of a method are chosen by the accuracy of an
/// inner cross-validation of the fold's training part; the last line also chooses the method so. The grids were fixed before the first outer fold was scored.
/// </summary>
internal static class BalancedLinear
{
    private const int InnerFolds = 4;

    private static readonly (string Name, NgramOptions Options)[] Features =
    [
        ("words 1-2", new NgramOptions { Tokenizer = TextTokenizerKind.ShortWords }),
        ("words 1-2 + characters 2-5", new NgramOptions { Tokenizer = TextTokenizerKind.ShortWords, MinDocumentFrequency = 2, MinCharacters = 2, MaxCharacters = 5 }),
    ];

    private static readonly (string Family, string Name, LinearSettings Settings)[] Methods =
    [
        .. Grid("logistic regression", [0.5, 1, 2, 4], c => new LinearSettings { C = c, Tolerance = 1e-2 }),
        .. Grid("support vectors", [0.05, 0.1, 0.2, 0.4], c => new LinearSettings { Algorithm = LinearAlgorithm.SupportVectorMachine, C = c, Tolerance = 1e-2 }),
        .. Grid("NB-SVM", [0.01, 0.03, 0.1, 0.3], c => new LinearSettings { Algorithm = LinearAlgorithm.SupportVectorMachine, NaiveBayesWeighting = true, C = c, Tolerance = 1e-2 }),
        .. Grid("ridge", [1, 2, 4, 8], alpha => new LinearSettings { Algorithm = LinearAlgorithm.Ridge, Alpha = alpha, Tolerance = 1e-3 }),
        .. Grid("complement naive Bayes", [0.1, 0.3, 1], alpha => new LinearSettings { Algorithm = LinearAlgorithm.ComplementNaiveBayes, Alpha = alpha }),
        .. Grid("ordinal", [1, 2, 4, 8], c => new LinearSettings { Algorithm = LinearAlgorithm.Ordinal, C = c, Tolerance = 1e-2 }),
    ];

    public static void Run(string[] args)
    {
        var reviews = BalancedReviews.Read(args[0]);
        var threads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2;
        var methods = args.Length > 2 ? Methods.Where(method => args[2].Split(',').Contains(method.Family)).ToArray() : Methods;
        var clock = Stopwatch.StartNew();
        var results = new ConcurrentDictionary<(int Fold, string Family), (double Inner, int Right, string Chosen)>();
        Parallel.For(0, BalancedReviews.FoldCount, new ParallelOptions { MaxDegreeOfParallelism = threads }, fold =>
        {
            foreach (var (family, result) in Outer(reviews, fold, methods))
                results[(fold, family)] = result;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fold {fold} after {clock.Elapsed.TotalSeconds:0} s"));
        });
        var rows = (double)reviews.Classes.Length;
        foreach (var family in methods.Select(method => method.Family).Distinct())
        {
            var own = Enumerable.Range(0, BalancedReviews.FoldCount).Select(fold => results[(fold, family)]).ToArray();
            var chosen = string.Join("; ", own.CountBy(result => result.Chosen).OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} x {pair.Key}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{family}: accuracy {own.Sum(result => result.Right) / rows:0.0000}, inner {own.Average(result => result.Inner):0.0000}; chosen {chosen}"));
        }

        var best = Enumerable.Range(0, BalancedReviews.FoldCount).Select(fold => methods.Select(method => results[(fold, method.Family)]).MaxBy(result => result.Inner)).ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the method of the best inner accuracy of each fold: accuracy {best.Sum(result => result.Right) / rows:0.0000}; {clock.Elapsed.TotalSeconds:0} s"));
    }

    private static Dictionary<string, (double Inner, int Right, string Chosen)> Outer(BalancedReviews reviews, int fold, (string Family, string Name, LinearSettings Settings)[] methods)
    {
        var (train, test) = reviews.Split(fold);
        var classes = train.Select(row => reviews.Classes[row]).ToArray();
        var inner = StratifiedFolds.Assign(classes, InnerFolds, (ulong)fold);
        var best = new Dictionary<string, (double Inner, int Right, string Chosen)>();
        foreach (var (features, options) in Features)
        {
            var vectorizer = NgramVectorizer.Fit(train.Select(row => reviews.Texts[row]), options, out var rows);
            var unseen = vectorizer.Transform(test.Select(row => reviews.Texts[row]));
            foreach (var (family, name, settings) in methods)
            {
                var scores = OutOfFold.Scores(rows, classes, BalancedReviews.ClassCount, settings, inner);
                var accuracy = Right(scores, classes) / (double)classes.Length;
                if (best.TryGetValue(family, out var before) && before.Inner >= accuracy)
                    continue;
                // Scored at once only to spare a second fit of what is chosen; the choice does not see it.
                var model = LinearModel.Fit(rows, classes, BalancedReviews.ClassCount, settings);
                best[family] = (accuracy, Right(model.Scores(unseen), [.. test.Select(row => reviews.Classes[row])]), $"{features}, {name}");
            }
        }

        return best;
    }

    private static int Right(double[] scores, int[] classes) => classes.Where((own, row) =>
    {
        var row3 = scores.AsSpan(row * BalancedReviews.ClassCount, BalancedReviews.ClassCount);
        var said = 0;
        for (var k = 1; k < row3.Length; k++)
            said = row3[k] > row3[said] ? k : said;
        return said == own;
    }).Count();

    private static IEnumerable<(string Family, string Name, LinearSettings Settings)> Grid(string family, double[] strengths, Func<double, LinearSettings> settings) =>
        strengths.Select(strength => (family, string.Create(CultureInfo.InvariantCulture, $"{strength}"), settings(strength)));
}
