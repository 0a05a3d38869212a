using System.Diagnostics;
using System.Globalization;
using System.Text;
using Praxis.Contracts.Train;
using Praxis.Learning.Ensembles;
using Praxis.Learning.Metrics;
using Praxis.Learning.Trees;

namespace Praxis.Benchmarks;

/// <summary>
/// Ten folds of the lab's balanced reviews: each fold is predicted by a model of the nine others, which chooses everything else within them.
/// <c>balanced FOLDER text|title|category ALGORITHM [--fold N] [--inner] [name=value ...]</c>; FOLDER holds womens_clothing_ecommerce_reviews_balanced.csv and balanced_folds.csv;
/// <c>--inner</c> trains on the training part of one fold and tells only what is measured within it.
/// </summary>
internal static class BalancedReviews
{
    internal static readonly FeatureColumn[] All = [new("review_body", FeatureKind.Text), new("title", FeatureKind.Text), new("product_category", FeatureKind.Categorical)];

    public static void Run(string[] args)
    {
        var columns = All[..(args[1] switch { "text" => 1, "title" => 2, _ => 3 })];
        ITrainer trainer = args[2] == "ensemble" ? new EnsembleTrainer() : new GradientBoostingTrainer();
        var settings = args.Skip(3).Where(arg => arg.Contains('=', StringComparison.Ordinal)).Select(arg => arg.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var only = Array.IndexOf(args, "--fold") is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : -1;
        var (rows, folds) = Read(args[0], columns.Length);
        var (right, seen) = (new List<bool>(), new Dictionary<string, List<double>>());
        var clock = Stopwatch.StartNew();
        for (var fold = 0; fold < 10; fold++)
        {
            if (only >= 0 && fold != only)
                continue;
            var train = rows.Where((_, i) => folds[i] != fold).ToList();
            using var bytes = new MemoryStream();
            trainer.Train(
                new TrainingContext
                {
                    Train = () => train,
                    Columns = columns,
                    Hyperparameters = settings,
                    Seed = 1,
                    Threads = Environment.ProcessorCount,
                    Report = (name, value, _) =>
                    {
                        if (name.StartsWith("out-of-fold", StringComparison.Ordinal))
                            (seen.TryGetValue(name, out var values) ? values : seen[name] = []).Add(value);
                    },
                },
                bytes,
                CancellationToken.None);
            if (!args.Contains("--inner"))
            {
                bytes.Position = 0;
                var model = trainer.Load(bytes);
                var own = rows.Where((_, i) => folds[i] == fold).Select(row => IsRight(model, row)).ToList();
                right.AddRange(own);
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fold {fold}: accuracy {Share(own):0.0000} of {own.Count}, so far {Share(right):0.0000}; model {bytes.Length / 1e6:0.0} MB; {clock.Elapsed.TotalSeconds:0} s"));
            }
        }

        foreach (var (name, values) in seen)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {values.Average():0.0000} within the training parts"));
        if (right.Count > 0)
        {
            var (low, high) = WilsonInterval.Of(right.Count(one => one), right.Count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trainer.Algorithm} on {string.Join(" + ", columns.Select(column => column.Name))}: accuracy {Share(right):0.00000} of {right.Count} rows of the outer folds (95 % {low:0.000} to {high:0.000}); {clock.Elapsed.TotalSeconds:0} s"));
        }
    }

    private static bool IsRight(ITextClassifier model, LabeledText row)
    {
        var probabilities = new double[model.Labels.Count];
        model.Predict(row.Instance, probabilities);
        return model.Labels[Array.IndexOf(probabilities, probabilities.Max())] == row.Label;
    }

    private static double Share(List<bool> right) => right.Count(one => one) / (double)right.Count;

    internal static (List<LabeledText> Rows, List<int> Folds) Read(string folder, int columns)
    {
        var rows = Csv(Path.Combine(folder, "womens_clothing_ecommerce_reviews_balanced.csv"));
        var (texts, folds) = (new List<LabeledText>(), new List<int>());
        foreach (var (fold, i) in Csv(Path.Combine(folder, "balanced_folds.csv")).Select((fold, i) => (fold, i)))
        {
            string[] row = rows[int.Parse(fold[0], CultureInfo.InvariantCulture)];
            string?[] more = [fold[2].Length == 0 ? null : fold[2], row[2]];
            texts.Add(new LabeledText(row[1], row[0]) { More = columns == 1 ? null : more[..(columns - 1)] });
            folds.Add(int.Parse(fold[1], CultureInfo.InvariantCulture));
        }

        return (texts, folds);
    }

    // RFC 4180, without the header.
    private static List<string[]> Csv(string path)
    {
        var text = File.ReadAllText(path);
        var (rows, row, field) = (new List<string[]>(), new List<string>(), new StringBuilder());
        for (var (at, isQuoted) = (0, false); at < text.Length; at++)
        {
            var c = text[at];
            if (c == '"' && isQuoted && at + 1 < text.Length && text[at + 1] == '"')
                field.Append(text[at++]);
            else if (c == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && c is ',' or '\n')
            {
                row.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (c == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else
                field.Append(c);
        }

        return rows[1..];
    }
}
