using System.Globalization;
using Praxis.Contracts.Foundation;
using YamlDotNet.RepresentationModel;

namespace Praxis.Platform.Prepare.Recipes;

/// <summary>The settings of one step in a recipe's file; what is wrong with them is gathered.</summary>
internal sealed class StepArguments(string kind, string place, YamlMappingNode settings, List<Problem> problems)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>Where the step stands, in words.</summary>
    public string Place => place;

    public bool Has(string key) => settings.Children.Any(pair => Key(pair.Key) == key);

    public string Text(string key, string? usual = null)
    {
        if (Find(key) is not { } node)
            return usual ?? Missing(key, "a text");
        return node is YamlScalarNode { Value: { } text } ? text : Wrong(key, node, "one text");
    }

    public string? TextOrNone(string key) => Has(key) ? Text(key) : Known(key);

    public string Choice(string key, string usual, params string[] choices)
    {
        var text = Text(key, usual);
        if (!choices.Contains(text))
            Add($"{key} is '{SafeText.Line(text, 60)}'", string.Join(", ", choices), NearestName.Suggestion(text, choices));
        return choices.Contains(text) ? text : usual;
    }

    public bool Flag(string key) => Find(key) is { } node && (node is YamlScalarNode { Value: "true" or "True" } || (node is not YamlScalarNode { Value: "false" or "False" } && Wrong(key, node, "true or false").Length < 0));

    public double? Number(string key)
    {
        if (Find(key) is not { } node)
            return null;
        if (node is YamlScalarNode { Value: { } text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return number;
        Wrong(key, node, "a number");
        return null;
    }

    public long? Whole(string key)
    {
        var number = Number(key);
        if (number is null || (number == Math.Floor(number.Value) && Math.Abs(number.Value) < 1e15))
            return (long?)number;
        Add($"{key} is {number.Value.ToString(CultureInfo.InvariantCulture)}", "a whole number");
        return null;
    }

    /// <summary>A list of texts; a single text is a list of one.</summary>
    public IReadOnlyList<string> Texts(string key, bool isNeeded = false)
    {
        var node = Find(key);
        if (node is null && isNeeded)
            Missing(key, "a list of names");
        return node switch
        {
            null => [],
            YamlScalarNode { Value: { } one } => [one],
            YamlSequenceNode many when many.All(item => item is YamlScalarNode) => [.. many.Select(item => ((YamlScalarNode)item).Value ?? "")],
            _ => Wrong(key, node, "a list of texts").Length == 0 ? [] : [],
        };
    }

    /// <summary>Pairs of texts in the file's order.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string key, bool isNeeded = false) =>
        Nodes(key, isNeeded).Where(pair => pair.Value is YamlScalarNode || Wrong(key, pair.Value, "one text for each name").Length < 0).ToDictionary(pair => pair.Key, pair => ((YamlScalarNode)pair.Value).Value ?? "", StringComparer.Ordinal);

    public IReadOnlyList<KeyValuePair<string, double>> Numbers(string key)
    {
        var all = new List<KeyValuePair<string, double>>();
        foreach (var (name, node) in Nodes(key, isNeeded: true))
            if (node is YamlScalarNode { Value: { } text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                all.Add(new KeyValuePair<string, double>(name, number));
            else
                Wrong(key, node, "a number for each name");
        return all;
    }

    public IReadOnlyList<double> NumberList(string key)
    {
        var all = new List<double>();
        foreach (var text in Texts(key))
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                all.Add(number);
            else
                Add($"{key} holds '{SafeText.Line(text, 60)}'", "numbers");
        return all;
    }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Lists(string key) => Nodes(key, false).ToDictionary(pair => pair.Key, pair => pair.Value switch
    {
        YamlSequenceNode many when many.All(item => item is YamlScalarNode) => (IReadOnlyList<string>)[.. many.Select(item => ((YamlScalarNode)item).Value ?? "")],
        YamlScalarNode { Value: { } one } => [one],
        _ => Wrong(key, pair.Value, "a list for each name").Length == 0 ? [] : [],
    }, StringComparer.Ordinal);

    /// <summary>Tells of every setting that nothing has asked for.</summary>
    public void Close()
    {
        foreach (var (key, _) in settings.Children)
            if (!known.Contains(Key(key)))
                Add($"{kind} has no setting '{SafeText.Line(Key(key), 60)}'", string.Join(", ", known.Order(StringComparer.Ordinal)), NearestName.Suggestion(Key(key), known));
    }

    private static string Key(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    private string? Known(string key)
    {
        known.Add(key);
        return null;
    }

    private YamlNode? Find(string key)
    {
        known.Add(key);
        return settings.Children.FirstOrDefault(pair => Key(pair.Key) == key).Value;
    }

    private Dictionary<string, YamlNode> Nodes(string key, bool isNeeded)
    {
        var node = Find(key);
        if (node is YamlMappingNode map)
            return map.Children.ToDictionary(pair => Key(pair.Key), pair => pair.Value, StringComparer.Ordinal);
        if (node is not null)
            Wrong(key, node, "name: value");
        else if (isNeeded)
            Missing(key, "name: value");
        return [];
    }

    private string Missing(string key, string expected)
    {
        Add($"{kind} lacks {key}", expected);
        return "";
    }

    private string Wrong(string key, YamlNode node, string expected)
    {
        Add($"{key} is {(node is YamlScalarNode { Value: { } text } ? $"'{SafeText.Line(text, 60)}'" : node is YamlSequenceNode ? "a list" : "a map")}", expected);
        return "";
    }

    private void Add(string found, string expected, string? remedy = null) =>
        problems.Add(new Problem { Type = "invalid-recipe", Found = found, Where = $"{place} ({kind})", Expected = expected, Remedy = remedy });
}
