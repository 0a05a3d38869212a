using System.Text.Json.Nodes;

namespace Praxis.Platform.Pipelines.Checks;

/// <summary>Where the reports of check steps stand among the arguments of a registration.</summary>
internal static class CheckReports
{
    /// <summary>The families by their paths below <c>ModelMetrics</c>.</summary>
    public static readonly IReadOnlyList<(string Path, string Family)> Metrics =
    [
        ("ModelQuality.Statistics", "model-quality/statistics"), ("ModelQuality.Constraints", "model-quality/constraints"),
        ("ModelDataQuality.Statistics", "data-quality/statistics"), ("ModelDataQuality.Constraints", "data-quality/constraints"),
        ("Bias.Report", "bias/report"), ("Bias.PreTrainingReport", "bias/pre-training"), ("Bias.PostTrainingReport", "bias/post-training"),
        ("Explainability.Report", "explainability/report"),
    ];

    /// <summary>The same below <c>DriftCheckBaselines</c>.</summary>
    public static readonly IReadOnlyList<(string Path, string Family)> Baselines =
    [
        ("ModelQuality.Statistics", "model-quality/statistics"), ("ModelQuality.Constraints", "model-quality/constraints"),
        ("ModelDataQuality.Statistics", "data-quality/statistics"), ("ModelDataQuality.Constraints", "data-quality/constraints"),
        ("Bias.PreTrainingConstraints", "bias/pre-training"), ("Bias.PostTrainingConstraints", "bias/post-training"),
        ("Explainability.Constraints", "explainability/report"),
    ];

    /// <summary>Attaches what a check step found to a registration, and lets later checks compare with its baseline. A place that is taken, such as by an evaluation, stays.</summary>
    public static void Attach(JsonObject arguments, string step, string checkType)
    {
        var (constraints, statistics) = CheckTypes.Families(checkType);
        foreach (var (family, property) in ((string?, string)[])[(constraints, "Constraints"), (statistics, "Statistics")])
        {
            if (family is null)
                continue;
            Put(arguments, "ModelMetrics", Metrics.First(own => own.Family == family).Path, $"Steps.{step}.CalculatedBaseline{property}");
            Put(arguments, "DriftCheckBaselines", Baselines.First(own => own.Family == family).Path, $"Steps.{step}.BaselineUsedForDriftCheck{property}");
        }
    }

    private static void Put(JsonObject arguments, string root, string path, string reference)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var family = Object(Object(arguments, root), path[..dot]);
        if (family[path[(dot + 1)..]] is null)
            family[path[(dot + 1)..]] = new JsonObject { ["ContentType"] = "application/json", ["S3Uri"] = new JsonObject { ["Get"] = reference } };
    }

    private static JsonObject Object(JsonObject map, string field)
    {
        if (map[field] is not JsonObject inner)
            map[field] = inner = [];
        return inner;
    }
}
