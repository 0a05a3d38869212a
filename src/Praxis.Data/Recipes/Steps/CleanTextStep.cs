using System.Text.Json.Nodes;
using Praxis.Data.Recipes.Text;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Cleans text, in this order: HTML, web addresses, characters, lower case, punctuation, stop words, white space.</summary>
/// <param name="Column">The column.</param>
public sealed record CleanTextStep(string Column) : RecipeStep("clean_text")
{
    /// <summary>The column of the result; null for the same.</summary>
    public string? Into { get; init; }

    /// <summary>Takes HTML tags out and reads the five common entities.</summary>
    public bool Html { get; init; }

    /// <summary>Takes web addresses out.</summary>
    public bool Urls { get; init; }

    /// <summary>Characters that are taken out, one by one.</summary>
    public string Remove { get; init; } = "";

    /// <summary>Characters that become a blank each.</summary>
    public string Blank { get; init; } = "";

    /// <summary>Lower case.</summary>
    public bool Lower { get; init; }

    /// <summary>Punctuation becomes blanks.</summary>
    public bool Punctuation { get; init; }

    /// <summary>Words that are taken out, whatever their case.</summary>
    public IReadOnlyList<string> StopWords { get; init; } = [];

    /// <summary>Runs of white space become one blank, and none is left at the ends.</summary>
    public bool Whitespace { get; init; }

    internal override IEnumerable<string> Reads => [Column];

    internal override IEnumerable<string> Writes => [Into ?? Column];

    internal override bool IsDear => StopWords.Count > 0;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input)
    {
        if (input.Column(Column) is { IsText: false })
            yield return ($"'{Column}' holds no text", "a column of text");
        if (StopWords.Any(word => word.Length == 0 || word.Any(char.IsWhiteSpace)))
            yield return ("a stop word is empty or has white space", "single words");
    }

    internal override string Select(StepInput input, JsonObject? state)
    {
        var text = Sql.Name(Column);
        if (Html)
            text = $"{TextCleaning.TagsFunction}({text})";
        if (Urls)
            text = $"{TextCleaning.AddressesFunction}({text})";
        if (Blank.Length > 0)
            text = $"translate({text}, {Sql.Text(Blank)}, {Sql.Text(new string(' ', Blank.EnumerateRunes().Count()))})";
        if (Remove.Length > 0)
            text = $"translate({text}, {Sql.Text(Remove)}, '')";
        if (Lower)
            text = $"lower({text})";
        if (Punctuation)
            text = $"{TextCleaning.PunctuationFunction}({text})";
        if (StopWords.Count > 0)
            text = $"array_to_string(list_filter(string_split({TextCleaning.WhiteSpaceFunction}({text}), ' '), lambda w: lower(w) NOT IN ({string.Join(", ", StopWords.Select(word => Sql.Text(word.ToLowerInvariant())))})), ' ')";
        if (Whitespace)
            text = $"{TextCleaning.TidyFunction}({text})";
        return input.With(new Dictionary<string, string> { [Into ?? Column] = text });
    }
}
