using System.Globalization;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;

namespace Praxis.Data.Files;

/// <summary>Proves, on every row of the all-text table <c>raw</c>, what the values of a column are and how they are kept.</summary>
internal sealed class SchemaProof(DuckDBConnection connection, long rows)
{
    private const string Number = "regexp_full_match(v, '-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?')";
    private const string Digits = "ltrim(regexp_replace(regexp_replace(v, '[eE].*$', ''), '[-.]', '', 'g'), '0')";
    private const string IsInteger = "(regexp_full_match(v, '-?(0|[1-9][0-9]*)') AND TRY_CAST(v AS BIGINT) IS NOT NULL)";
    private const string IsDouble = $"({Number} AND length({Digits}) <= 15 AND coalesce(isfinite(TRY_CAST(v AS DOUBLE)), false) AND ({Digits} = '' OR TRY_CAST(v AS DOUBLE) <> 0))";
    private const string IsBoolean = "(lower(v) IN ('true', 'false'))";
    private const string IsDay = "(regexp_full_match(v, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND TRY_CAST(v AS DATE) IS NOT NULL)";
    private const string Offset = "(Z|[+-][0-9]{2}:?[0-9]{2})";
    private const string IsZoned = $"regexp_full_match(v, '.*:[0-9.]+{Offset}')";
    private const string IsMoment = $"({IsDay} OR (regexp_full_match(v, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\\.[0-9]{{1,9}})?)?{Offset}?') AND TRY_CAST(regexp_replace(v, '{Offset}$', '') AS TIMESTAMP) IS NOT NULL))";

    /// <summary>The column's schema, the SQL type it is kept as, and whether the text as written differs from that type's.</summary>
    public (ColumnSchema Schema, string Stored, bool KeepWritten) Prove(string sqlName, string name, string? native, ColumnType? wanted, ProblemList problems)
    {
        var n = Sql.Query(
            connection,
            $"SELECT count(v), count(DISTINCT v), coalesce(max(length(v)), 0), count(*) FILTER ({IsInteger}), count(*) FILTER ({IsDouble}), count(*) FILTER ({IsBoolean}), count(*) FILTER ({IsDay}), count(*) FILTER ({IsMoment}), count(*) FILTER ({IsZoned}) FROM (SELECT {sqlName} AS v FROM raw)",
            r => Enumerable.Range(0, 9).Select(i => Convert.ToInt64(r.GetValue(i), CultureInfo.InvariantCulture)).ToArray()).First();
        var (values, distinct, longest) = (n[0], n[1], n[2]);
        var (type, stored) = native is not null ? (ColumnType.Number, native)
            : values == 0 ? (ColumnType.Text, "VARCHAR")
            : n[3] == values ? (ColumnType.Number, "BIGINT")
            : n[4] == values ? (ColumnType.Number, "DOUBLE")
            : n[5] == values ? (ColumnType.Boolean, "BOOLEAN")
            : n[6] == values ? (ColumnType.Date, "DATE")
            : n[7] == values ? (ColumnType.Date, n[8] == 0 ? "TIMESTAMP" : "VARCHAR")
            : distinct <= 1000 && (distinct * 20 < rows || (longest <= 40 && distinct * 2 <= values)) ? (ColumnType.Category, "VARCHAR")
            : (ColumnType.Text, "VARCHAR");
        if (wanted is { } said && said != type)
        {
            if (said is ColumnType.Category or ColumnType.Text)
                (type, stored) = (said, "VARCHAR");
            else if (values > 0)
                Refuse(sqlName, name, said, problems);
        }

        var written = stored != "VARCHAR"
            && Sql.Number(connection, $"SELECT count(*) FROM raw WHERE CAST(CAST({sqlName} AS {stored}) AS VARCHAR) <> {sqlName}") > 0;
        var remark = type is not (ColumnType.Category or ColumnType.Text) || values == 0 || wanted is not null ? null
            : Remark(sqlName, values, Math.Max(n[3], n[4]), n[3] >= n[4] ? IsInteger : IsDouble, "a number")
                ?? Remark(sqlName, values, n[7], IsMoment, "a date");
        return (new ColumnSchema { Name = name, Type = type, Nulls = rows - values, Distinct = distinct, Remark = remark }, stored, written);
    }

    private void Refuse(string sqlName, string name, ColumnType wanted, ProblemList problems)
    {
        var test = wanted switch { ColumnType.Number => IsDouble, ColumnType.Boolean => IsBoolean, _ => IsMoment };
        var (row, value) = Sql.Query(
            connection,
            $"SELECT {Sql.RowColumn}, v FROM (SELECT {Sql.RowColumn}, {sqlName} AS v FROM raw) WHERE v IS NOT NULL AND NOT {test} ORDER BY {Sql.RowColumn} LIMIT 1",
            r => (r.GetInt64(0), r.GetString(1))).FirstOrDefault();
        problems.Add("type-not-proved", $"'{SafeText.Line(value, 60)}' in column '{SafeText.Line(name, 80)}' is no {wanted}", ProblemList.Row(row), null, "Leave the column out of --types, or mend the row");
    }

    private string? Remark(string sqlName, long values, long fit, string test, string kind) =>
        fit < values * 0.99 ? null : Sql.Query(
            connection,
            $"SELECT {Sql.RowColumn}, v FROM (SELECT {Sql.RowColumn}, {sqlName} AS v FROM raw) WHERE v IS NOT NULL AND NOT {test} ORDER BY {Sql.RowColumn} LIMIT 1",
            r => string.Create(CultureInfo.InvariantCulture, $"{fit} of {values} values are {kind}; the first that is not: row {r.GetInt64(0)}, '{SafeText.Line(r.GetString(1), 60)}'")).FirstOrDefault();
}
