using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>
/// Reads MLflow's filters (<c>metrics.acc &gt; 0.8 AND params.model LIKE 'log%'</c>) and sort keys (<c>metrics.acc DESC</c>). Beside them
/// <c>min(metrics.loss)</c> and <c>max(metrics.acc)</c> name a metric's smallest and largest value.
/// </summary>
internal sealed class SearchReader(string text, SearchGrammar grammar)
{
    private const int MostCharacters = 16_384;
    private const int MostClauses = 100;
    private static readonly string[] Comparisons = ["!=", ">=", "<=", "=", ">", "<"];
    private int at;

    /// <summary>The conditions; none for an empty filter.</summary>
    /// <exception cref="UserException">The filter breaks the grammar.</exception>
    public static IReadOnlyList<FilterClause> Filter(string? text, SearchGrammar grammar) => string.IsNullOrWhiteSpace(text) ? [] : new SearchReader(text, grammar).Clauses();

    /// <summary>The sort keys.</summary>
    /// <exception cref="UserException">A key breaks the grammar.</exception>
    public static IReadOnlyList<SearchOrder> Order(IEnumerable<string> keys, SearchGrammar grammar) => [.. keys.Take(MostClauses).Select(key => new SearchReader(key, grammar).OrderKey())];

    private List<FilterClause> Clauses()
    {
        if (text.Length > MostCharacters)
            throw Wrong($"the filter has {text.Length:N0} characters", $"at most {MostCharacters:N0}");
        var clauses = new List<FilterClause>();
        do
        {
            if (clauses.Count == MostClauses)
                throw Wrong("the filter has too many conditions", $"at most {MostClauses}");
            clauses.Add(Clause());
            Blank();
        }
        while (Word("AND"));
        return at == text.Length ? clauses : throw Wrong("the filter cannot be read", "conditions joined by AND, such as metrics.accuracy > 0.8 AND params.model = 'linear'");
    }

    private SearchOrder OrderKey()
    {
        var key = Key();
        Blank();
        var isDescending = Word("DESC");
        if (!isDescending)
            Word("ASC");
        Blank();
        return at == text.Length ? new SearchOrder(key, isDescending) : throw Wrong("the sort key cannot be read", "a key and ASC or DESC, such as metrics.accuracy DESC");
    }

    private FilterClause Clause()
    {
        var key = Key();
        Blank();
        var isNumber = key.IsMetric || (key.Field == FilterField.Attribute && grammar.NumberAttributes.Values.Contains(key.Name));
        var comparison = Comparisons.FirstOrDefault(sign => text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal));
        if (comparison is not null)
        {
            at += comparison.Length;
            if (!isNumber && comparison is not ("=" or "!="))
                throw Wrong($"'{comparison}' does not compare texts", "= != LIKE ILIKE");
            Blank();
            return new FilterClause(key, comparison, [isNumber ? (object)Number() : Text()]);
        }

        if (isNumber)
            throw Wrong("there is no comparison", "= != > >= < <=");
        foreach (var like in (string[])["LIKE", "ILIKE"])
            if (Word(like))
            {
                Blank();
                return new FilterClause(key, like, [Text()]);
            }

