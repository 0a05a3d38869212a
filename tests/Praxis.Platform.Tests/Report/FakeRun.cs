using Praxis.Contracts.Analyze;
using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Ingest;
using Praxis.Contracts.Register;
using Praxis.Contracts.Train;
using Praxis.Platform.Pipelines.Report;

namespace Praxis.Platform.Tests.Report;

/// <summary>Runs made up for the tests of the report.</summary>
internal static class FakeRun
{
    public static RunReport Realistic()
    {
        string[] departments = ["Tops", "Dresses", "Bottoms", "Intimate", "Jackets", "Trend"];
        long[] sizes = [10048, 6145, 3662, 1653, 1002, 118];
        double[] positive = [0.77, 0.75, 0.80, 0.80, 0.79, 0.60];
        var evaluation = Evaluate(["negative", "neutral", "positive"], [[312, 98, 61], [104, 268, 193], [58, 211, 3223]]);
        return new RunReport
        {
            Title = "Sentiment of clothing reviews",
            Verdict = "The model tells the sentiment of a review with a balanced accuracy of 0.685, far better than guessing.",
            SourceName = "womens_clothing_reviews.csv",
            Rows = 23486,
            Columns =
            [
                new() { Name = "review_id", Type = ColumnType.Number, Nulls = 0, Distinct = 23486 },
                new() { Name = "review_body", Type = ColumnType.Text, Nulls = 845, Distinct = 22634 },
                new() { Name = "rating", Type = ColumnType.Number, Nulls = 0, Distinct = 5 },
                new() { Name = "product_category", Type = ColumnType.Category, Nulls = 14, Distinct = 6 },
            ],
            Steps = [new("Rows without a text were dropped", 23486, 22641), new("Exact duplicates were dropped", 22641, 22634), new("Rows without a category were dropped", 22634, 22628)],
            ClassCounts = [new("positive", 17448), new("neutral", 2823), new("negative", 2357)],
            CategoryName = "product_category",
            CategoryByClass = [.. departments.SelectMany((d, i) => new ReportCategoryCount[] { new(d, "positive", (long)(sizes[i] * positive[i])), new(d, "neutral", (long)(sizes[i] * (1 - positive[i]) * 0.55)), new(d, "negative", (long)(sizes[i] * (1 - positive[i]) * 0.45)) })],
            WordHistogram = new(0, 5, [120, 410, 790, 1120, 1430, 1610, 1720, 1760, 1730, 1640, 1500, 1390, 1260, 1130, 1010, 930, 860, 880, 990, 910, 480, 190, 70, 20]),
            WordMean = 60.2,
            Evaluation = evaluation,
            MajorityAccuracy = 0.771,
            TrivialName = "word count alone",
            TrivialBalancedAccuracy = 0.341,
            WorstClass = "neutral",
            Problems = ["845 of 23,486 rows have no text and were dropped.", "“neutral” has six times fewer rows than “positive”; the model weighs classes by their rarity."],
            Bias = new()
            {
                Label = "sentiment",
                Positive = "positive",
                Facet = "product_category",
                Answer = BiasAnswer.Yes,
                WorstValue = "Trend",
                Values = [.. departments.Select((d, i) => new FacetBias { Value = d, Rows = sizes[i], Positive = (long)(sizes[i] * positive[i]), OtherRows = 22628 - sizes[i], OtherPositive = 17448 - (long)(sizes[i] * positive[i]), Metrics = [new("DPL", "Difference in proportions of labels", Math.Round(0.771 - positive[i], 3))] })],
            },
            BiasSentence = "Reviews of Trend are positive 0.17 less often than the rest, more than chance explains.",
            TellingWords =
            [
                new("negative", Words("returned", "disappointed", "poor", "unflattering", "cheap", "awful", "going back", "horrible")),
                new("neutral", Words("however", "wanted to love", "unfortunately", "but", "okay", "too short", "itchy", "bummed")),
                new("positive", Words("love", "perfect", "great", "comfortable", "compliments", "beautiful", "soft", "fits perfectly")),
            ],
            Samples = [new("I love this dress, it fits perfectly and I get compliments every time.", "positive", 0.987), new("Wanted to love it, but the sleeves are too short.", "neutral", 0.731), new("Cheap fabric. Going back.", "negative", 0.942)],
            Model = new() { Name = "review-sentiment", Version = 3, Algorithm = "tfidf-logistic-regression", Artifact = new string('a', 64), JobId = "job-0007", Status = ModelStatus.Approved, StatusReason = "balanced accuracy is above the limit of 0.6", Evaluation = evaluation, Dataset = "reviews:1", Settings = new Dictionary<string, string>(), EvaluationArtifact = new string('b', 64), PredictionsArtifact = new string('c', 64), CreatedAt = DateTimeOffset.UnixEpoch },
            Changes = "Balanced accuracy rose by 0.012 (0.673 to 0.685); the file is the same, and only the setting min_df changed from 1 to 2.",
            Stages = [new("ingest", 0.8), new("analyze", 1.1), new("prepare", 0.9), new("train", 6.4), new("evaluate", 0.5), new("register", 0.1)],
            Hashes = new Dictionary<string, string> { ["file"] = new string('3', 64), ["model"] = new string('a', 64) },
            CurlLine = "curl -s http://127.0.0.1:8080/predict -H 'content-type: application/json' -d '{\"text\":\"I love it\"}'",
            Settings = new Dictionary<string, string> { ["seed"] = "42", ["split"] = "0.8 / 0.1 / 0.1", ["min_df"] = "2", ["ngrams"] = "1-2", ["balance"] = "weights" },
        };
    }

    public static Evaluation Evaluate(IReadOnlyList<string> labels, long[][] matrix)
    {
        var rows = matrix.Sum(r => r.Sum());
        var classes = labels.Select((l, i) =>
        {
            double support = matrix[i].Sum(), said = matrix.Sum(r => r[i]), hit = matrix[i][i];
            return new ClassScore(l, (long)support, hit / said, hit / support, 2 * hit / (support + said));
        }).ToList();
        var accuracy = (double)labels.Select((_, i) => matrix[i][i]).Sum() / rows;
        var balanced = classes.Average(c => c.Recall);
        return new Evaluation
        {
            Rows = rows,
            Labels = labels,
            Accuracy = accuracy,
            AccuracyInterval = new(accuracy - 0.01, accuracy + 0.01),
            BalancedAccuracy = balanced,
            BalancedAccuracyInterval = new(balanced - 0.016, balanced + 0.016),
            LogLoss = 0.41,
            Classes = classes,
            Macro = new(classes.Average(c => c.Precision), balanced, classes.Average(c => c.F1)),
            MacroF1Interval = new(classes.Average(c => c.F1) - 0.015, classes.Average(c => c.F1) + 0.015),
            Weighted = new(classes.Sum(c => c.Precision * c.Support) / rows, accuracy, classes.Sum(c => c.F1 * c.Support) / rows),
            ConfusionMatrix = matrix,
        };
    }

    private static List<TellingFeature> Words(params string[] words) => [.. words.Select((w, i) => new TellingFeature(w, Math.Round(4.8 / (1 + i * 0.22), 2)))];
}
