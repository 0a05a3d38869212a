using System.Globalization;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Queries;

/// <summary>What the database finds wrong with a statement, as a user reads it: the place, the line with a caret under it, the nearest name.</summary>
internal static class SqlProblem
{
    private const int MostWidth = 100;

    /// <summary>The problem of a database that answers its errors as JSON; <paramref name="before"/> bytes stood before the statement.</summary>
    public static UserException Of(string sql, DuckDBException error, IEnumerable<string> columns, int before = 0)
    {
        try
        {
            using var said = JsonDocument.Parse(error.Message);
            var root = said.RootElement;
            var kind = root.GetProperty("exception_type").GetString()!;
            var found = root.GetProperty("exception_message").GetString()!;
            var subtype = root.TryGetProperty("error_subtype", out var sub) ? sub.GetString() : null;
            if (kind == "Out of Memory")
                return new UserException(Fault.Environment, [new Problem { Type = "out-of-memory", Found = "the query needs more memory or spill space than it may take: " + SafeText.Line(FirstLine(found), 200), Remedy = "Give it more with --memory, or ask for less" }], error);
            var name = root.TryGetProperty("name", out var given) ? given.GetString() : null;
            var near = name is null ? null
                : subtype == "COLUMN_NOT_FOUND" ? NearestName.Suggestion(name, columns.Concat(Candidates(root)))
                : NearestName.Suggestion(name, Candidates(root));
            return Of(sql, subtype == "COLUMN_NOT_FOUND" ? "unknown-column" : kind, FirstLine(found), PositionOf(root) - before, subtype == "NO_MATCHING_FUNCTION" ? Signatures(root) : null, near);
        }
        catch (JsonException)
        {
            return new UserException(new Problem { Type = "query-failed", Found = SafeText.Line(error.Message, 500) }, error);
        }
    }

    /// <summary>A problem at a byte of the statement.</summary>
    public static UserException Of(string sql, string kind, string found, long? position, string? expected, string? remedy = null)
    {
        var (where, excerpt) = position is >= 0 and var at ? Place(sql, at) : (null, null);
        return new UserException(new Problem
        {
            Type = kind switch { "Parser" => "sql-syntax", "Binder" or "Catalog" => "sql-name", "Conversion" or "Invalid Input" or "Out of Range" => "sql-value", "Permission" => "not-a-select", _ when kind.Contains('-', StringComparison.Ordinal) => kind, _ => "query-failed" },
            Found = SafeText.Line(found, 500).TrimEnd('.', '!'),
            Where = where,
            Excerpt = excerpt,
            Expected = expected,
            Remedy = remedy,
        });
    }

    /// <summary>The byte that an error of the database names; null where it names none.</summary>
    public static long? PositionOf(JsonElement error) =>
        error.TryGetProperty("position", out var text) && long.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

    private static (string Where, string Excerpt) Place(string sql, long position)
    {
        var bytes = Encoding.UTF8.GetBytes(sql);
        var at = (int)Math.Min(position, bytes.Length);
        var begin = at == 0 ? 0 : bytes.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
        var end = bytes.AsSpan(at).IndexOf((byte)'\n') is >= 0 and var rest ? at + rest : bytes.Length;
        var before = Visible(Encoding.UTF8.GetString(bytes, begin, at - begin));
        var after = Visible(Encoding.UTF8.GetString(bytes, at, end - at));
        var line = bytes.AsSpan(0, begin).Count((byte)'\n') + 1;
        var where = string.Create(CultureInfo.InvariantCulture, $"line {line}, column {Encoding.UTF8.GetString(bytes, begin, at - begin).EnumerateRunes().Count() + 1}");
        if (before.Length > MostWidth / 2)
            before = "…" + before[^(MostWidth / 2)..];
        if (after.Length > MostWidth / 2)
            after = after[..(MostWidth / 2)] + "…";
        return (where, $"{before}{after}\n{new string(' ', before.EnumerateRunes().Count())}^");
    }

    private static string Visible(string text) => SafeText.Line(text.Replace('\t', ' ').TrimEnd('\r'));

    private static string FirstLine(string text) => text.Split('\n')[0];

    private static string[] Candidates(JsonElement error) =>
        error.TryGetProperty("candidates", out var text) ? text.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];

    private static string? Signatures(JsonElement error) =>
        error.TryGetProperty("candidates", out var text) ? SafeText.Line(text.GetString()!, 300) : null;
}
