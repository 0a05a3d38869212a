using System.Globalization;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes.Steps;
using Praxis.Data.Recipes.Text;
using Praxis.Data.Tables;

namespace Praxis.Data.Recipes;

/// <summary>
/// Runs a recipe over one table, in a database of its own that reaches its input files and one folder for results. Steps are views until one looks at the rows or makes
/// them anew; then they are held.
/// </summary>
public sealed class RecipeRun : IDisposable
{
    private readonly DuckDBConnection connection;
    private readonly Recipe recipe;
    private readonly Dictionary<string, string> tables = new(StringComparer.Ordinal);
    private readonly List<string> relations = ["s0"];
    private readonly DearColumns dear = new();
    private bool isInOrder = true; // as the rows come from the last relation
    private CancellationToken cancellation;

    private RecipeRun(DuckDBConnection connection, Recipe recipe) => (this.connection, this.recipe) = (connection, recipe);

    /// <summary>The parts that a split has made, in its order; one without a name where there is no split.</summary>
    public IReadOnlyList<string?> Parts => recipe.Steps.OfType<SplitStep>().LastOrDefault() is { } split && HasParts ? [.. split.Parts.Select(part => part.Key)] : [null];

    /// <summary>The columns of the result.</summary>
    public IReadOnlyList<RecipeColumn> Columns => ColumnsOf(relations[^1]);

    private bool HasParts => Describe(relations[^1]).Any(column => column.Name == SplitStep.PartColumn);

    /// <summary>Opens a table that an import wrote.</summary>
    /// <exception cref="UserException">It, or a table that is joined, cannot be read.</exception>
    public static RecipeRun Open(StoredTable table, Recipe recipe, RecipeRunOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(options);
        var connection = Sql.OpenMemory(options.Memory);
        try
        {
            Sql.Run(connection, $"SET temp_directory={Sql.Text(options.TempFolder ?? "")}; SET allowed_paths=[{string.Join(", ", options.Tables.Values.Prepend(table).SelectMany(one => one.Parts).Select(part => Sql.Text(Path.GetFullPath(part.Path))))}];");
            if (options.OutputFolder is { } folder)
                Sql.Run(connection, $"SET allowed_directories=[{Sql.Text(Path.GetFullPath(folder) + Path.DirectorySeparatorChar)}];");
            foreach (var (name, function) in options.Functions)
                TextFunction.Register(connection, name, function);
            Utf8Function.RegisterAll(connection);
            Sql.LockDown(connection);
            var run = new RecipeRun(connection, recipe);
            run.Load("s0", table);
            foreach (var (name, other) in options.Tables)
            {
                var own = string.Create(CultureInfo.InvariantCulture, $"t{run.tables.Count}");
                run.Load(own, other);
                run.tables.Add(name, own);
            }

            return run;
        }
        catch (DuckDBException error)
        {
            connection.Dispose();
            throw new UserException(new Problem { Type = "unreadable-table", Found = "the table cannot be read", Where = SafeText.Line(table.Parts[0].Path), Remedy = "Import the file again" }, error);
        }
    }

    /// <summary>Everything wrong with the recipe, found on a table without rows; nothing is changed.</summary>
    public IReadOnlyList<Problem> Validate()
    {
        var problems = new List<Problem>();
        Sql.Run(connection, "CREATE OR REPLACE TEMP VIEW v0 AS SELECT * FROM s0 LIMIT 0");
        var (from, isOpen, isSplit) = ("v0", false, false);
        for (var i = 0; i < recipe.Steps.Count; i++)
        {
            var step = recipe.Steps[i];
            var input = Input(from, i);
            var own = Mistakes(step, input, isOpen, isSplit).ToList();
            isSplit |= step is SplitStep;
            if (own.Count == 0)
            {
                try
                {
                    var next = string.Create(CultureInfo.InvariantCulture, $"v{i + 1}");
                    Sql.Run(connection, $"CREATE OR REPLACE TEMP VIEW {next} AS {step.Select(input, step.Fit(input))}");
                    from = next;
                }
                catch (DuckDBException error) when (!isOpen)
                {
                    own.Add(Failed(step, error));
                }
                catch (DuckDBException)
                {
                    // It may name a column that an encoding will make.
                }

                isOpen |= step.IsOpen;
            }

            problems.AddRange(own);
        }

        return problems;
    }

