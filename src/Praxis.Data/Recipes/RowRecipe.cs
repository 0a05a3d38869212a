using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes.Text;

namespace Praxis.Data.Recipes;

/// <summary>
/// A fitted recipe for one row at a time, as an endpoint needs it: the steps that change values, as the statement that <see cref="RecipeRun"/> would run, planned once and kept warm. Steps about other
/// rows are left out: a question is answered, whatever a filter or check would say of it. Safe for use by many threads at once.
/// </summary>
public sealed class RowRecipe : IDisposable
{
    private const string Statement = "one_row";
    private readonly string prepare;
    private readonly IReadOnlyDictionary<string, Func<string, string>> functions;
    private readonly ConcurrentBag<DuckDBConnection> idle = [];
    private volatile bool isDisposed;

    private RowRecipe(string prepare, IReadOnlyList<RecipeColumn> inputs, IReadOnlyDictionary<string, Func<string, string>> functions) => (this.prepare, Inputs, this.functions) = (prepare, inputs, functions);

    /// <summary>The columns of a row, those alone that something wanted comes of, in the order of the table.</summary>
    public IReadOnlyList<RecipeColumn> Inputs { get; }

    /// <summary>Plans the statement.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="states">What each step has learned, in order.</param>
    /// <param name="columns">The columns of the table that it was fitted on.</param>
    /// <param name="wanted">The columns that are wanted of the result.</param>
    /// <param name="functions">Functions of text that steps call.</param>
    /// <exception cref="UserException">A step that is needed looks at other rows or tables, a wanted column does not come out, or what was learned is damaged.</exception>
    public static RowRecipe Open(Recipe recipe, IReadOnlyList<JsonObject?> states, IReadOnlyList<RecipeColumn> columns, IReadOnlyList<string> wanted, IReadOnlyDictionary<string, Func<string, string>> functions)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(functions);
        var connection = Connect(functions);
        try
        {
            var steps = recipe.Steps.Index().Select(own => (own.Index, Step: RowSteps.AtServing(own.Item))).Where(own => own.Step is not null).Select(own => (own.Index, Step: own.Step!)).ToList();
            var inputs = Needed(connection, recipe, steps, states, columns, wanted);
            var (chain, last) = Chain(connection, recipe, steps, states, inputs, wanted);
            var missing = wanted.Where(name => last.All(column => column.Name != name)).ToList();
            if (missing.Count > 0)
                throw new UserException(Fault.Input, missing.Select(name => new Problem { Type = "unknown-column", Found = $"the recipe gives no column '{SafeText.Line(name, 80)}'", Expected = string.Join(", ", last.Take(40).Select(column => SafeText.Line(column.Name, 80))), Remedy = NearestName.Suggestion(name, [.. last.Select(column => column.Name)]) }));
            var cells = string.Join(", ", wanted.Select(name => $"CAST({Sql.Name(name)} AS VARCHAR)"));
            var row = new RowRecipe($"PREPARE {Statement} AS WITH {chain} SELECT {cells} FROM last", inputs, functions);
            Sql.Run(connection, row.prepare);
            row.idle.Add(connection);
            return row;
        }
        catch (DuckDBException error)
        {
            connection.Dispose();
            throw new UserException(new Problem { Type = "invalid-fitted-recipe", Found = $"the recipe cannot be used on one row: {SafeText.Line(error.Message.Split('\n')[0], 300)}", Remedy = "Fit it again: praxis prepare run" }, error);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Puts one row through.</summary>
    /// <param name="values">The values of <see cref="Inputs"/> as texts; null and the empty text are missing.</param>
    /// <param name="results">Gets the values of the wanted columns, as texts; null is missing.</param>
    /// <exception cref="UserException">A value is not of its column's type.</exception>
    public void Run(IReadOnlyList<string?> values, Span<string?> results)
    {
        ArgumentNullException.ThrowIfNull(values);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var arguments = string.Join(", ", Inputs.Select((column, i) => Argument(column, values[i])));
        var connection = idle.TryTake(out var warm) ? warm : Connect(functions, prepare);
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"EXECUTE {Statement}({arguments})";
            using var reader = command.ExecuteReader();
            if (!reader.Read())
                throw new InvalidOperationException("A row went in and none came out.");
            for (var i = 0; i < results.Length; i++)
                results[i] = Sql.TextAt(reader, i);
        }
        catch (DuckDBException error)
        {
            // A formula that has no answer for these values, such as a number out of its range.
            throw new UserException(new Problem { Type = "row-refused", Found = $"the recipe has no answer for the row: {SafeText.Line(error.Message.Split('\n')[0], 300)}", Expected = "values as in the rows that it was fitted on" }, error);
        }
        finally
        {
            if (isDisposed)
                connection.Dispose();
            else
                idle.Add(connection);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isDisposed = true;
        while (idle.TryTake(out var connection))
            connection.Dispose();
    }

    private static DuckDBConnection Connect(IReadOnlyDictionary<string, Func<string, string>> functions, string? prepare = null)
    {
        var connection = Sql.OpenMemory(256L << 20);
        Sql.Run(connection, "SET threads=1");
        foreach (var (name, function) in functions)
            TextFunction.Register(connection, name, function);
        Utf8Function.RegisterAll(connection);
        Sql.LockDown(connection);
        if (prepare is not null)
            Sql.Run(connection, prepare);
        return connection;
    }

    // A whole number with a point is one; any other text is refused, as the database would round it.
    private static string Argument(RecipeColumn column, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "NULL";
        if (column.IsNumber && column.Type is not ("DOUBLE" or "FLOAT"))
            return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                || (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1L << 53 && number == Math.Floor(number) && (whole = (long)number) == number)
                ? $"'{whole.ToString(CultureInfo.InvariantCulture)}'"
                : throw Refused(column, value, "a whole number");
        if (column.IsNumber && !(double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)))
            throw Refused(column, value, "a number");
        return value.Contains('\0', StringComparison.Ordinal) ? throw Refused(column, value, "text without the character NUL") : Sql.Text(value);
    }

