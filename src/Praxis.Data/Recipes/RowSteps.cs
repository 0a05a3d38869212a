using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes.Steps;

namespace Praxis.Data.Recipes;

/// <summary>What the steps of a recipe are for one row: which remain, and which columns come of which.</summary>
internal static class RowSteps
{
    /// <summary>The step as it is for one row; null where it is left out.</summary>
    /// <exception cref="UserException">It makes rows of other rows or tables, so that there is no such thing.</exception>
    public static RecipeStep? AtServing(RecipeStep step) => step switch
    {
        { IsForTraining: true } => null,
        SortStep or FilterStep or ExpectStep or OutlierStep { How: "remove" } or MissingStep { How: "drop", Indicator: false } => null,
        MissingStep { How: "drop" } missing => missing with { How = "keep" },
        AggregateStep or JoinStep => throw new UserException(new Problem
        {
            Type = "recipe-not-row-wise",
            Found = $"the step {step.Kind} looks at other rows, which a question to a model has not",
            Where = StepProblem.Place(step),
            Expected = "steps that change the values of a row",
            Remedy = "Aggregate and join in a recipe of their own before this one",
        }),
        _ => step,
    };

    /// <summary>Replaces needed columns after a step by those before it that they come of.</summary>
    /// <param name="step">The step.</param>
    /// <param name="before">The columns before it.</param>
    /// <param name="needed">Changed in place.</param>
    /// <param name="namesIn">The names in a formula.</param>
    public static void Sources(RecipeStep step, IReadOnlyList<RecipeColumn> before, HashSet<string> needed, Func<string, HashSet<string>> namesIn)
    {
        Touches(step, needed, namesIn);
        needed.RemoveWhere(name => !before.Any(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)));
        foreach (var name in needed.ToList())
            if (before.First(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)).Name is var own && own != name)
            {
                needed.Remove(name);
                needed.Add(own);
            }
    }

    /// <summary>Whether a needed column comes of the step; the needed columns become those before it.</summary>
    public static bool Touches(RecipeStep step, HashSet<string> needed, Func<string, HashSet<string>> namesIn)
    {
        switch (step)
        {
            case RenameStep rename:
                foreach (var (old, name) in rename.Columns)
                    if (needed.Remove(name))
                        needed.Add(old);
                return true;
            case DropStep or KeepStep:
                return false;
            case DeriveStep derive:
                return needed.Remove(derive.Column) && Add(needed, namesIn(derive.Formula));
            case MapStep map:
                return Made(needed, map.Into ?? map.Column, map.Column);
            case CleanTextStep clean:
                return Made(needed, clean.Into ?? clean.Column, clean.Column);
            case TokenizeStep tokenize:
                return Made(needed, tokenize.Into ?? tokenize.Column, tokenize.Column);
            case MissingStep missing:
                var indicators = needed.Where(name => name.EndsWith("_missing", StringComparison.Ordinal)).ToList();
                if (missing.Indicator)
                    foreach (var name in indicators)
                        needed.Add(name[..^"_missing".Length]);
                return missing.Columns.Count == 0 || missing.Columns.Any(needed.Contains);
            case EncodeStep encode:
                var ones = needed.Where(name => name.StartsWith(encode.Column + "=", StringComparison.Ordinal)).ToList();
                needed.ExceptWith(ones);
                return ones.Count > 0 ? Add(needed, [encode.Column]) : needed.Contains(encode.Column);
            case VectorizeStep vectorize:
                var terms = needed.Where(name => name.StartsWith(vectorize.Column + "=", StringComparison.Ordinal)).ToList();
                needed.ExceptWith(terms);
                return terms.Count > 0 && Add(needed, [vectorize.Column]);
            default:
                // Of a step whose columns are not known here, all that it reads is needed.
                var reads = step.Reads.ToList();
                var isNeeded = step is not (ScaleStep or OutlierStep or CastStep or ParseDateStep or BinStep);
                if (isNeeded)
                    needed.UnionWith(reads);
                return isNeeded || reads.Exists(needed.Contains);
        }
    }

    /// <summary>The step without columns that are not there any more; null where nothing is left of it.</summary>
    public static RecipeStep? Fitting(RecipeStep step, IReadOnlyList<RecipeColumn> columns)
    {
        bool IsThere(string name) => columns.Any(column => column.Name == name);
        switch (step)
        {
            case RenameStep rename:
                var names = rename.Columns.Where(pair => IsThere(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
                return names.Count == 0 ? null : rename with { Columns = names };
            case MissingStep { Columns.Count: > 0 } missing:
                var own = missing.Columns.Where(IsThere).ToList();
                return own.Count == 0 ? null : missing with { Columns = own };
            case ScaleStep scale:
                var scaled = scale.Columns.Where(IsThere).ToList();
                return scaled.Count == 0 ? null : scale with { Columns = scaled };
            case OutlierStep outliers:
                var bounded = outliers.Columns.Where(IsThere).ToList();
                return bounded.Count == 0 ? null : outliers with { Columns = bounded };
            default:
                return step;
        }
    }

    private static bool Made(HashSet<string> needed, string result, string source) => needed.Remove(result) && Add(needed, [source]);

    private static bool Add(HashSet<string> needed, IEnumerable<string> names)
    {
        needed.UnionWith(names);
        return true;
    }
}