    /// <summary>Fits and runs every step.</summary>
    /// <param name="states">What each step has learned, in order; filled where <paramref name="isFitting"/>, else used.</param>
    /// <param name="isFitting">Whether steps learn; else those for training are left out.</param>
    /// <param name="isCounting">Whether rows are counted after every step.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UserException">A step cannot be done, or a check fails.</exception>
    public IReadOnlyList<StepResult> Run(List<JsonObject?> states, bool isFitting, bool isCounting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(states);
        cancellation = cancellationToken;
        using var running = connection.CreateCommand();
        using var stop = new Interruption(running, cancellationToken); // ends whatever the connection does
        var results = new List<StepResult>();
        for (var i = 0; i < recipe.Steps.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = recipe.Steps[i];
            if (isFitting)
                states.Add(null);
            else if (step.IsForTraining)
                continue;
            var place = i;
            results.Add(Guarded(step, isFitting, () => Run(step, place, states, isFitting, isCounting)));
        }

        if (isFitting)
            foreach (var state in states.OfType<JsonObject>())
                EncodeStep.Forget(state);
        return results;
    }

    /// <summary>The first rows after a step, as text; 0 is the table itself.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows(int step, int most)
    {
        var columns = ColumnsOf(relations[step]);
        return [.. Sql.Query(connection, $"SELECT {string.Join(", ", columns.Select(column => $"CAST({Sql.Name(column.Name)} AS VARCHAR)"))} FROM {relations[step]} ORDER BY {Sql.RowColumn} LIMIT {most.ToString(CultureInfo.InvariantCulture)}", reader => (IReadOnlyList<string?>)[.. columns.Select((_, i) => Sql.TextAt(reader, i))])];
    }

    /// <summary>The columns after a step; 0 is the table itself.</summary>
    public IReadOnlyList<RecipeColumn> ColumnsAfter(int step) => ColumnsOf(relations[step]);

    /// <summary>Rows, missing and different values of each column after a step.</summary>
    public IReadOnlyList<(string Column, long Missing, long Distinct)> Statistics(int step)
    {
        var columns = ColumnsOf(relations[step]);
        return Sql.Query(connection, $"SELECT {string.Join(", ", columns.Select(column => $"count(*) - count({Sql.Name(column.Name)}), count(DISTINCT {Sql.Name(column.Name)})"))} FROM {relations[step]}", reader => columns.Select((column, i) => (column.Name, reader.GetInt64(2 * i), reader.GetInt64(2 * i + 1))).ToList()).First();
    }

