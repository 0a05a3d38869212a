using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>
/// The foreign keys between records: which living record stands on which. What something living stands on is not deleted. It is a table, as a database has it, so that
/// no room asks a later one.
/// </summary>
internal static class RecordReferences
{
    // An endpoint serves a model version; a model can be made again only from the dataset that it was trained on.
    private static readonly (string Target, string Kind, string Where)[] All =
    [
        ("model", "endpoint", "json_extract(json, '$.model') || ':' || json_extract(json, '$.modelVersion') = $1"),
        ("dataset", "model", "json_extract(json, '$.dataset') = $1"),
    ];

    /// <exception cref="UserException">Something living stands on it; it is named.</exception>
    public static void RequireUnused(IMetadataTransaction transaction, string kind, string id)
    {
        var rows = (SqliteMetadataTransaction)transaction;
        var uses = All.Where(reference => reference.Target == kind).SelectMany(reference => rows.Query(
            $"SELECT name, version FROM records WHERE kind = $0 AND {reference.Where} ORDER BY name, version LIMIT 20",
            row => (reference.Kind, Name: row.GetString(0), Version: row.GetInt64(1)), reference.Kind, id)).ToList();
        if (uses.Count == 0)
            return;
        var (first, name, version) = uses[0];
        throw new UserException(new Problem
        {
            Type = "still-used",
            Found = $"the {kind} {SafeText.Line(id, 80)} is still used by {string.Join(", ", uses.Select(use => use.Kind == "endpoint" ? $"the endpoint {use.Name}" : string.Create(CultureInfo.InvariantCulture, $"the {use.Kind} {use.Name}:{use.Version}")))}",
            Expected = $"a {kind} that nothing living stands on",
            Remedy = first == "endpoint" ? $"Let another version answer there first: praxis serve NAME:VERSION" : $"Delete that first: praxis models delete {name}:{version}",
        });
    }
}
