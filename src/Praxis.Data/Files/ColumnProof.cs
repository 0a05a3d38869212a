using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;

namespace Praxis.Data.Files;

/// <summary>Proves, on every value of a column, what the values are and how they are kept.</summary>
internal sealed class ColumnProof(string name, DistinctBudget budget)
{
    private static readonly ValueKinds[] Tests = [ValueKinds.Integer, ValueKinds.Double, ValueKinds.Boolean, ValueKinds.Moment];
    private readonly DistinctCounter distinct = new(budget);
    private readonly long[] firstRows = new long[Tests.Length];
    private readonly string?[] firstValues = new string?[Tests.Length];
    private ValueKinds all = (ValueKinds)(-1);
    private ValueKinds failed;
    private long values;
    private long integers;
    private long doubles;
    private long moments;
    private bool anyZoned;
    private int longest;

    public string Name => name;

    /// <summary>Whether the canonical file writes something of it otherwise (<see cref="CanonicalWriter"/>).</summary>
    public bool HasSubstitutes { get; set; }

    /// <summary>Takes one value in; an empty one is no value.</summary>
    public void Observe(ReadOnlySpan<byte> value, long row)
    {
        if (value.IsEmpty)
            return;
        values++;
        distinct.Add(value);
        if (value.Length > longest)
            longest = Math.Max(longest, value.Length <= 40 ? value.Length : Characters(value));
        var kinds = WrittenValue.KindsOf(value);
        all &= kinds;
        if ((kinds & ValueKinds.Integer) != 0)
            integers++;
        if ((kinds & ValueKinds.Double) != 0)
            doubles++;
        if ((kinds & ValueKinds.Moment) != 0)
            moments++;
        anyZoned |= (kinds & ValueKinds.Zoned) != 0;
        if (((failed | kinds) & (ValueKinds.Integer | ValueKinds.Double | ValueKinds.Boolean | ValueKinds.Moment)) != (ValueKinds.Integer | ValueKinds.Double | ValueKinds.Boolean | ValueKinds.Moment))
            Fail(kinds, value, row);
    }

    /// <summary>The column's schema, the SQL type it is kept as, and whether the text as written differs from that type's.</summary>
    public (ColumnSchema Schema, string Stored, bool KeepWritten) Prove(long rows, ColumnType? wanted, ProblemList problems)
    {
        var count = distinct.Count;
        var (type, stored, plain) = values == 0 ? (ColumnType.Text, "VARCHAR", ValueKinds.None)
            : all.HasFlag(ValueKinds.Integer) ? (ColumnType.Number, "BIGINT", ValueKinds.PlainInteger)
            : all.HasFlag(ValueKinds.Double) ? (ColumnType.Number, "DOUBLE", ValueKinds.PlainDouble)
            : all.HasFlag(ValueKinds.Boolean) ? (ColumnType.Boolean, "BOOLEAN", ValueKinds.PlainBoolean)
            : all.HasFlag(ValueKinds.Day) ? (ColumnType.Date, "DATE", ValueKinds.Day)
            : all.HasFlag(ValueKinds.Moment) ? (ColumnType.Date, anyZoned ? "VARCHAR" : "TIMESTAMP", ValueKinds.PlainMoment)
            : IsCategory(count, values, rows, longest) ? (ColumnType.Category, "VARCHAR", ValueKinds.None)
            : (ColumnType.Text, "VARCHAR", ValueKinds.None);
        if (wanted is { } said && said != type)
        {
            if (said is ColumnType.Category or ColumnType.Text)
                (type, stored) = (said, "VARCHAR");
            else if (values > 0)
                Refuse(said, problems);
        }

        var remark = type is not (ColumnType.Category or ColumnType.Text) || values == 0 || wanted is not null ? null
            : (integers >= doubles ? Remark(integers, ValueKinds.Integer, "a number") : Remark(doubles, ValueKinds.Double, "a number")) ?? Remark(moments, ValueKinds.Moment, "a date");
        var schema = new ColumnSchema { Name = name, Type = type, Nulls = rows - values, Distinct = count, DistinctIsEstimate = distinct.IsEstimate, Remark = remark };
        return (schema, stored, stored != "VARCHAR" && !all.HasFlag(plain));
    }

    /// <summary>Whether texts are few enough, and short enough, to be categories.</summary>
    public static bool IsCategory(long distinct, long values, long rows, long longest) =>
        distinct <= 1000 && (distinct * 20 < rows || (longest <= 40 && distinct * 2 <= values));

    private static int Characters(ReadOnlySpan<byte> value)
    {
        var count = 0;
        foreach (var b in value)
            count += (b & 0xc0) == 0x80 ? 0 : 1;
        return count;
    }

    private void Fail(ValueKinds kinds, ReadOnlySpan<byte> value, long row)
    {
        for (var i = 0; i < Tests.Length; i++)
            if (((failed | kinds) & Tests[i]) == 0)
            {
                failed |= Tests[i];
                firstRows[i] = row;
                firstValues[i] = SafeText.Line(Encoding.UTF8.GetString(value[..Math.Min(value.Length, 240)]), 60);
            }
    }

    private void Refuse(ColumnType wanted, ProblemList problems)
    {
        var test = Array.IndexOf(Tests, wanted switch { ColumnType.Number => ValueKinds.Double, ColumnType.Boolean => ValueKinds.Boolean, _ => ValueKinds.Moment });
        problems.Add("type-not-proved", $"'{firstValues[test]}' in column '{SafeText.Line(name, 80)}' is no {wanted}", ProblemList.Row(firstRows[test]), null, "Leave the column out of --types, or mend the row");
    }

    private string? Remark(long fit, ValueKinds test, string kind)
    {
        var i = Array.IndexOf(Tests, test);
        return fit < values * 0.99 || fit == values ? null : string.Create(CultureInfo.InvariantCulture, $"{fit} of {values} values are {kind}; the first that is not: row {firstRows[i]}, '{firstValues[i]}'");
    }
}
