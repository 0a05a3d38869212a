using System.Globalization;
using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Draws rows.</summary>
/// <param name="Rows">How many; null where a fraction is given.</param>
/// <param name="Fraction">What part, 0 to 1.</param>
/// <param name="Stratify">A column each of whose values keeps its share; null for none.</param>
public sealed record SampleStep(long? Rows = null, double? Fraction = null, string? Stratify = null) : RecipeStep("sample")
{
    /// <inheritdoc/>
    public override bool IsForTraining => true;

    internal override IEnumerable<string> Reads => Stratify is null ? [] : [Stratify];

    internal override bool IsHeld => true;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input)
    {
        if (Rows is null == Fraction is null)
            yield return ("rows and fraction exclude each other", "one of the two");
        if (Rows < 1 || Fraction is <= 0 or > 1)
            yield return ("nothing would be drawn", "rows of 1 or more, or a fraction above 0 up to 1");
    }

    internal override string Select(StepInput input, JsonObject? state)
    {
        var part = Stratify is null ? "" : $"PARTITION BY {Sql.Name(Stratify)} ";

        // Where strata are asked for, each gives its share of the rows, rounded.
        var most = Rows is { } rows
            ? Stratify is null ? rows.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"round({rows}::DOUBLE * count(*) OVER ({part}) / count(*) OVER ())")
            : $"round({StepInput.Literal(Fraction!.Value)} * count(*) OVER ({part}))";
        return $"SELECT * FROM {input.From} QUALIFY row_number() OVER ({part}ORDER BY {input.Draw}, {Sql.RowColumn}) <= {most}";
    }
}
