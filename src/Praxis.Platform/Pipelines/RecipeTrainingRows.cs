using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Platform.Pipelines;

/// <summary>Rows that a recipe has prepared for a training.</summary>
/// <param name="Train">The dataset to learn from, <c>NAME:VERSION</c>: the first part.</param>
/// <param name="Validation">The dataset of the part called validation; null where there is none.</param>
/// <param name="RecipeArtifact">The artifact of the fitted recipe.</param>
/// <param name="Fitted">The fitted recipe.</param>
public sealed record RecipeTrainingRows(string Train, string? Validation, string RecipeArtifact, FittedRecipe Fitted)
{
    /// <summary>How many parts there are.</summary>
    public required int Parts { get; init; }
}