        var isNot = Word("NOT");
        Blank();
        if (!Word("IN"))
            throw Wrong("there is no comparison", "= != LIKE ILIKE" + (key.Field is FilterField.Attribute or FilterField.Dataset ? " IN, NOT IN" : ""));
        if (key.Field is not (FilterField.Attribute or FilterField.Dataset))
            throw Wrong("IN asks for attributes alone", "= != LIKE ILIKE");
        return new FilterClause(key, isNot ? "NOT IN" : "IN", List());
    }

    // type.key, key, and min(type.key)
    private FilterKey Key()
    {
        Blank();
        foreach (var (name, field) in (ReadOnlySpan<(string, FilterField)>)[("min", FilterField.LeastMetric), ("max", FilterField.MostMetric), ("last", FilterField.LastMetric)])
            if (text.AsSpan(at).StartsWith(name + "(", StringComparison.OrdinalIgnoreCase))
            {
                at += name.Length + 1;
                var inner = Key();
                Blank();
                if (!inner.IsMetric || at == text.Length || text[at++] != ')')
                    throw Wrong($"{name}( ) takes a metric", $"{name}(metrics.loss)");
                return new FilterKey(field, inner.Name);
            }

        var first = Part(stopsAtDot: true);
        if (at < text.Length && text[at] == '.' && Kind(first) is { } kind)
        {
            at++;
            var name = Part(stopsAtDot: false);
            return kind == FilterField.Attribute ? Attribute(Spaced(name)) : kind == FilterField.Dataset ? Dataset(name) : new FilterKey(kind, name);
        }

        if (at < text.Length && text[at] == '.')
            throw Wrong($"'{SafeText.Line(first, 40)}' is no kind of key", grammar.HasRunFields ? "metrics, params, tags, attributes or datasets" : "tags or attributes");
        return Attribute(Spaced(first));
    }

    // "run name", the one attribute with a space.
    private string Spaced(string name)
    {
        if (!name.Equals("run", StringComparison.OrdinalIgnoreCase))
            return name;
        var before = at;
        Blank();
        if (Word("name"))
            return "run name";
        at = before;
        return name;
    }

    private FilterField? Kind(string word) => word.ToUpperInvariant() switch
    {
        "METRIC" or "METRICS" when grammar.HasRunFields => FilterField.LastMetric,
        "PARAM" or "PARAMS" or "PARAMETER" or "PARAMETERS" when grammar.HasRunFields => FilterField.Parameter,
        "DATASET" or "DATASETS" when grammar.HasRunFields => FilterField.Dataset,
        "TAG" or "TAGS" => FilterField.Tag,
        "ATTRIBUTE" or "ATTRIBUTES" or "ATTR" or "RUN" => FilterField.Attribute,
        _ => null,
    };

    private FilterKey Attribute(string name) =>
        grammar.TextAttributes.TryGetValue(name, out var known) || grammar.NumberAttributes.TryGetValue(name, out known)
            ? new FilterKey(FilterField.Attribute, known)
            : throw Wrong(
                $"'{SafeText.Line(name, 80)}' is no attribute",
                "one of " + string.Join(", ", grammar.TextAttributes.Values.Concat(grammar.NumberAttributes.Values).Distinct()),
                NearestName.Suggestion(name, grammar.TextAttributes.Keys.Concat(grammar.NumberAttributes.Keys)));

    private FilterKey Dataset(string name) =>
        name is "name" or "digest" or "context" ? new FilterKey(FilterField.Dataset, name) : throw Wrong($"'{SafeText.Line(name, 80)}' is nothing that datasets have", "name, digest or context");

    private string Part(bool stopsAtDot)
    {
        Blank();
        if (at < text.Length && text[at] is '"' or '`')
            return Quoted(text[at]);
        var begin = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-' or '/' or ':' || (text[at] == '.' && !stopsAtDot)))
            at++;
        return at > begin ? text[begin..at] : throw Wrong("there is no key", "a key such as metrics.accuracy");
    }

    private double Number()
    {
        var begin = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '+' or '-' or '.'))
            at++;
        return double.TryParse(text.AsSpan(begin, at - begin), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value)
            ? value
            : throw Wrong("there is no number", "a number");
    }

    private string Text() => at < text.Length && text[at] is '\'' or '"' ? Quoted(text[at]) : throw Wrong("there is no text", "a text in ' or \"");

    private List<object> List()
    {
        var values = new List<object>();
        Blank();
        if (at == text.Length || text[at++] != '(')
            throw Wrong("there is no list", "a list such as ('a', 'b')");
        do
        {
            Blank();
            values.Add(Text());
            Blank();
        }
        while (at < text.Length && text[at] == ',' && at++ >= 0);
        return at < text.Length && text[at++] == ')' ? values : throw Wrong("the list does not end", "a list such as ('a', 'b')");
    }

    private string Quoted(char quote)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
            if (text[at] != quote)
                value.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == quote)
                value.Append(text[at++]);
            else
            {
                at++;
                return value.ToString();
            }

        throw Wrong($"a {quote} is not closed", $"another {quote}");
    }

    private bool Word(string word)
    {
        Blank();
        var end = at + word.Length;
        if (!text.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase) || (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')))
            return false;
        at = end;
        return true;
    }

    private void Blank()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    private UserException Wrong(string found, string expected, string? remedy = null) => new(new Problem
    {
        Type = "invalid-search",
        Found = found,
        Where = $"character {at + 1} of '{SafeText.Line(text, 120)}'",
        Expected = expected,
        Remedy = remedy,
    });
}
