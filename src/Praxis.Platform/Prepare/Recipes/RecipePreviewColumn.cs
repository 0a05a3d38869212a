namespace Praxis.Platform.Prepare.Recipes;

/// <summary>A column after a step of a preview.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in the database.</param>
/// <param name="Missing">Rows without a value.</param>
/// <param name="Distinct">Different values.</param>
public sealed record RecipePreviewColumn(string Name, string Type, long Missing, long Distinct);
