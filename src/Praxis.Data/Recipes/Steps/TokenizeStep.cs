using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Text becomes its words and punctuation, joined by single blanks; the rules are those of NLTK's word_tokenize.</summary>
/// <param name="Column">The column.</param>
/// <param name="Into">The column of the result; null for the same.</param>
public sealed record TokenizeStep(string Column, string? Into = null) : RecipeStep("tokenize")
{
    /// <summary>The function of the host that does it.</summary>
    public const string Function = "praxis_words";

    internal override IEnumerable<string> Reads => [Column];

    internal override IEnumerable<string> Writes => [Into ?? Column];

    internal override bool IsDear => true;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) => input.Column(Column) is { IsText: false } ? [($"'{Column}' holds no text", "a column of text")] : [];

    internal override string Select(StepInput input, JsonObject? state) => input.With(new Dictionary<string, string> { [Into ?? Column] = $"CASE WHEN {Sql.Name(Column)} IS NULL THEN NULL ELSE {Function}({Sql.Name(Column)}) END" });
}
