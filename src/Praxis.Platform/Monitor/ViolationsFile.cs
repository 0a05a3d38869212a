using System.Text.Json.Nodes;
using Praxis.Contracts.Monitor;

namespace Praxis.Platform.Monitor;

/// <summary><c>constraint_violations.json</c>, with the number of violations beside them for conditions to look up.</summary>
internal static class ViolationsFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "constraint_violations.json";

    /// <summary>The file.</summary>
    /// <param name="violations">What was found.</param>
    /// <param name="isChecked">Whether there was anything to compare with.</param>
    public static string Write(IReadOnlyList<ConstraintViolation> violations, bool isChecked) => new JsonObject
    {
        ["violations"] = new JsonArray([.. violations.Select(Violation)]),
        ["count"] = violations.Count,
        ["checked"] = isChecked,
    }.ToJsonString(DataJson.Indented) + "\n";

    private static JsonObject Violation(ConstraintViolation violation)
    {
        var json = new JsonObject();
        foreach (var (name, value) in ((string, string?)[])[("feature_name", violation.Feature), ("facet", violation.Facet), ("facet_value", violation.FacetValue), ("label", violation.Label), ("metric_name", violation.Metric)])
            if (value is not null)
                json[name] = value;
        json["constraint_check_type"] = violation.CheckType;
        json["description"] = violation.Description;
        return json;
    }
}
