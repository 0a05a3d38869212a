using Praxis.Contracts.Foundation;

namespace Praxis.Data.Recipes;

/// <summary>What a step has done.</summary>
/// <param name="Step">The step.</param>
/// <param name="Columns">The columns after it.</param>
/// <param name="Rows">The rows after it; null where they were not counted.</param>
/// <param name="Warnings">What is to be known of the rows before it.</param>
public sealed record StepResult(RecipeStep Step, IReadOnlyList<RecipeColumn> Columns, long? Rows, IReadOnlyList<Problem> Warnings);