    private static UserException Refused(RecipeColumn column, string value, string expected) =>
        new(new Problem { Type = "invalid-instance", Found = $"the column '{SafeText.Line(column.Name, 80)}' holds '{SafeText.Line(value, 60)}'", Expected = expected });

    /// <summary>The raw columns that the wanted ones come of: looked for from the last step to the first.</summary>
    private static List<RecipeColumn> Needed(DuckDBConnection connection, Recipe recipe, List<(int Index, RecipeStep Step)> steps, IReadOnlyList<JsonObject?> states, IReadOnlyList<RecipeColumn> columns, IReadOnlyList<string> wanted)
    {
        var (before, _) = Columns(connection, recipe, steps, states, columns);
        var needed = wanted.ToHashSet(StringComparer.Ordinal);
        for (var i = steps.Count - 1; i >= 0; i--)
            RowSteps.Sources(steps[i].Step, before[i], needed, formula => Names(connection, formula));
        return [.. columns.Where(column => needed.Contains(column.Name))];
    }

    private static (List<IReadOnlyList<RecipeColumn>> Before, string Chain) Columns(DuckDBConnection connection, Recipe recipe, List<(int Index, RecipeStep Step)> steps, IReadOnlyList<JsonObject?> states, IReadOnlyList<RecipeColumn> columns)
    {
        var (chain, from, now) = (Source(columns), "s0", columns);
        var before = new List<IReadOnlyList<RecipeColumn>>();
        foreach (var (index, step) in steps)
        {
            before.Add(now);
            var next = string.Create(CultureInfo.InvariantCulture, $"s{before.Count}");
            chain += $", {next} AS ({Select(step, new StepInput(connection, from, now, recipe.Seed, index), index < states.Count ? states[index] : null)})";
            (from, now) = (next, Described(connection, $"WITH {chain} SELECT * EXCLUDE ({Sql.RowColumn}) FROM {next}"));
        }

        before.Add(now);
        return (before, $"{chain}, last AS (SELECT * FROM {from})");
    }

