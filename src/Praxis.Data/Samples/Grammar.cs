using System.Text;

namespace Praxis.Data.Samples;

/// <summary>
/// The phrases of reviews, read from the embedded text files. A line <c>@name</c> starts a rule and each line below is a phrase; <c>@name list</c> takes
/// phrases separated by commas; <c>@name kept</c> makes a review keep its first choice. <c>3* text</c> weighs a phrase. In a phrase stand
/// <c>{rule}</c>, <c>{rule.$}</c> (the garment's own rule, else the common one), <c>[one|another|]</c>, <c>[maybe]</c>, <c>&lt;singular|plural&gt;</c>,
/// <c>{#low-high}</c>, <c>{a}</c>, <c>{garment}</c>, <c>{size}</c>, <c>{smaller}</c> and <c>{larger}</c>.
/// </summary>
internal sealed class Grammar
{
    private readonly Dictionary<string, GrammarRule> rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Weight, string Text)>> sources = new(StringComparer.Ordinal);
    private int ruleCount;

    private Grammar(IEnumerable<string> texts)
    {
        foreach (var text in texts)
            ReadSources(text);
        foreach (var name in sources.Keys)
            rules[name] = new GrammarRule(name, ruleCount++) { IsKept = kept.Contains(name) };
        foreach (var (name, phrases) in sources)
            Fill(rules[name], phrases);
    }

    private readonly HashSet<string> kept = new(StringComparer.Ordinal);

    public static Grammar Embedded { get; } = new(ReadResources());

    public int RuleCount => ruleCount;

    public int PhraseCount { get; private set; }

    public GrammarRule this[string name] =>
        rules.TryGetValue(name, out var rule) ? rule : throw new InvalidOperationException($"The grammar of sample reviews has no rule '{name}'.");

    /// <summary>The rule of each garment, in the order of <see cref="Garment"/>.</summary>
    public GrammarRule[] OfGarments(string name) => [.. Enum.GetValues<Garment>().Select(g => OfGarment(name, g))];

    public static Grammar Parse(string text) => new([text]);

    private static IEnumerable<string> ReadResources()
    {
        var assembly = typeof(Grammar).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains(".Samples.Grammar.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            yield return reader.ReadToEnd();
        }
    }

    private GrammarRule OfGarment(string name, Garment garment)
    {
        foreach (var candidate in Kin(garment))
        {
            if (rules.TryGetValue($"{name}.{candidate}", out var rule))
                return rule;
        }

        return this[name];
    }

    private static string[] Kin(Garment garment) => garment switch
    {
        Garment.Dress => ["dress"],
        Garment.Top => ["top"],
        Garment.Sweater => ["sweater", "top"],
        Garment.Pants => ["pants"],
        Garment.Jeans => ["jeans", "pants"],
        Garment.Shorts => ["shorts", "pants"],
        Garment.Skirt => ["skirt"],
        Garment.Jacket => ["jacket"],
        Garment.Intimates => ["intimates"],
        Garment.Legwear => ["legwear", "pants"],
        Garment.Lounge => ["lounge"],
        Garment.Sleep => ["sleep", "lounge"],
        Garment.Swim => ["swim"],
        _ => ["trend", "dress"],
    };

    private void ReadSources(string text)
    {
        List<(int, string)>? phrases = null;
        var isList = false;
        foreach (var line in text.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == '@')
            {
                var header = line[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                isList = header.Contains("list");
                if (header.Contains("kept"))
                    kept.Add(header[0]);
                phrases = sources.TryGetValue(header[0], out var known) ? known : sources[header[0]] = [];
            }
            else if (phrases is null)
                throw new InvalidOperationException($"The phrase '{line}' stands above the first rule.");
            else if (isList)
                phrases.AddRange(line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Weighed));
            else
                phrases.Add(Weighed(line));
        }
    }

    private static (int, string) Weighed(string phrase)
    {
        var star = phrase.IndexOf("* ", StringComparison.Ordinal);
        return star > 0 && int.TryParse(phrase.AsSpan(0, star), out var weight) ? (weight, phrase[(star + 2)..]) : (1, phrase);
    }

    private void Fill(GrammarRule rule, List<(int Weight, string Text)> phrases)
    {
        rule.FirstPhrase = PhraseCount;
        PhraseCount += phrases.Count;
        var total = 0;
        rule.RunningWeights = [.. phrases.Select(p => total += p.Weight)];
        rule.Phrases = [.. phrases.Select(p => ParsePhrase(p.Text))];
    }

    private GrammarNode[] ParsePhrase(string text)
    {
        var nodes = new List<GrammarNode>();
        var position = 0;
        while (position < text.Length)
        {
            var next = text.AsSpan(position).IndexOfAny("{[<");
            var end = next < 0 ? text.Length : position + next;
            if (end > position)
                nodes.Add(new(GrammarNodeKind.Literal) { Text = Encoding.UTF8.GetBytes(text[position..end]) });
            if (end == text.Length)
                break;
            var close = Closing(text, end);
            var inside = text[(end + 1)..close];
            nodes.Add(text[end] switch
            {
                '{' => ParseSlot(inside),
                '[' => ParseChoice(inside),
                _ => new(GrammarNodeKind.Agreement) { Rules = [.. SplitChoices(inside).Select(c => Anonymous([c]))] },
            });
            position = close + 1;
        }

        return [.. nodes];
    }

    private GrammarNode ParseSlot(string slot) => slot switch
    {
        "a" => new(GrammarNodeKind.Article),
        "garment" => new(GrammarNodeKind.Garment),
        "size" => new(GrammarNodeKind.Size),
        "smaller" => new(GrammarNodeKind.Size) { Low = -1 },
        "larger" => new(GrammarNodeKind.Size) { Low = 1 },
        _ when slot[0] == '#' => ParseRange(slot[1..].Split('-')),
        _ when slot.EndsWith(".$", StringComparison.Ordinal) => new(GrammarNodeKind.GarmentRule) { Rules = OfGarments(slot[..^2]) },
        _ => new(GrammarNodeKind.Rule) { Rules = [this[slot]] },
    };

    private static GrammarNode ParseRange(string[] bounds) => new(GrammarNodeKind.Number)
    {
        Low = int.Parse(bounds[0], System.Globalization.CultureInfo.InvariantCulture),
        High = int.Parse(bounds[1], System.Globalization.CultureInfo.InvariantCulture),
    };

    private GrammarNode ParseChoice(string inside)
    {
        var choices = SplitChoices(inside);
        return new(GrammarNodeKind.Rule) { Rules = [Anonymous(choices.Count == 1 ? [choices[0], ""] : choices)] };
    }

    private GrammarRule Anonymous(List<string> choices)
    {
        var rule = new GrammarRule("", ruleCount++);
        Fill(rule, [.. choices.Select(Weighed)]);
        return rule;
    }

    private static List<string> SplitChoices(string inside)
    {
        var choices = new List<string>();
        int depth = 0, start = 0;
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] is '{' or '[' or '<')
                depth++;
            else if (inside[i] is '}' or ']' or '>')
                depth--;
            else if (inside[i] == '|' && depth == 0)
            {
                choices.Add(inside[start..i]);
                start = i + 1;
            }
        }

        choices.Add(inside[start..]);
        return choices;
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] is '{' or '[' or '<')
                depth++;
            else if (text[i] is '}' or ']' or '>' && --depth == 0)
                return i;
        }

        throw new InvalidOperationException($"The phrase '{text}' opens a bracket and does not close it.");
    }
}
