using System.Text.RegularExpressions;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;

namespace Praxis.Platform.Register;

/// <summary>Searches groups and versions by MLflow's filters and sort keys.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class RegistrySearch(Workspace workspace)
{
    private const string Made = "creation_timestamp";
    private const string Changed = "last_updated_timestamp";
    private static readonly Dictionary<string, string> times = new(StringComparer.OrdinalIgnoreCase) { [Made] = Made, [Changed] = Changed, ["timestamp"] = Changed };
    private static readonly SearchGrammar groupGrammar = new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["name"] = "name" }, times, HasRunFields: false);
    private static readonly SearchGrammar versionGrammar = new(
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["name"] = "name", ["run_id"] = "run_id", ["source_path"] = "source_path" },
        new Dictionary<string, string>(times, StringComparer.OrdinalIgnoreCase) { ["version_number"] = "version_number", ["version"] = "version_number" },
        HasRunFields: false);

    /// <summary>Groups; by name where no order is asked for.</summary>
    public (IReadOnlyList<ModelGroup> Groups, string? Next) Groups(string? filter, IReadOnlyList<string> order, int most, string? pageToken) => Search(
        new ModelGroups(workspace).List(),
        (group, key) => key.Field == FilterField.Tag ? group.Tags.GetValueOrDefault(key.Name) : key.Name == "name" ? group.Name : (object)(double)group.CreatedAt.ToUnixTimeMilliseconds(),
        groupGrammar, filter, order.Count > 0 ? order : ["name ASC"], most, pageToken);

    /// <summary>Versions; the newest first where no order is asked for, then by name and the greater number.</summary>
    public (IReadOnlyList<ModelVersion> Versions, string? Next) Versions(string? filter, IReadOnlyList<string> order, int most, string? pageToken) => Search(
        [.. new Models(workspace).List().OrderBy(version => version.Name, StringComparer.Ordinal).ThenByDescending(version => version.Version)],
        (version, key) => key.Field == FilterField.Tag
            ? version.CustomerMetadataProperties.GetValueOrDefault(key.Name)
            : key.Name switch
            {
                "name" => version.Name,
                "run_id" => version.CustomerMetadataProperties.GetValueOrDefault(RunVersions.RunProperty),
                "source_path" => version.CustomerMetadataProperties.GetValueOrDefault(RunVersions.SourceProperty),
                "version_number" => (object)(double)version.Version,
                Made => (double)version.CreatedAt.ToUnixTimeMilliseconds(),
                _ => (double)version.Approvals.Select(approval => approval.Time).Append(version.CreatedAt).Max().ToUnixTimeMilliseconds(),
            },
        versionGrammar, filter, order.Count > 0 ? order : [Changed + " DESC"], most, pageToken);

    private static (IReadOnlyList<T> Found, string? Next) Search<T>(IReadOnlyList<T> all, Func<T, FilterKey, object?> value, SearchGrammar grammar, string? filter, IReadOnlyList<string> order, int most, string? pageToken)
    {
        TrackingLimits.Page(most);
        var (clauses, keys, offset) = (SearchReader.Filter(filter, grammar), SearchReader.Order(order, grammar), PageToken.Read(pageToken));
        var found = all.Where(item => clauses.All(clause => Fits(value(item, clause.Key), clause)));
        IOrderedEnumerable<T>? sorted = null;
        foreach (var key in keys)
        {
            // What lacks the key comes last either way.
            sorted = sorted is null ? found.OrderBy(item => value(item, key.Key) is null) : sorted.ThenBy(item => value(item, key.Key) is null);
            sorted = key.IsDescending ? sorted.ThenByDescending(item => value(item, key.Key), Comparer<object?>.Create(Compare)) : sorted.ThenBy(item => value(item, key.Key), Comparer<object?>.Create(Compare));
        }

        var list = (sorted ?? found).ToList();
        var page = list.Skip((int)Math.Min(offset, int.MaxValue)).Take(most).ToList();
        return (page, offset + page.Count < list.Count ? PageToken.Write(offset + page.Count) : null);
    }

    private static int Compare(object? a, object? b) => (a, b) switch
    {
        (double one, double two) => one.CompareTo(two),
        (string one, string two) => string.CompareOrdinal(one, two),
        _ => 0,
    };

    private static bool Fits(object? value, FilterClause clause) => value switch
    {
        null => false,
        double number when clause.Values[0] is double asked => clause.Operator switch { "=" => number == asked, "!=" => number != asked, ">" => number > asked, ">=" => number >= asked, "<" => number < asked, _ => number <= asked },
        string text => clause.Operator switch
        {
            "=" => text == (string)clause.Values[0],
            "!=" => text != (string)clause.Values[0],
            "LIKE" => IsLike(text, (string)clause.Values[0], RegexOptions.None),
            "ILIKE" => IsLike(text, (string)clause.Values[0], RegexOptions.IgnoreCase),
            "IN" => clause.Values.Contains(text),
            _ => !clause.Values.Contains(text),
        },
        _ => false,
    };

    private static bool IsLike(string text, string pattern, RegexOptions options) => Regex.IsMatch(
        text,
        "^" + Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal) + "$",
        options | RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
}