    // Steps nothing wanted comes of are left out, with the columns that only they read.
    private static (string Chain, IReadOnlyList<RecipeColumn> Last) Chain(DuckDBConnection connection, Recipe recipe, List<(int Index, RecipeStep Step)> steps, IReadOnlyList<JsonObject?> states, List<RecipeColumn> inputs, IReadOnlyList<string> wanted)
    {
        var kept = new List<(int Index, RecipeStep Step)>();
        var needed = wanted.ToHashSet(StringComparer.Ordinal);
        foreach (var own in steps.AsEnumerable().Reverse())
            if (RowSteps.Touches(own.Step, needed, formula => Names(connection, formula)))
                kept.Insert(0, own);
        var trimmed = new List<(int Index, RecipeStep Step)>();
        IReadOnlyList<RecipeColumn> now = inputs;
        var (chain, from) = (Source(inputs), "s0");
        foreach (var (index, step) in kept)
        {
            if (RowSteps.Fitting(step, now) is not { } own)
                continue;
            trimmed.Add((index, own));
            var next = string.Create(CultureInfo.InvariantCulture, $"s{trimmed.Count}");
            chain += $", {next} AS ({Select(own, new StepInput(connection, from, now, recipe.Seed, index), index < states.Count ? states[index] : null)})";
            (from, now) = (next, Described(connection, $"WITH {chain} SELECT * EXCLUDE ({Sql.RowColumn}) FROM {next}"));
        }

        return ($"{chain}, last AS (SELECT * FROM {from})", now);
    }

    private static string Select(RecipeStep step, StepInput input, JsonObject? state)
    {
        try
        {
            return step.Select(input, state);
        }
        catch (Exception error) when (error is InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new UserException(new Problem { Type = "invalid-fitted-recipe", Found = "what the step has learned is damaged", Where = StepProblem.Place(step), Remedy = "Fit the recipe again: praxis prepare run" }, error);
        }
    }

    private static string Source(IReadOnlyList<RecipeColumn> columns) =>
        $"s0 AS (SELECT {string.Join(", ", columns.Select((column, i) => string.Create(CultureInfo.InvariantCulture, $"TRY_CAST(${i + 1}::VARCHAR AS {column.Type}) AS {Sql.Name(column.Name)}")).Prepend($"1::BIGINT AS {Sql.RowColumn}"))})";

    private static List<RecipeColumn> Described(DuckDBConnection connection, string select)
    {
        // A description wants no parameters.
        var plain = System.Text.RegularExpressions.Regex.Replace(select, @"TRY_CAST\(\$\d+::VARCHAR AS", "TRY_CAST(NULL::VARCHAR AS", System.Text.RegularExpressions.RegexOptions.NonBacktracking);
        return [.. Sql.Query(connection, $"SELECT column_name, column_type FROM (DESCRIBE {plain})", reader => new RecipeColumn(reader.GetString(0), reader.GetString(1)))];
    }

    /// <summary>The names of columns that a formula may read, as the database's own parser reads it.</summary>
    private static HashSet<string> Names(DuckDBConnection connection, string formula)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var tree = JsonDocument.Parse(Sql.Query(connection, $"SELECT json_serialize_sql({Sql.Text($"SELECT ({formula})")})::VARCHAR", reader => reader.GetString(0)).First(), new JsonDocumentOptions { MaxDepth = 10_000 });
        var open = new Stack<JsonElement>([tree.RootElement]);
        while (open.TryPop(out var node))
        {
            if (node.ValueKind == JsonValueKind.Array)
                foreach (var item in node.EnumerateArray())
                    open.Push(item);
            if (node.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var property in node.EnumerateObject())
            {
                if (property.Name == "class" && property.Value.ValueKind == JsonValueKind.String && property.Value.GetString() is "WINDOW" or "SUBQUERY")
                    throw OtherRows(formula);
                if (property.Name == "column_names" && property.Value.ValueKind == JsonValueKind.Array)
                    foreach (var name in property.Value.EnumerateArray())
                        names.Add(name.GetString()!);
                open.Push(property.Value);
            }
        }

        return names.Contains(Sql.RowColumn) ? throw OtherRows(formula) : names;
    }

    private static UserException OtherRows(string formula) => new(new Problem
    {
        Type = "recipe-not-row-wise",
        Found = $"the formula {SafeText.Line(formula, 120)} looks at other rows, which a question to a model has not",
        Expected = "a formula of the row's own values",
        Remedy = "Compute it in a recipe of its own before this one",
    });
}
