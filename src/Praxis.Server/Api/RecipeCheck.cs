namespace Praxis.Server.Api;

/// <summary>A recipe with which nothing is wrong.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Steps">The kinds of its steps.</param>
public sealed record RecipeCheck(string Name, long Seed, IReadOnlyList<string> Steps);
