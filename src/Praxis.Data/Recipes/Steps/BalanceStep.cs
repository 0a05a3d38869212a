using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Recipes.Steps;

/// <summary>
/// Makes all values of a column equally frequent: by drawing as many of each as the rarest has, by repeating rows up to the most frequent, or up to it by new rows between rows
/// of a value and their neighbours (<see cref="Smote"/>). Rows without a value are left out.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="How">down, up or smote; the last is for tables whose other columns are all numbers, which become doubles.</param>
/// <param name="Within">Balances within each value of this column too: all pairs become as frequent as the rarest (most frequent) pair; null for none.</param>
/// <param name="Neighbours">Of how many nearest rows <c>smote</c> draws one.</param>
public sealed record BalanceStep(string Column, string How = "down", string? Within = null, int Neighbours = 5) : RecipeStep("balance")
{
    private const int Batch = 5000;

    /// <inheritdoc/>
    public override bool IsForTraining => true;

    internal override IEnumerable<string> Reads => Within is null ? [Column] : [Column, Within];

    internal override bool IsHeld => true;

    internal override bool IsFitted => How == "smote";

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input)
    {
        if (Neighbours < 1)
            yield return ($"neighbours is {Neighbours}", "1 or more");
        if (How != "smote")
            yield break;
        if (Within is not null)
            yield return ("how is smote, but within is named", "how: up, or no within");
        foreach (var column in Numbers(input).Where(column => !column.IsNumber))
            yield return ($"'{column.Name}' holds no numbers, and smote makes rows between rows of numbers", "numbers alone: encode or drop it before");
        if (input.Columns.Count > 0 && !Numbers(input).Any())
            yield return ("there is no column of numbers beside the balanced one", "at least one");
    }

    internal override JsonObject? Fit(StepInput input)
    {
        if (How != "smote")
            return null;
        var numbers = Numbers(input).ToList();
        foreach (var column in numbers)
        {
            if (!column.IsNumber)
                throw StepProblem.Error(this, $"'{SafeText.Line(column.Name, 80)}' holds no numbers, and smote makes rows between rows of numbers", [], "Encode or drop it before");
            var (count, rows) = input.RowsWhere($"{Sql.Name(Column)} IS NOT NULL AND NOT coalesce(isfinite(CAST({Sql.Name(column.Name)} AS DOUBLE)), false)");
            if (count > 0)
                throw StepProblem.Error(this, $"{count:N0} rows have no number in '{SafeText.Line(column.Name, 80)}', and smote needs one in each", rows, "Put a missing step before: how: median");
        }

        input.Run($"CREATE OR REPLACE TEMP TABLE {Drawn(input)} (place BIGINT, a BIGINT, b BIGINT, share DOUBLE)");
        var classes = input.Rows($"SELECT CAST({Sql.Name(Column)} AS VARCHAR) AS v, count(*) FROM {input.From} WHERE {Sql.Name(Column)} IS NOT NULL GROUP BY v ORDER BY v", reader => (Value: reader.GetString(0), Rows: reader.GetInt64(1)));
        var (most, place) = (classes.Select(own => own.Rows).DefaultIfEmpty(0).Max(), 0L);
        foreach (var (value, count) in classes.Where(own => own.Rows < most))
        {
            if (count < 2)
                throw StepProblem.Error(this, $"'{SafeText.Line(value, 80)}' of '{SafeText.Line(Column, 80)}' has one row, and smote needs two to go between", [], "Leave the value out with a filter step, or set how: up");
            place = Draw(input, value, (int)count, most - count, numbers, place);
        }

        return null;
    }

    internal override string Select(StepInput input, JsonObject? state)
    {
        var keys = string.Join(", ", Reads.Select(Sql.Name));
        var place = $"row_number() OVER (PARTITION BY {keys} ORDER BY {input.Draw}, {Sql.RowColumn})";
        var known = string.Join(" AND ", Reads.Select(name => $"{Sql.Name(name)} IS NOT NULL"));
        var sizes = $"(SELECT count(*) AS size FROM {input.From} WHERE {known} GROUP BY {keys})";
        if (How == "smote")
            return Between(input, known);
        if (How == "down")
            return $"SELECT * FROM {input.From} WHERE {known} QUALIFY {place} <= (SELECT min(size) FROM {sizes})";
        var names = string.Join(", ", input.Columns.Select(column => Sql.Name(column.Name)));
        return $"""
            SELECT row_number() OVER (ORDER BY __copy, __old) AS {Sql.RowColumn}, {names} FROM (
                SELECT {names}, __old, unnest(range((__most - __place) // __size + 1)) AS __copy FROM (
                    SELECT {names}, {Sql.RowColumn} AS __old, {place} AS __place, count(*) OVER (PARTITION BY {keys}) AS __size, (SELECT max(size) FROM {sizes}) AS __most FROM {input.From} WHERE {known}))
            """;
    }

    private IEnumerable<RecipeColumn> Numbers(StepInput input) => input.Columns.Where(column => column.Name != Column);

    private static string Drawn(StepInput input) => string.Create(CultureInfo.InvariantCulture, $"drawn{input.Place}");

    // The rows that new ones lie between, by their numbers; the new rows themselves are computed in the database.
    private long Draw(StepInput input, string value, int count, long needed, List<RecipeColumn> numbers, long place)
    {
        var (rows, cells, at) = (new long[count], new double[checked(count * numbers.Count)], 0);
        var cellsOf = string.Concat(numbers.Select(column => $", CAST({Sql.Name(column.Name)} AS DOUBLE)"));
        input.Rows($"SELECT {Sql.RowColumn}{cellsOf} FROM {input.From} WHERE CAST({Sql.Name(Column)} AS VARCHAR) = {Sql.Text(value)} ORDER BY {input.Draw}, {Sql.RowColumn}", reader =>
        {
            rows[at] = reader.GetInt64(0);
            for (var i = 0; i < numbers.Count; i++)
                cells[at * numbers.Count + i] = reader.GetDouble(i + 1);
            return at++;
        });
        foreach (var batch in Smote.Draw(cells, numbers.Count, needed, Neighbours, unchecked((ulong)input.Seed * 1_000_003 + (ulong)place), input.Cancellation).Chunk(Batch))
        {
            var values = batch.Select(drawn => string.Create(CultureInfo.InvariantCulture, $"({++place}, {rows[drawn.From]}, {rows[drawn.To]}, {StepInput.Literal(drawn.Share)})"));
            input.Run($"INSERT INTO {Drawn(input)} VALUES {string.Join(", ", values)}");
        }

        return place;
    }

    private string Between(StepInput input, string known)
    {
        string Cells(Func<string, string> number) => string.Join(", ", input.Columns.Select(column => column.Name == Column ? number("") : $"{number(Sql.Name(column.Name))} AS {Sql.Name(column.Name)}"));
        var old = Cells(name => name.Length == 0 ? Sql.Name(Column) : $"CAST({name} AS DOUBLE)");
        var made = Cells(name => name.Length == 0 ? $"a.{Sql.Name(Column)}" : $"a.{name} + d.share * (CAST(b.{name} AS DOUBLE) - a.{name})");
        return $"""
            SELECT {Sql.RowColumn}, {old} FROM {input.From} WHERE {known}
            UNION ALL
            SELECT d.place + (SELECT max({Sql.RowColumn}) FROM {input.From}) AS {Sql.RowColumn}, {made} FROM {Drawn(input)} d JOIN {input.From} a ON a.{Sql.RowColumn} = d.a JOIN {input.From} b ON b.{Sql.RowColumn} = d.b
            """;
    }
}
