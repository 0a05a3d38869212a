using DuckDB.NET.Data;

namespace Praxis.Data.Queries;

/// <summary>
/// The functions of Presto and Trino (Athena) that the database lacks, names otherwise, or means otherwise. Each is a macro of one definition, made only for a statement that
/// calls it; the database's own functions are reached as <c>system.main.NAME</c>.
/// </summary>
internal static class PrestoDialect
{
    private static readonly Dictionary<string, string> Macros = new(StringComparer.OrdinalIgnoreCase)
    {
        // Arrays and maps.
        ["cardinality"] = "(x) AS len(x)",
        ["element_at"] = "(x, i) AS x[i]",
        ["array_join"] = "(a, d) AS array_to_string(a, d), (a, d, n) AS array_to_string(list_transform(a, lambda x: coalesce(x::VARCHAR, n)), d)",
        ["array_max"] = "(a) AS list_max(a)",
        ["array_min"] = "(a) AS list_min(a)",
        ["array_average"] = "(a) AS list_avg(a)",
        ["array_position"] = "(a, x) AS coalesce(list_position(a, x), 0)",
        ["array_remove"] = "(a, x) AS list_filter(a, lambda e: e IS DISTINCT FROM x)",
        ["arrays_overlap"] = "(a, b) AS list_has_any(a, b)",
        ["sequence"] = "(a, b) AS system.main.generate_series(a, b), (a, b, s) AS system.main.generate_series(a, b, s)",
        ["slice"] = "(a, s, n) AS list_slice(a, s, s + n - 1)",

        // Texts. An empty delimiter is an error, and pieces beyond the last are NULL.
        ["split"] = """
            (s, d) AS CASE WHEN d = '' THEN error('SPLIT: the delimiter is empty') ELSE string_split(s, d) END,
            (s, d, n) AS CASE WHEN d = '' THEN error('SPLIT: the delimiter is empty') WHEN n < 1 THEN error('SPLIT: the limit is less than 1')
                WHEN len(string_split(s, d)) <= n THEN string_split(s, d)
                ELSE list_append(list_slice(string_split(s, d), 1, n - 1), array_to_string(list_slice(string_split(s, d), n, len(string_split(s, d))), d)) END
            """,
        ["split_part"] = "(s, d, i) AS CASE WHEN i < 1 THEN error('SPLIT_PART: the index is less than 1') ELSE string_split(s, d)[i] END",
        ["strpos"] = "(s, t) AS system.main.strpos(s, t)",
        ["substr"] = "(s, i) AS CASE WHEN i = 0 THEN '' ELSE system.main.substr(s, i) END, (s, i, n) AS CASE WHEN i = 0 THEN '' ELSE system.main.substr(s, i, n) END",
        ["concat"] = "(a, b) AS a || b, (a, b, c) AS a || b || c, (a, b, c, d) AS a || b || c || d, (a, b, c, d, e) AS a || b || c || d || e",
        ["levenshtein_distance"] = "(a, b) AS levenshtein(a, b)",
        ["hamming_distance"] = "(a, b) AS hamming(a, b)",
        ["codepoint"] = "(s) AS unicode(s)",
        ["regexp_like"] = "(s, p) AS regexp_matches(s, p)",
        ["regexp_extract"] = """
            (s, p) AS CASE WHEN regexp_matches(s, p) THEN system.main.regexp_extract(s, p) END,
            (s, p, g) AS CASE WHEN regexp_matches(s, p) THEN system.main.regexp_extract(s, p, g) END
            """,
        ["regexp_count"] = "(s, p) AS len(regexp_extract_all(s, p))",
        ["regexp_split"] = "(s, p) AS string_split_regex(s, p)",
        ["regexp_replace"] = """
            (s, p) AS system.main.regexp_replace(s, p, '', 'g'),
            (s, p, r) AS system.main.regexp_replace(s, p, system.main.regexp_replace(r, '\$([0-9])', '\\\1', 'g'), 'g')
            """,
        ["json_extract_scalar"] = "(j, p) AS json_extract_string(j, p)",

        // Aggregates. Percentiles are exact: of whole numbers, one that occurs.
        ["approx_distinct"] = "(x) AS count(DISTINCT x), (x, e) AS count(DISTINCT x)",
        ["approx_percentile"] = "(x, p) AS quantile_disc(x, p)",
        ["arbitrary"] = "(x) AS any_value(x)",
        ["geometric_mean"] = "(x) AS geomean(x)",
        ["every"] = "(x) AS bool_and(x)",

        // NULL if any argument is.
        ["greatest"] = "(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN system.main.greatest(a, b) END, (a, b, c) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL THEN system.main.greatest(a, b, c) END",
        ["least"] = "(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN system.main.least(a, b) END, (a, b, c) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL THEN system.main.least(a, b, c) END",

        // Numbers.
        ["is_nan"] = "(x) AS isnan(x)",
        ["is_finite"] = "(x) AS isfinite(x)",
        ["is_infinite"] = "(x) AS isinf(x)",
        ["truncate"] = "(x) AS trunc(x)",
        ["rand"] = "() AS random()",

        // Times. Differences count whole units that passed, not borders that were crossed.
        ["date_diff"] = "(u, a, b) AS datesub(u, a, b)",
        ["date_add"] = "(u, n, t) AS t + n * CAST('1 ' || u AS INTERVAL)",
        ["from_unixtime"] = "(n) AS epoch_ms((n * 1000)::BIGINT)",
        ["to_unixtime"] = "(t) AS epoch(t)",
        ["day_of_week"] = "(t) AS isodow(t)",
        ["dow"] = "(t) AS isodow(t)",
        ["day_of_year"] = "(t) AS dayofyear(t)",
        ["doy"] = "(t) AS dayofyear(t)",
        ["day_of_month"] = "(t) AS dayofmonth(t)",
        ["week_of_year"] = "(t) AS weekofyear(t)",
        ["from_iso8601_timestamp"] = "(s) AS CAST(s AS TIMESTAMPTZ)",
        ["from_iso8601_date"] = "(s) AS CAST(s AS DATE)",
    };

    /// <summary>Defines the functions that a statement calls; before the connection is locked down.</summary>
    public static void Define(DuckDBConnection connection, IReadOnlySet<string> functions)
    {
        foreach (var function in functions)
            if (Macros.TryGetValue(function, out var definition))
                Sql.Run(connection, $"CREATE MACRO {function} {definition}");
        if (functions.Contains("date_parse"))
            connection.RegisterScalarFunction<string, string, DateTime>("date_parse", MySqlDateFormat.Parse);
        if (functions.Contains("date_format"))
            connection.RegisterScalarFunction<DateTime, string, string>("date_format", MySqlDateFormat.Format);
    }
}
