using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Checks the rows and changes nothing; every check that fails is told with its rows.</summary>
public sealed record ExpectStep() : RecipeStep("expect")
{
    /// <summary>Columns without missing values.</summary>
    public IReadOnlyList<string> NotMissing { get; init; } = [];

    /// <summary>Columns, or lists of columns joined by commas, no two rows of which are equal.</summary>
    public IReadOnlyList<string> Unique { get; init; } = [];

    /// <summary>The least and the most of a column's numbers.</summary>
    public IReadOnlyDictionary<string, (double? Least, double? Most)> Range { get; init; } = new Dictionary<string, (double?, double?)>();

    /// <summary>All values that a column may have.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The regular expression that a column's whole text matches.</summary>
    public IReadOnlyDictionary<string, string> Pattern { get; init; } = new Dictionary<string, string>();

    /// <summary>A column of dates whose latest is at most so many days old.</summary>
    public IReadOnlyDictionary<string, double> Fresh { get; init; } = new Dictionary<string, double>();

    /// <summary>Conditions in SQL that hold for every row.</summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>The fewest rows.</summary>
    public long? LeastRows { get; init; }

    /// <summary>The most rows.</summary>
    public long? MostRows { get; init; }

    /// <summary>Whether a check that fails is only told.</summary>
    public bool WarnsOnly { get; init; }

    /// <summary>The time of the run, for <see cref="Fresh"/>; UTC.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UnixEpoch;

    internal override IEnumerable<string> Reads => [.. NotMissing, .. Unique.SelectMany(Keys), .. Range.Keys, .. Values.Keys, .. Pattern.Keys, .. Fresh.Keys];

    internal override bool IsFitted => true;

    internal override IEnumerable<string> Formulas => Where;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) => Where.SelectMany(SqlExpression.Mistakes);

    internal override IEnumerable<Problem> Verify(StepInput input, JsonObject? state)
    {
        var problems = Checks(input).Where(check => check.Count > 0).Select(check => StepProblem.Of(this, $"{check.Count:N0} rows {check.Found}", check.Rows, "Mend the rows, or change the check")).Concat(Whole(input)).ToList();
        return problems.Count == 0 || WarnsOnly ? problems : throw new UserException(Fault.Environment, problems);
    }

    internal override string Select(StepInput input, JsonObject? state) => $"SELECT * FROM {input.From}";

    private IEnumerable<(string Found, long Count, IReadOnlyList<long> Rows)> Checks(StepInput input)
    {
        (string, long, IReadOnlyList<long>) Check(string found, string condition)
        {
            var (count, rows) = input.RowsWhere(condition);
            return (found, count, rows);
        }

        foreach (var name in NotMissing)
            yield return Check($"have no '{Short(name)}'", input.IsMissing(name));
        foreach (var (name, (least, most)) in Range)
            yield return Check($"have a '{Short(name)}' outside of {least?.ToString("R") ?? "…"} to {most?.ToString("R") ?? "…"}", $"({(least is { } low ? $"{Sql.Name(name)} < {StepInput.Literal(low)}" : "false")} OR {(most is { } high ? $"{Sql.Name(name)} > {StepInput.Literal(high)}" : "false")})");
        foreach (var (name, values) in Values)
            yield return Check($"have a '{Short(name)}' that is none of the {values.Count} expected", $"{Sql.Name(name)} IS NOT NULL AND CAST({Sql.Name(name)} AS VARCHAR) NOT IN ({string.Join(", ", values.Select(Sql.Text).DefaultIfEmpty("''"))})");
        foreach (var (name, pattern) in Pattern)
            yield return Check($"have a '{Short(name)}' that does not match {Short(pattern)}", $"{Sql.Name(name)} IS NOT NULL AND NOT regexp_full_match(CAST({Sql.Name(name)} AS VARCHAR), {Sql.Text(pattern)})");
        foreach (var keys in Unique)
            yield return Check($"repeat an earlier '{Short(keys)}'", $"{Sql.RowColumn} IN (SELECT {Sql.RowColumn} FROM {input.From} QUALIFY row_number() OVER (PARTITION BY {string.Join(", ", Keys(keys).Select(Sql.Name))} ORDER BY {Sql.RowColumn}) > 1)");
        foreach (var condition in Where)
            yield return Check($"break {Short(condition)}", $"NOT coalesce({SqlExpression.Enclosed(condition)}, false)");
    }

    private IEnumerable<Problem> Whole(StepInput input)
    {
        var rows = input.Rows($"SELECT count(*) FROM {input.From}", reader => reader.GetInt64(0))[0];
        if (rows < LeastRows || rows > MostRows)
            yield return StepProblem.Of(this, $"there are {rows:N0} rows, not {LeastRows?.ToString("N0") ?? "any"} to {MostRows?.ToString("N0") ?? "any"}", [], "Look at what the steps before leave");
        foreach (var (name, days) in Fresh)
        {
            var age = input.Number($"date_diff('second', max(CAST({Sql.Name(name)} AS TIMESTAMP)), TIMESTAMP '{Now.UtcDateTime:yyyy-MM-dd HH:mm:ss}') / 86400.0");
            if (age is null || age > days)
                yield return StepProblem.Of(this, age is null ? $"'{Short(name)}' has no date" : $"the latest '{Short(name)}' is {age:0.0} days old", [], $"Bring rows that are at most {days:R} days old");
        }
    }

    private static IEnumerable<string> Keys(string keys) => keys.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Short(string text) => SafeText.Line(text, 80);
}
