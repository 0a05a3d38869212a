using System.Diagnostics;
using System.Globalization;
using Praxis.Contracts.Train;
using Praxis.Learning.Linear;
using Praxis.Learning.Text;

namespace Praxis.Benchmarks;

/// <summary>
/// Fits a vectorizer and a linear model once and tells the phases' seconds, the accuracy on a second file, user seconds and the process's peak memory as one line of JSON:
/// <c>linear TRAIN TEST logistic-regression|svm|ridge|naive-bayes|complement-naive-bayes [threads] [min_df] [tokens]</c>.
/// </summary>
internal static class LinearPhases
{
    public static void Run(string[] args)
    {
        var train = LabeledFile.Read(args[0]);
        var labels = train.Select(row => row.Label).Distinct().Order(StringComparer.Ordinal).ToArray();
        var classes = train.Select(row => Array.BinarySearch(labels, row.Label, StringComparer.Ordinal)).ToArray();
        var threads = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 2;
        var options = new NgramOptions
        {
            Tokenizer = args.Length > 5 && args[5] == "words" ? TextTokenizerKind.Words : TextTokenizerKind.Whitespace,
            MinDocumentFrequency = args.Length > 4 ? double.Parse(args[4], CultureInfo.InvariantCulture) : 1,
        };
        var settings = new LinearSettings { Algorithm = Algorithm(args[2]), Threads = threads };
        var processor = Process.GetCurrentProcess().UserProcessorTime;
        var loaded = Memory("VmRSS");
        var clock = Stopwatch.StartNew();
        var vectorizer = NgramVectorizer.Fit(train.Select(row => row.Text), options, out var rows, threads);
        var vectorized = clock.Elapsed.TotalSeconds;
        var between = Memory("VmHWM");
        var middle = Process.GetCurrentProcess().UserProcessorTime;
        var model = LinearModel.Fit(rows, classes, labels.Length, settings);
        var fitted = clock.Elapsed.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        var user = (process.UserProcessorTime - processor).TotalSeconds;
        var peak = Memory("VmHWM");
        var right = Right(LabeledFile.Read(args[1]), labels, vectorizer, model);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $$"""{"vectorize":{{vectorized:0.000}},"fit":{{fitted - vectorized:0.000}},"wall":{{fitted:0.000}},"user":{{user:0.000}},"vectorize_user":{{(middle - processor).TotalSeconds:0.000}},"peak_mb":{{peak:0.0}},"loaded_mb":{{loaded:0.0}},"vectorized_mb":{{between:0.0}},"columns":{{rows.ColumnCount}},"values":{{rows.ValueCount}},"right":{{right.Right}},"of":{{right.Of}},"accuracy":{{(double)right.Right / right.Of:0.00000}}}"""));
    }

    private static double Memory(string name) =>
        long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;

    private static LinearAlgorithm Algorithm(string name) => name switch
    {
        "logistic-regression" => LinearAlgorithm.LogisticRegression,
        "svm" => LinearAlgorithm.SupportVectorMachine,
        "ridge" => LinearAlgorithm.Ridge,
        "naive-bayes" => LinearAlgorithm.NaiveBayes,
        "complement-naive-bayes" => LinearAlgorithm.ComplementNaiveBayes,
        _ => throw new ArgumentException($"no algorithm {name}"),
    };

    private static (int Right, int Of) Right(List<LabeledText> test, string[] labels, NgramVectorizer vectorizer, LinearModel model)
    {
        var right = 0;
        var row = new NgramRow();
        var scores = new double[labels.Length];
        foreach (var (text, label) in test)
        {
            vectorizer.Transform(text, row);
            model.Scores(row.Indices, row.Values, scores);
            right += labels[Array.IndexOf(scores, scores.Max())] == label ? 1 : 0;
        }

        return (right, test.Count);
    }
}
