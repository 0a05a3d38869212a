using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Prepare;

/// <summary>Maps the values of the label's column to classes, as <c>--label-map "1,2=-1;3=0;4,5=1"</c> says.</summary>
public sealed class LabelMap
{
    private readonly Dictionary<string, string> classes;

    private LabelMap(Dictionary<string, string> classes) => this.classes = classes;

    /// <summary>Reads the option's text.</summary>
    /// <exception cref="UserException">The text does not have the form, or names a value twice.</exception>
    public static LabelMap Parse(string text)
    {
        var classes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rule in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = rule.LastIndexOf('=');
            if (equals <= 0 || equals == rule.Length - 1)
                throw Malformed($"'{SafeText.Line(rule, 60)}' has no value or no class");
            var target = rule[(equals + 1)..].Trim();
            foreach (var value in rule[..equals].Split(',', StringSplitOptions.TrimEntries))
                if (!classes.TryAdd(value, target))
                    throw Malformed($"the value '{SafeText.Line(value, 60)}' is mapped twice");
        }

        return classes.Count > 0 ? new LabelMap(classes) : throw Malformed("it is empty");
    }

    /// <summary>The class of a value; null where the map does not name it.</summary>
    public string? Map(string value) => classes.GetValueOrDefault(value);

    /// <summary>The values of a class, in the order of the map.</summary>
    /// <exception cref="UserException">The map has no such class.</exception>
    public IEnumerable<string> ValuesOf(string name) => classes.ContainsValue(name)
        ? classes.Where(pair => pair.Value == name).Select(pair => pair.Key)
        : throw new UserException(new Problem { Type = "unknown-class", Found = $"the label map has no class '{SafeText.Line(name, 60)}'", Expected = "one of " + string.Join(", ", classes.Values.Distinct().Take(20).Select(one => SafeText.Line(one, 60))) });

    private static UserException Malformed(string why) => new(new Problem
    {
        Type = "invalid-label-map",
        Found = $"--label-map cannot be read: {why}",
        Expected = "values=class, several separated by ';', such as \"1,2=-1;3=0;4,5=1\"",
    });
}
