using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Recipes;

/// <summary>What a step could not do, with the rows.</summary>
internal static class StepProblem
{
    public static UserException Error(RecipeStep step, string found, IReadOnlyList<long> rows, string remedy) => new(Of(step, found, rows, remedy));

    public static Problem Of(RecipeStep step, string found, IReadOnlyList<long> rows, string remedy) => new()
    {
        Type = "recipe-step-failed",
        Found = found,
        Where = $"{Place(step)}{(rows.Count == 0 ? "" : $", data rows {string.Join(", ", rows.Select(row => row.ToString(CultureInfo.InvariantCulture)))}{(rows.Count == 20 ? ", …" : "")}")}",
        Remedy = remedy,
    };

    public static string Place(RecipeStep step) => step.Place is { } place ? $"{place} ({step.Kind})" : $"step {step.Kind}";
}
