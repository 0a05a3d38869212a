using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Praxis.Learning.Linear;
using Praxis.Learning.Text;

namespace Praxis.Benchmarks;

/// <summary>
/// Single linear methods on the balanced reviews, text only: <c>balanced-linear FOLDER [threads] [families]</c>. In each outer fold the features and strengths of a method are chosen by the accuracy of an
/// inner cross-validation of the fold's training part; the last line also chooses the method so. The grids were fixed before the first outer fold was scored.
/// </summary>
internal static class BalancedLinear
{
    private const int InnerFolds = 4;
    private static readonly NgramOptions Words = new() { Tokenizer = TextTokenizerKind.ShortWords, MinDocumentFrequency = 2 };
    private static readonly NgramOptions Presence = Words with { Binary = true, UseIdf = false, Normalize = false };

    private static readonly (string Name, NgramOptions Options)[] Weighed = [("words 1-2", Words), ("words 1-3", Words with { MaxNgram = 3 })];

    private static readonly (string Name, NgramOptions Options)[] Present =
    [
        ("presence of words 1-2", Presence),
        ("presence of words 1-3", Presence with { MaxNgram = 3 }),
        ("presence of characters 2-5", Presence with { MaxNgram = 0, MaxCharacters = 5 }),
        ("presence of words 1-2, characters 2-5", Presence with { MaxCharacters = 5 }),
    ];

    private static readonly Method[] Methods =
    [
        .. Grid("naive Bayes", Present, [0.5, 1, 2], alpha => new LinearSettings { Algorithm = LinearAlgorithm.NaiveBayes, Alpha = alpha }),
        .. Grid("complement naive Bayes", Weighed, [0.3, 1], alpha => new LinearSettings { Algorithm = LinearAlgorithm.ComplementNaiveBayes, Alpha = alpha }),
        .. Grid("NB-SVM", Present[..1], [0.001, 0.003, 0.01], c => new LinearSettings { Algorithm = LinearAlgorithm.SupportVectorMachine, NaiveBayesWeighting = true, C = c, Tolerance = 1e-2 }),
        .. Grid("support vectors", Weighed, [0.05, 0.1, 0.2], c => new LinearSettings { Algorithm = LinearAlgorithm.SupportVectorMachine, C = c, Tolerance = 1e-2 }),
        .. Grid("logistic regression", Weighed[..1], [1, 2, 4], c => new LinearSettings { C = c, Tolerance = 1e-2 }),
        .. Grid("ridge", Weighed[..1], [1, 3, 9], alpha => new LinearSettings { Algorithm = LinearAlgorithm.Ridge, Alpha = alpha, Tolerance = 1e-3 }),
        .. Grid("ordinal", Weighed[..1], [1, 3], c => new LinearSettings { Algorithm = LinearAlgorithm.Ordinal, C = c, Tolerance = 1e-2 }),
    ];

    public static void Run(string[] args)
    {
        var reviews = ReviewFolds.Read(args[0]);
        var threads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2;
        var methods = args.Length > 2 ? Methods.Where(method => args[2].Split(',').Contains(method.Family)).ToArray() : Methods;
        var clock = Stopwatch.StartNew();
        var results = new ConcurrentDictionary<(int Fold, string Family), (double Inner, int Right, string Chosen)>();
        Parallel.For(0, ReviewFolds.FoldCount, new ParallelOptions { MaxDegreeOfParallelism = threads }, fold =>
        {
            foreach (var (family, result) in Outer(reviews, fold, methods))
                results[(fold, family)] = result;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fold {fold} after {clock.Elapsed.TotalSeconds:0} s"));
        });
        var rows = (double)reviews.Classes.Length;
        foreach (var family in methods.Select(method => method.Family).Distinct())
        {
            var own = Enumerable.Range(0, ReviewFolds.FoldCount).Select(fold => results[(fold, family)]).ToArray();
            var chosen = string.Join("; ", own.CountBy(result => result.Chosen).OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} x {pair.Key}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{family}: accuracy {own.Sum(result => result.Right) / rows:0.0000}, inner {own.Average(result => result.Inner):0.0000}; chosen {chosen}"));
        }

        var best = Enumerable.Range(0, ReviewFolds.FoldCount).Select(fold => methods.Select(method => results[(fold, method.Family)]).MaxBy(result => result.Inner)).ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the method of the best inner accuracy of each fold: accuracy {best.Sum(result => result.Right) / rows:0.0000}; {clock.Elapsed.TotalSeconds:0} s"));
    }

    private static Dictionary<string, (double Inner, int Right, string Chosen)> Outer(ReviewFolds reviews, int fold, Method[] methods)
    {
        var (train, test) = reviews.Split(fold);
        var classes = train.Select(row => reviews.Classes[row]).ToArray();
        var inner = CrossValidation.Folds(classes, InnerFolds, (ulong)fold);
        var best = new Dictionary<string, (double Inner, int Right, string Chosen)>();
        foreach (var group in methods.GroupBy(method => method.Features))
        {
            var vectorizer = NgramVectorizer.Fit(train.Select(row => reviews.Texts[row]), group.First().Options, out var rows);
            var unseen = vectorizer.Transform(test.Select(row => reviews.Texts[row]));
            foreach (var method in group)
            {
                var scores = CrossValidation.Scores(rows, classes, ReviewFolds.ClassCount, method.Settings, inner);
                var accuracy = Right(scores, classes) / (double)classes.Length;
                if (best.TryGetValue(method.Family, out var before) && before.Inner >= accuracy)
                    continue;
                // Scored at once only to spare a second fit of what is chosen; the choice does not see it.
                var model = LinearModel.Fit(rows, classes, ReviewFolds.ClassCount, method.Settings);
                best[method.Family] = (accuracy, Right(model.Scores(unseen), [.. test.Select(row => reviews.Classes[row])]), $"{method.Features}, {method.Strength}");
            }
        }

        return best;
    }

    private static int Right(double[] scores, int[] classes) => classes.Where((own, row) =>
    {
        var row3 = scores.AsSpan(row * ReviewFolds.ClassCount, ReviewFolds.ClassCount);
        var said = 0;
        for (var k = 1; k < row3.Length; k++)
            said = row3[k] > row3[said] ? k : said;
        return said == own;
    }).Count();

    private static IEnumerable<Method> Grid(string family, (string Name, NgramOptions Options)[] features, double[] strengths, Func<double, LinearSettings> settings) =>
        from own in features
        from strength in strengths
        select new Method(family, own.Name, string.Create(CultureInfo.InvariantCulture, $"{strength}"), own.Options, settings(strength));

    private sealed record Method(string Family, string Features, string Strength, NgramOptions Options, LinearSettings Settings);
}
