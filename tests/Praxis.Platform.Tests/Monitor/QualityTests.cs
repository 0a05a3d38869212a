using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Monitor;

namespace Praxis.Platform.Tests.Monitor;

public sealed class QualityTests
{
    private static QualityRows Rows(QualityProblem problem, string[] labels, params (int Truth, int Predicted, int Times)[] cells) => new()
    {
        Problem = problem,
        Labels = labels,
        Truth = [.. cells.SelectMany(cell => Enumerable.Repeat((double)cell.Truth, cell.Times))],
        Predicted = [.. cells.SelectMany(cell => Enumerable.Repeat((double)cell.Predicted, cell.Times))],
    };

    // The example of Amazon's guide: four rows, one of them positive.
    [Fact]
    public void The_metrics_of_two_classes_are_those_of_the_guide()
    {
        var rows = Rows(QualityProblem.BinaryClassification, ["0", "1"], (0, 0, 1), (0, 1, 2), (1, 1, 1)) with { Scores = [0.1, 0.8, 0.6, 0.7] };
        var metrics = QualityMetrics.Of(rows, 1);
        foreach (var (name, value) in ((string, double)[])
        [
            ("recall", 1), ("precision", 1.0 / 3), ("accuracy", 0.5), ("true_positive_rate", 1), ("true_negative_rate", 1.0 / 3), ("false_positive_rate", 2.0 / 3), ("false_negative_rate", 0), ("auc", 2.0 / 3),
            ("f0_5", 0.3846153846153846), ("f1", 0.5), ("f2", 0.7142857142857143), ("recall_best_constant_classifier", 1), ("precision_best_constant_classifier", 0.25), ("accuracy_best_constant_classifier", 0.25),
            ("true_negative_rate_best_constant_classifier", 0), ("false_positive_rate_best_constant_classifier", 1), ("auc_best_constant_classifier", 0.5),
            ("f0_5_best_constant_classifier", 0.29411764705882354), ("f1_best_constant_classifier", 0.4), ("f2_best_constant_classifier", 0.625),
        ])
            Assert.Equal(value, metrics[name].Value, 1e-12);
        Assert.All(metrics.Values, metric => Assert.True(double.IsNaN(metric.Deviation)));
        var json = JsonNode.Parse(QualityFiles.Statistics(rows, metrics))!["binary_classification_metrics"]!;
        Assert.Equal("""{"0":{"0":1,"1":2},"1":{"0":0,"1":1}}""", json["confusion_matrix"]!.ToJsonString());
        Assert.Equal("NaN", json["recall"]!["standard_deviation"]!.GetValue<string>());
        Assert.NotEmpty(json["receiver_operating_characteristic_curve"]!["true_positive_rates"]!.AsArray());
    }

    [Fact]
    public void The_metrics_of_several_classes_are_weighted_and_have_deviations()
    {
        var rows = Rows(QualityProblem.MulticlassClassification, ["0", "1"], (0, 0, 1180), (0, 1, 510), (1, 0, 268), (1, 1, 138));
        var metrics = QualityMetrics.Of(rows, 1);
        Assert.Equal(0.6288167938931297, metrics["accuracy"].Value, 1e-12);
        Assert.Equal(0.6288167938931297, metrics["weighted_recall"].Value, 1e-12);
        Assert.Equal(0.8062977099236641, metrics["accuracy_best_constant_classifier"].Value, 1e-12);
        Assert.Equal(0.8062977099236641 * 0.8062977099236641, metrics["weighted_precision_best_constant_classifier"].Value, 1e-12);
        Assert.InRange(metrics["accuracy"].Deviation, 1e-5, 0.02);
        Assert.Equal(metrics["accuracy"], QualityMetrics.Of(rows, 1)["accuracy"]);
    }

    [Fact]
    public void Numbers_have_errors_and_a_threshold_tells_the_wrong_side()
    {
        var rows = new QualityRows { Problem = QualityProblem.Regression, Truth = [1, 2, 3], Predicted = [1, 2, 5] };
        var metrics = QualityMetrics.Of(rows, 1);
        Assert.Equal((2.0 / 3, 4.0 / 3), (metrics["mae"].Value, metrics["mse"].Value));
        var constraints = QualityFiles.Constraints(rows.Problem, metrics);
        Assert.Equal("GreaterThanThreshold", JsonNode.Parse(constraints)!["regression_constraints"]!["mae"]!["comparison_operator"]!.GetValue<string>());
        Assert.Empty(QualityCheck.Run(rows.Problem, metrics, constraints));
        var worse = QualityMetrics.Of(rows with { Predicted = [1, 2, 6] }, 1);
        Assert.Equal(["mae", "mse", "rmse", "r2"], QualityCheck.Run(rows.Problem, worse, constraints).Select(violation => violation.Metric));
        Assert.Empty(QualityCheck.Run(rows.Problem, QualityMetrics.Of(rows with { Predicted = [1, 2, 4] }, 1), constraints));
        Assert.Equal("damaged-baseline", Assert.Throws<UserException>(() => QualityCheck.Run(QualityProblem.BinaryClassification, metrics, constraints)).Problems[0].Type);
    }

    [Fact]
    public void Bias_is_compared_by_how_far_it_is_from_favouring_nobody()
    {
        string Analysis(double dpl, double di) => $$"""{"pre_training_bias_metrics":{"facets":{"c":[{"value_or_threshold":"x","metrics":[{"name":"DPL","value":{{dpl}}},{"name":"KL","value":null},{"name":"DI","value":{{di}}}]}]} } }""";
        string[] Found(string now, string before) => [.. BiasCheck.Run(now, before, BiasCheck.PreTraining).Select(violation => $"{violation.Facet}/{violation.FacetValue}/{violation.Metric}")];
        Assert.Empty(Found(Analysis(0.2, 1), Analysis(0.2, 1)));
        Assert.Empty(Found(Analysis(0.1, 1), Analysis(-0.2, 1)));
        Assert.Equal(["c/x/DPL"], Found(Analysis(-0.3, 1), Analysis(0.2, 1)));
        Assert.Empty(Found(Analysis(0.2, 0.9), Analysis(0.2, 0.5)));
        Assert.Equal(["c/x/DI"], Found(Analysis(0.2, 0.4), Analysis(0.2, 0.5)));
        Assert.Contains("post_training_bias_metrics", Assert.Throws<UserException>(() => BiasCheck.Run(Analysis(0, 0), Analysis(0, 0), BiasCheck.PostTraining)).Message);
    }

    [Fact]
    public void Attribution_is_compared_label_by_label()
    {
        string Analysis(double a, double b, double c) => $$"""{"explanations":{"kernel_shap":{"1":{"global_shap_values":{"a":{{a}},"b":{{b}},"c":{{c}} } } } } }""";
        Assert.Empty(AttributionCheck.Run(Analysis(.6, .5, .1), Analysis(.7, .5, .05)));
        var violation = Assert.Single(AttributionCheck.Run(Analysis(.1, .2, .7), Analysis(.7, .5, .05)));
        Assert.Equal(("feature_attribution_drift_check", "1", "shap"), (violation.CheckType, violation.Label, violation.Metric));
        Assert.Throws<UserException>(() => AttributionCheck.Run(Analysis(1, 1, 1), "{}"));
    }
}
