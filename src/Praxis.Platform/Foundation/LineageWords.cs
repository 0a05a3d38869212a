using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>What the lineage's own words are in SageMaker's.</summary>
public static class LineageWords
{
    private static readonly Dictionary<string, (string Type, string LineageType)> Kinds = new(StringComparer.Ordinal)
    {
        ["file"] = ("DataSet", "Artifact"),
        ["dataset"] = ("DataSet", "Artifact"),
        ["prepared"] = ("DataSet", "Artifact"),
        ["channel"] = ("DataSet", "Artifact"),
        ["recipe"] = ("Code", "Artifact"),
        ["code"] = ("Code", "Artifact"),
        ["image"] = ("Image", "Artifact"),
        ["artifact"] = ("Artifact", "Artifact"),
        ["checkpoint"] = ("Checkpoint", "Artifact"),
        ["model"] = ("Model", "Artifact"),
        ["created-model"] = ("Model", "Artifact"),
        ["evaluation"] = ("Report", "Artifact"),
        ["analysis"] = ("Report", "Artifact"),
        ["report"] = ("Report", "Artifact"),
        ["explanation"] = ("Report", "Artifact"),
        ["model-group"] = ("ModelPackageGroup", "Context"),
        ["endpoint"] = ("Endpoint", "Context"),
        ["pipeline"] = ("Pipeline", "Context"),
        ["experiment"] = ("Experiment", "Context"),
        ["execution"] = ("PipelineExecution", "Action"),
        ["step"] = ("PipelineStep", "Action"),
        ["action"] = ("Action", "Action"),
        ["approval"] = ("Approval", "Action"),
        ["deployment"] = ("ModelDeployment", "Action"),
        ["job"] = ("Job", "TrialComponent"),
        ["run"] = ("Run", "TrialComponent"),
        ["recipe-run"] = ("Job", "TrialComponent"),
        ["processing-job"] = ("Job", "TrialComponent"),
    };

    private static readonly Dictionary<string, string> Relations = new(StringComparer.Ordinal)
    {
        ["input-of"] = "ContributedTo",
        ["held-out-for"] = "ContributedTo",
        ["evaluated-by"] = "ContributedTo",
        ["registered-as"] = "ContributedTo",
        ["made-into"] = "ContributedTo",
        ["part-of"] = "ContributedTo",
        ["produced"] = "Produced",
        ["ingested-as"] = "DerivedFrom",
        ["appended-to"] = "DerivedFrom",
        ["prepared-as"] = "DerivedFrom",
        ["read-as"] = "DerivedFrom",
        ["evidence-for"] = "AssociatedWith",
        ["deployed-as"] = "AssociatedWith",
        ["version-of"] = "AssociatedWith",
        ["ran"] = "AssociatedWith",
        ["reused"] = "AssociatedWith",
        ["same-as"] = "SameAs",
    };

    private static readonly string[] Associations = ["ContributedTo", "AssociatedWith", "DerivedFrom", "Produced", "SameAs"];

    /// <summary>The association's type; SageMaker's own words are themselves, what is unknown belongs together somehow.</summary>
    public static string Association(string relation) =>
        Relations.TryGetValue(relation, out var known) ? known : Associations.FirstOrDefault(own => own.Equals(relation, StringComparison.OrdinalIgnoreCase)) ?? "AssociatedWith";

    /// <summary>The thing's type; a kind that is not known is an artifact of a type of that name.</summary>
    public static (string Type, string LineageType) TypeOf(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Kinds.TryGetValue(kind, out var known) ? known : (string.Concat(kind.Split('-').Select(word => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word))), "Artifact");
    }

    /// <summary>Whether the word is one of the lineage's own kinds.</summary>
    internal static bool IsKind(string word) => Kinds.ContainsKey(word);

    /// <summary><c>kind/id</c>.</summary>
    public static string Arn(LineageNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return $"{node.Kind}/{node.Id}";
    }

    /// <summary>Reads <c>kind/id</c>.</summary>
    /// <exception cref="UserException">The text has not that form.</exception>
    public static LineageNode Node(string arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        var slash = arn.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash + 1 < arn.Length && arn.Length <= 512 && ResourceName.IsValid(arn[..slash])
            ? new LineageNode(arn[..slash], arn[(slash + 1)..])
            : throw new UserException(new Problem { Type = "invalid-arn", Found = $"'{SafeText.Line(arn, 80)}' names nothing of the lineage", Expected = "KIND/ID, such as model/reviews:1 or dataset/reviews:1" });
    }
}
