using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Monitor;

namespace Praxis.Platform.Monitor;

/// <summary>Holds a model's metrics to the thresholds of a baseline.</summary>
internal static class QualityCheck
{
    /// <summary>Violated by a metric below the threshold.</summary>
    public const string Less = "LessThanThreshold";

    /// <summary>Violated by a metric above the threshold.</summary>
    public const string Greater = "GreaterThanThreshold";

    /// <summary>The metrics on the wrong side.</summary>
    /// <exception cref="UserException">The constraints are of another problem, or none.</exception>
    public static IReadOnlyList<ConstraintViolation> Run(QualityProblem problem, OrderedDictionary<string, (double Value, double Deviation)> metrics, string constraints)
    {
        var section = QualityFiles.Word(problem) + "_constraints";
        var found = new List<ConstraintViolation>();
        foreach (var (name, threshold, comparison) in DataJson.Read(constraints, "constraints.json", root => Thresholds(root, section)))
        {
            if (!metrics.TryGetValue(name, out var metric))
                found.Add(Violation("missing_metric_check", name, $"The baseline holds {SafeText.Line(name, 60)} to a threshold, but it cannot be computed from these rows."));
            else if (comparison == Less ? metric.Value < threshold : metric.Value > threshold)
                found.Add(Violation(comparison, name, string.Create(CultureInfo.InvariantCulture, $"{name} is {metric.Value:0.######}{(double.IsNaN(metric.Deviation) ? "" : string.Create(CultureInfo.InvariantCulture, $" ± {metric.Deviation:0.####}"))}, {(comparison == Less ? "at least" : "at most")} {threshold:0.######} is expected.")));
        }

        return found;
    }

    private static List<(string Name, double Threshold, string Comparison)> Thresholds(JsonObject root, string section)
    {
        if (root[section] is not JsonObject all)
            throw new UserException(new Problem { Type = "damaged-baseline", Found = $"the baseline's constraints.json has no {section}", Expected = "the constraints of a model of the same kind", Remedy = "Name another baseline, or register a new one" });
        var thresholds = new List<(string, double, string)>();
        foreach (var (name, limit) in all)
        {
            var comparison = limit!["comparison_operator"]!.GetValue<string>();
            if (comparison is not (Less or Greater))
                throw new UserException(new Problem { Type = "unknown-method", Found = $"'{SafeText.Line(comparison, 40)}' is no comparison", Where = $"constraints.json, {SafeText.Line(name, 60)}", Expected = $"{Less} or {Greater}" });
            thresholds.Add((name, limit["threshold"]!.GetValue<double>(), comparison));
        }

        return thresholds;
    }

    private static ConstraintViolation Violation(string type, string metric, string description) => new(type, description) { Metric = metric };
}
