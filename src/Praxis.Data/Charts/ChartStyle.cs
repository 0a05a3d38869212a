namespace Praxis.Data.Charts;

/// <summary>The rules of <see cref="StandaloneSvg"/> for one theme, colours named: what a class of a picture's element looks like.</summary>
internal sealed class ChartStyle
{
    private const string DarkBegin = "@media (prefers-color-scheme:dark){";
    private readonly List<(string Selector, Dictionary<string, string> Properties)> rules = [];

    /// <summary>Reads the style. It is our own, so that few forms of CSS are enough: names, classes, lists of them, and one media query.</summary>
    public ChartStyle(string css, ChartTheme theme)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (selectors, body) in Parts(Fixed(css, theme == ChartTheme.Auto ? ChartTheme.Light : theme)))
        {
            var properties = body.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(pair => pair.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
            foreach (var (name, value) in properties.Where(pair => pair.Key.StartsWith("--", StringComparison.Ordinal)))
                variables[$"var({name})"] = value;
            rules.AddRange(selectors.Split(',').Select(selector => (selector.Trim(), properties)));
        }

        rules = [.. rules.Select(rule => (rule.Selector, rule.Properties.ToDictionary(pair => pair.Key, pair => variables.GetValueOrDefault(pair.Value, pair.Value), StringComparer.Ordinal)))];
    }

    /// <summary>The style for one theme, whatever the reader's system asks for.</summary>
    public static string Fixed(string css, ChartTheme theme)
    {
        if (theme == ChartTheme.Auto)
            return css;
        var begin = css.IndexOf(DarkBegin, StringComparison.Ordinal);
        var end = css.IndexOf("}}", begin, StringComparison.Ordinal);
        return css[..begin] + (theme == ChartTheme.Dark ? css[(begin + DarkBegin.Length)..(end + 1)] : "") + css[(end + 2)..];
    }

    /// <summary>A property of an element; of several rules the last counts, as all are equally specific.</summary>
    public string? Of(string element, string? classes, string property)
    {
        var own = (classes ?? "").Split(' ');
        return rules.Where(rule => (rule.Selector == element || (rule.Selector.StartsWith('.') && own.Contains(rule.Selector[1..]))) && rule.Properties.ContainsKey(property)).OrderBy(rule => rule.Selector.StartsWith('.')).LastOrDefault().Properties?[property];
    }

    private static IEnumerable<(string Selectors, string Body)> Parts(string css) =>
        css.Split('}', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => part.Split('{', 2)).Select(part => (part[0].Trim(), part[1]));
}
