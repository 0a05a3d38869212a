namespace Praxis.Data.Recipes;

/// <summary>
/// Which columns of a chain of views are dear to compute. A step that looks at the rows reads a chain again from its source, which costs less than holding all of its columns
/// (a million texts of 300 characters are read in half a second and held in three), but not where words or regular expressions stand in between.
/// </summary>
internal sealed class DearColumns
{
    private static readonly string[] dearFunctions = ["regexp", "split_regex", "levenshtein", "damerau", "jaro", "jaccard", "lambda", "list_", "array_"];
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private bool areRowsDear;

    /// <summary>Whether a step that looks at the rows computes something dear.</summary>
    public bool AreReadBy(RecipeStep step, IEnumerable<RecipeColumn> columns) => areRowsDear || Touches(step, step.Reads.Any() || step.Formulas.Any() ? [] : columns);

    /// <summary>Takes a step into account that has become a view.</summary>
    public void Add(RecipeStep step, IReadOnlyList<RecipeColumn> before, IReadOnlyList<RecipeColumn> after)
    {
        var isDear = step.IsDear || step.Formulas.Any(formula => dearFunctions.Any(function => formula.Contains(function, StringComparison.OrdinalIgnoreCase)));
        if (!isDear && !Touches(step, step.IsFilter && !step.Reads.Any() && !step.Formulas.Any() ? before : []))
            return;
        areRowsDear |= step.IsFilter;
        var old = before.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var column in after.Where(column => !old.Contains(column.Name)))
            names.Add(column.Name);
        foreach (var name in step.Writes)
            names.Add(name);
    }

    /// <summary>All is held.</summary>
    public void Clear()
    {
        names.Clear();
        areRowsDear = false;
    }

    private bool Touches(RecipeStep step, IEnumerable<RecipeColumn> others) =>
        names.Count > 0 && (step.Reads.Concat(others.Select(column => column.Name)).Any(names.Contains) || step.Formulas.Any(formula => names.Any(name => formula.Contains(name, StringComparison.OrdinalIgnoreCase))));
}
