using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Register;

namespace Praxis.Platform.Pipelines.Checks;

/// <summary>Finds what a check compares with.</summary>
internal static class CheckBaseline
{
    /// <summary>Puts the addresses of the previous baseline among the resolved arguments: what was supplied, else the newest approved version of the group that has one.</summary>
    public static void AddTo(JsonObject arguments, Workspace workspace)
    {
        var type = Text(arguments[CheckFields.CheckType]);
        if (type is null || IsTrue(arguments[CheckFields.Skip]) && IsTrue(arguments[CheckFields.Register]))
            return;
        var (constraints, statistics) = (Text(arguments[CheckFields.SuppliedConstraints]), Text(arguments[CheckFields.SuppliedStatistics]));
        if (constraints is null && Text(arguments[CheckFields.Group]) is { } group && Newest(workspace, ResourceName.Check(group, "model"), type) is { } found)
            (constraints, statistics) = (found.Constraints, statistics ?? found.Statistics);
        if (constraints is not null)
            arguments[CheckFields.PreviousConstraints] = constraints;
        if (statistics is not null)
            arguments[CheckFields.PreviousStatistics] = statistics;
    }

    /// <summary>Whether a flag is set; a parameter gives it as yes or no, or as text.</summary>
    public static bool IsTrue(JsonNode? node) => string.Equals(Expression.Text(node), "true", StringComparison.OrdinalIgnoreCase);

    private static (string Constraints, string? Statistics)? Newest(Workspace workspace, string group, string type)
    {
        var (family, other) = CheckTypes.Families(type);
        var versions = workspace.Metadata.Read(reader => reader.List(Models.Kind, group).Select(record => RecordJson.Read<ModelVersion>(record.Json)).ToList());
        foreach (var version in versions.Where(version => version.Status == ModelStatus.Approved).OrderByDescending(version => version.Version))
        {
            var all = version.DriftCheckBaselines?.All().ToDictionary(own => own.Family, own => "artifact://file/" + own.Source.Artifact, StringComparer.Ordinal) ?? [];
            if (all.TryGetValue(family, out var constraints))
                return (constraints, other is null ? null : all.GetValueOrDefault(other));
        }

        return null;
    }

    private static string? Text(JsonNode? node) => Expression.Text(node) is { Length: > 0 } text ? text : null;
}
