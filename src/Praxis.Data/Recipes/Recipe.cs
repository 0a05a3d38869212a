namespace Praxis.Data.Recipes;

/// <summary>An ordered list of steps that shape a table. The same recipe, seed and rows give the same result on every machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Steps">The steps, in the order in which they run.</param>
/// <param name="Seed">Seed of whatever is drawn.</param>
public sealed record Recipe(string Name, IReadOnlyList<RecipeStep> Steps, long Seed = 1);
