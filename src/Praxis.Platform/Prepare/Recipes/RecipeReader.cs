using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Praxis.Platform.Prepare.Recipes;

/// <summary>Reads a recipe's file; everything wrong with it is told at once, with its step and line.</summary>
public static class RecipeReader
{
    private const int MostCharacters = 1 << 20;
    private const int MostSteps = 500;

    /// <summary>Reads YAML.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="now">The time of the run, for checks of freshness.</param>
    /// <exception cref="UserException">It is no recipe.</exception>
    public static Recipe Read(string yaml, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        if (yaml.Length > MostCharacters)
            throw Unreadable("it is longer than a million characters", null);
        if (yaml.Contains('&', StringComparison.Ordinal) && HasAlias(yaml))
            throw Unreadable("it uses YAML's anchors", null);
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException error)
        {
            throw Unreadable(SafeText.Line(error.Message, 200), error);
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
            throw Unreadable("it is no map", null);
        var problems = new List<Problem>();
        var (name, seed, steps) = ("recipe", 1L, new List<RecipeStep>());
        foreach (var (key, value) in root.Children)
        {
            switch (Text(key))
            {
                case "name":
                    name = Text(value) ?? "recipe";
                    break;
                case "seed" when long.TryParse(Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var own):
                    seed = own;
                    break;
                case "seed":
                    problems.Add(Wrong("seed is no whole number", value, "seed: 1"));
                    break;
                case "steps" when value is YamlSequenceNode list && list.Children.Count <= MostSteps:
                    steps = Steps(list, now, problems);
                    break;
                case "steps":
                    problems.Add(Wrong($"steps is no list of up to {MostSteps} steps", value, "steps: a list"));
                    break;
                default:
                    problems.Add(Wrong($"a recipe has no '{SafeText.Line(Text(key), 60)}'", key, "name, seed, steps"));
                    break;
            }
        }

        if (problems.Count == 0 && steps.Count == 0)
            problems.Add(new Problem { Type = "invalid-recipe", Found = "the recipe has no steps", Expected = "steps: a list, such as - missing: {columns: [text]}" });
        return problems.Count == 0 ? new Recipe(name, steps, seed) : throw new UserException(Fault.Input, problems);
    }

    private static List<RecipeStep> Steps(YamlSequenceNode list, DateTimeOffset now, List<Problem> problems)
    {
        var steps = new List<RecipeStep>();
        foreach (var (i, node) in list.Children.Index())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"step {i + 1}, line {node.Start.Line}");
            var (kind, settings) = node switch
            {
                YamlMappingNode { Children: [var one] } when one.Value is YamlMappingNode map => (Text(one.Key), map),
                YamlMappingNode { Children: [var one] } when one.Value is YamlScalarNode { Value: null or "" } => (Text(one.Key), new YamlMappingNode()),
                YamlScalarNode scalar => (scalar.Value, new YamlMappingNode()),
                _ => (null, null),
            };
            if (kind is null || settings is null)
                problems.Add(new Problem { Type = "invalid-recipe", Found = "a step is not its kind with its settings", Where = place, Expected = "- kind: {setting: value}" });
            else if (!StepKinds.Names.Contains(kind))
                problems.Add(new Problem { Type = "invalid-recipe", Found = $"there is no step '{SafeText.Line(kind, 60)}'", Where = place, Expected = string.Join(", ", StepKinds.Names), Remedy = NearestName.Suggestion(kind, StepKinds.Names) });
            else
                steps.Add(StepKinds.Read(kind, new StepArguments(kind, place, settings, problems), now));
        }

        return steps;
    }

    private static bool HasAlias(string yaml)
    {
        try
        {
            var parser = new Parser(new StringReader(yaml));
            while (parser.MoveNext())
                if (parser.Current is YamlDotNet.Core.Events.AnchorAlias || parser.Current is YamlDotNet.Core.Events.NodeEvent { Anchor.IsEmpty: false })
                    return true;
        }
        catch (YamlException)
        {
            // The reading itself will tell.
        }

        return false;
    }

    private static string? Text(YamlNode node) => (node as YamlScalarNode)?.Value;

    private static Problem Wrong(string found, YamlNode node, string expected) =>
        new() { Type = "invalid-recipe", Found = found, Where = string.Create(CultureInfo.InvariantCulture, $"line {node.Start.Line}"), Expected = expected };

    private static UserException Unreadable(string why, Exception? cause) => new(
        new Problem { Type = "invalid-recipe", Found = $"the recipe cannot be read: {why}", Expected = "YAML with name, seed and steps", Remedy = "praxis prepare new writes one to begin with" }, cause);
}
