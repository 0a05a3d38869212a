using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Monitor;
using Praxis.Data.Tables;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Monitor;
using Praxis.Platform.Pipelines.Checks;

namespace Praxis.Platform.Pipelines.Workers;

/// <summary>MODEL_QUALITY: predictions beside the truth. The predictions are a column of the rows, or a given model says them.</summary>
internal static class ModelQualityWork
{
    private const ulong Seed = 1;

    public static (IReadOnlyList<(string Name, string Content)> Files, IReadOnlyList<ConstraintViolation> Violations) Run(CheckData data, CheckRequest request, CancellationToken cancellationToken)
    {
        string? Setting(string name) => request.Settings.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
        var constraints = request.Compares ? data.Baseline(CheckTypes.ConstraintsFile(request.Type)) ?? throw DataQualityWork.Missing() : null;
        using var table = data.Open(CheckData.Reading(Setting("dataset_format")), cancellationToken);
        var rows = Setting("inference_attribute") is null && Setting("probability_attribute") is null ? Asked(data, table, Setting, cancellationToken) : Read(table, Setting, cancellationToken);
        if (rows.Truth.Length == 0)
            throw new UserException(new Problem { Type = "no-rows", Found = "no row has both a prediction and a label" });
        var metrics = QualityMetrics.Of(rows, Seed);
        return (
            [(CheckTypes.StatisticsFile, QualityFiles.Statistics(rows, metrics)), (CheckTypes.ConstraintsFile(request.Type), QualityFiles.Constraints(rows.Problem, metrics))],
            constraints is null ? [] : QualityCheck.Run(rows.Problem, metrics, constraints));
    }

    private static QualityRows Asked(CheckData data, TableView table, Func<string, string?> setting, CancellationToken cancellationToken)
    {
        var model = data.Model();
        var scored = TableScorer.Score(
            table,
            new ScoringOptions
            {
                Text = model.Text ?? throw new UserException(new Problem { Type = "columns-not-named", Found = "the model does not say which column is its text", Remedy = "Train it with text: COLUMN" }),
                Label = setting("ground_truth_attribute") ?? data.Card!.Label ?? throw NoLabel(),
                LabelMap = setting("ground_truth_attribute") is null || setting("ground_truth_attribute") == data.Card!.Label ? data.Card!.LabelMap : null,
            },
            [model.Classifier],
            null,
            cancellationToken);
        var problem = Problem(setting("problem_type"), scored.Labels.Count, isRegression: false);
        var rows = Ordered(problem, scored.Labels, scored.Truth, scored.Predicted[0], setting("positive_label"), out var places);
        var positive = places is { Count: 2 } ? scored.Labels.ToList().IndexOf(rows.Labels[1]) : -1;
        return positive < 0 || problem != QualityProblem.BinaryClassification
            ? rows
            : rows with { Scores = [.. Enumerable.Range(0, scored.Truth.Length).Select(row => scored.Probabilities[0][row * scored.Labels.Count + positive])] };
    }