    /// <summary>Writes a part's rows in order, and tells how many they are.</summary>
    /// <param name="part">One of <see cref="Parts"/>.</param>
    /// <param name="path">A file in the folder for results.</param>
    /// <param name="format">csv, tsv, jsonl or parquet.</param>
    /// <param name="guard">A function of text that every text is put through; null writes them as they are.</param>
    public long Write(string? part, string path, string format, string? guard = null)
    {
        var options = format switch
        {
            "tsv" => "FORMAT csv, DELIMITER '\t', HEADER",
            "jsonl" => "FORMAT json",
            "parquet" => "FORMAT parquet, COMPRESSION zstd",
            _ => "FORMAT csv, HEADER",
        };
        using var copy = connection.CreateCommand();
        copy.CommandText = $"COPY (SELECT {string.Join(", ", Columns.Select(column => guard is not null && column.IsText ? $"{guard}({Sql.Name(column.Name)}) AS {Sql.Name(column.Name)}" : Sql.Name(column.Name)))} FROM {relations[^1]}{OfPart(part)}{(isInOrder ? "" : $" ORDER BY {Sql.RowColumn}")}) TO {Sql.Text(Path.GetFullPath(path))} ({options})";
        return copy.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private StepResult Run(RecipeStep step, int place, List<JsonObject?> states, bool isFitting, bool isCounting)
    {
        if (step.IsFitted && (isCounting || dear.AreReadBy(step, ColumnsOf(relations[^1]))))
            Hold();
        var input = Input(relations[^1], place);
        Demand(step, input);
        if (isFitting)
            states[place] = step.Fit(input);
        var warnings = step.Verify(input, states[place]).ToList();
        var next = string.Create(CultureInfo.InvariantCulture, $"s{relations.Count}");
        Make(step.IsHeld, next, step.Select(input, states[place]), isInOrder &= !step.IsHeld && !step.Formulas.Any(MayDisorder));
        relations.Add(next);
        var columns = ColumnsOf(next);
        if (!step.IsHeld)
            dear.Add(step, input.Columns, columns);
        return new StepResult(step, columns, isCounting || step.IsHeld ? Sql.Number(connection, $"SELECT count(*) FROM {next}") : null, warnings);
    }

    // A view becomes a table, since what follows will go over it more than once.
    private void Hold()
    {
        if (relations.Count == 1 || Sql.Number(connection, $"SELECT count(*) FROM duckdb_views() WHERE view_name = {Sql.Text(relations[^1])}") == 0)
            return;
        var held = relations[^1] + "h";
        Make(true, held, $"SELECT * FROM {relations[^1]}", isInOrder);
        relations[^1] = held;
    }

    // The database keeps the order of a source through everything but joins, groups and windows; what is held is put into it.
    private void Make(bool isHeld, string name, string select, bool isOrdered)
    {
        Sql.Run(connection, !isHeld ? $"CREATE TEMP VIEW {name} AS {select}" : $"CREATE TEMP TABLE {name} AS {(isOrdered ? select : $"SELECT * FROM ({select}) ORDER BY {Sql.RowColumn}")}");
        if (!isHeld)
            return;
        isInOrder = true;
        dear.Clear();
    }

    private static bool MayDisorder(string formula) => ((string[])["select", "over", "unnest"]).Any(word => formula.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static void Demand(RecipeStep step, StepInput input)
    {
        var missing = step.Reads.Where(name => !input.Has(name)).ToList();
        if (missing.Count > 0)
            throw new UserException(Fault.Input, [.. missing.Select(name => Unknown(step, input, name))]);
    }

    private static IEnumerable<Problem> Mistakes(RecipeStep step, StepInput input, bool isOpen, bool isSplit)
    {
        if (isSplit)
            yield return new Problem { Type = "invalid-recipe", Found = "a step stands behind the split", Where = StepProblem.Place(step), Expected = "split as the last step" };
        if (!isOpen)
            foreach (var name in step.Reads.Where(name => !input.Has(name)).Distinct())
                yield return Unknown(step, input, name);
        foreach (var (found, expected) in step.Mistakes(input))
            yield return new Problem { Type = "invalid-recipe", Found = SafeText.Line(found, 300), Where = StepProblem.Place(step), Expected = SafeText.Line(expected, 300) };
    }

    private static Problem Unknown(RecipeStep step, StepInput input, string name)
    {
        var names = input.Columns.Select(column => column.Name).ToList();
        return new Problem
        {
            Type = "unknown-column",
            Found = $"there is no column '{SafeText.Line(name, 80)}'",
            Where = StepProblem.Place(step),
            Expected = "one of " + string.Join(", ", names.Take(40).Select(known => SafeText.Line(known, 80))),
            Remedy = NearestName.Suggestion(name, names),
        };
    }

    private T Guarded<T>(RecipeStep step, bool isFitting, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DuckDBException error)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new UserException(Failed(step, error), error);
        }
        catch (Exception error) when (!isFitting && error is InvalidOperationException or NullReferenceException or FormatException)
        {
            // What was learned comes from a file that anyone may have changed.
            throw new UserException(new Problem { Type = "invalid-fitted-recipe", Found = "what the step has learned is damaged", Where = StepProblem.Place(step), Remedy = "Fit the recipe again: praxis prepare run" }, error);
        }
    }

    private static Problem Failed(RecipeStep step, DuckDBException error) => new()
    {
        Type = "recipe-step-failed",
        Found = SafeText.Line(error.Message.Split('\n')[0], 300),
        Where = StepProblem.Place(step),
        Remedy = error.Message.Contains("Out of Memory", StringComparison.OrdinalIgnoreCase) ? "Give it more with --memory" : null,
    };

    private StepInput Input(string from, int place) => new(connection, from, ColumnsOf(from), recipe.Seed, place) { Tables = tables, Cancellation = cancellation };

    private IReadOnlyList<RecipeColumn> ColumnsOf(string relation) => [.. Describe(relation).Where(column => column.Name is not (Sql.RowColumn or SplitStep.PartColumn))];

    private List<RecipeColumn> Describe(string relation) => [.. Sql.Query(connection, $"SELECT column_name, column_type FROM (DESCRIBE {relation})", reader => new RecipeColumn(reader.GetString(0), reader.GetString(1)))];

    // The typed columns; how the file wrote them stays behind.
    private void Load(string name, StoredTable table)
    {
        table = table with { Parts = [.. table.Parts.Select(part => part with { Path = Path.GetFullPath(part.Path) })] };
        var columns = table.Columns(connection).Select(column => column.Name).Prepend(Sql.RowColumn);
        Sql.Run(connection, $"CREATE TEMP VIEW {name} AS SELECT {string.Join(", ", columns.Select(Sql.Name))} FROM ({table.Select(connection)})");
    }

    private static string OfPart(string? part) => part is null ? "" : $" WHERE {SplitStep.PartColumn} = {Sql.Text(part)}";
}
