using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;

namespace Praxis.Platform.Prepare.Recipes;

/// <summary>What a step does to the rows of a sample.</summary>
/// <param name="Step">Its place in the recipe; null for the drawing of the sample.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Rows">The rows after it.</param>
/// <param name="Columns">The columns after it.</param>
/// <param name="Warnings">What is to be known of the rows before it.</param>
/// <param name="FirstRows">The first rows after it, as texts.</param>
public sealed record RecipePreview(string? Step, string Kind, long? Rows, IReadOnlyList<RecipePreviewColumn> Columns, IReadOnlyList<Problem> Warnings, IReadOnlyList<IReadOnlyList<string?>> FirstRows)
{
    /// <summary>What step <paramref name="place"/> (from 1) of a run has done.</summary>
    public static RecipePreview Of(RecipeRun run, int place, StepResult result, int mostRows)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(result);
        return new RecipePreview(
            result.Step.Place,
            result.Step.Kind,
            result.Rows,
            [.. run.ColumnsAfter(place).Zip(run.Statistics(place), (column, own) => new RecipePreviewColumn(column.Name, column.Type, own.Missing, own.Distinct))],
            result.Warnings,
            run.Rows(place, mostRows));
    }
}