    private static QualityRows Read(TableView table, Func<string, string?> setting, CancellationToken cancellationToken)
    {
        var truthColumn = setting("ground_truth_attribute") ?? throw NoLabel();
        var (predicted, probability) = (setting("inference_attribute"), setting("probability_attribute"));
        List<string> columns = [truthColumn, .. new[] { predicted, probability }.OfType<string>()];
        table.RequireColumns(columns);
        var rows = new List<string?[]>();
        foreach (var row in table.ReadColumns(columns))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!row.Contains(null))
                rows.Add(row);
        }

        double Number(string? cell, string column) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new UserException(new Problem { Type = "not-a-number", Found = $"'{SafeText.Line(cell, 40)}' is no number", Where = $"column {SafeText.Line(column, 60)}" });
        if (Problem(setting("problem_type"), null, isRegression: true) == QualityProblem.Regression)
            return new QualityRows
            {
                Problem = QualityProblem.Regression,
                Truth = [.. rows.Select(row => Number(row[0], truthColumn))],
                Predicted = [.. rows.Select(row => Number(row[1], columns[1]))],
            };
        var scores = probability is null ? null : rows.Select(row => Number(row[^1], probability)).ToArray();
        List<string> labels = [.. rows.Select(row => row[0]!).Concat(predicted is null ? [] : rows.Select(row => row[1]!)).Distinct(StringComparer.Ordinal)];
        var problem = Problem(setting("problem_type"), labels.Count, isRegression: false);
        var index = labels.Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i, StringComparer.Ordinal);
        int[] truth = [.. rows.Select(row => index[row[0]!])];
        if (predicted is not null)
            return Ordered(problem, labels, truth, [.. rows.Select(row => index[row[1]!])], setting("positive_label"), out _) with { Scores = problem == QualityProblem.BinaryClassification ? scores : null };
        if (problem != QualityProblem.BinaryClassification)
            throw new UserException(new Problem { Type = "missing-argument", Found = "a probability alone says which of two classes, and there are others", Remedy = "Name the column of the predicted class: inference_attribute (in YAML: prediction)" });
        var least = setting("probability_threshold_attribute") is { } said ? Number(said, "probability_threshold_attribute") : 0.5;
        var asTruth = Ordered(problem, labels, truth, truth, setting("positive_label"), out _);
        return asTruth with { Predicted = [.. scores!.Select(score => score > least ? 1.0 : 0)], Scores = scores };
    }

    // Numbers in order of size, texts in order of their characters; of two, the positive one last.
    private static QualityRows Ordered(QualityProblem problem, IReadOnlyList<string> labels, int[] truth, int[] predicted, string? positive, out IReadOnlyList<int> places)
    {
        var all = labels.Count == 1 && problem == QualityProblem.BinaryClassification ? [.. labels, labels[0] == "1" ? "0" : positive is not null && positive != labels[0] ? positive : labels[0] == "0" ? "1" : "other"] : labels.ToList();
        var order = all.All(label => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            ? all.OrderBy(label => double.Parse(label, CultureInfo.InvariantCulture)).ToList()
            : [.. all.Order(StringComparer.Ordinal)];
        if (problem == QualityProblem.BinaryClassification && positive is not null)
        {
            if (!order.Remove(positive))
                throw new UserException(new Problem { Type = "unknown-label", Found = $"no row has the positive label '{SafeText.Line(positive, 40)}'", Expected = string.Join(" or ", order.Select(label => SafeText.Line(label, 40))) });
            order.Add(positive);
        }

        List<int> own = [.. labels.Select(label => order.IndexOf(label))];
        places = own;
        return new QualityRows { Problem = problem, Labels = order, Truth = [.. truth.Select(label => (double)own[label])], Predicted = [.. predicted.Select(label => (double)own[label])] };
    }

    private static QualityProblem? Problem(string? said, bool isRegression) => said switch
    {
        "Regression" => QualityProblem.Regression,
        "BinaryClassification" => QualityProblem.BinaryClassification,
        "MulticlassClassification" => QualityProblem.MulticlassClassification,
        null => isRegression ? QualityProblem.MulticlassClassification : null,
        _ => throw new UserException(new Problem { Type = "invalid-option", Found = $"there is no problem '{SafeText.Line(said, 40)}'", Where = "problem_type", Expected = "Regression, BinaryClassification or MulticlassClassification" }),
    };

    private static QualityProblem Problem(string? said, int? classes, bool isRegression)
    {
        var problem = Problem(said, isRegression) ?? (classes <= 2 ? QualityProblem.BinaryClassification : QualityProblem.MulticlassClassification);
        return problem == QualityProblem.BinaryClassification && classes > 2
            ? throw new UserException(new Problem { Type = "invalid-option", Found = $"there are {classes} classes", Where = "problem_type", Expected = "two for BinaryClassification" })
            : problem;
    }

    private static UserException NoLabel() => new(new Problem { Type = "missing-argument", Found = "the column of the true label is not named", Remedy = "ground_truth_attribute (in YAML: label)" });
}
