namespace Praxis.Data.Samples;

/// <summary>Writes phrases of the grammar for one reviewer and one garment at a time.</summary>
internal sealed class GrammarExpansion(Grammar grammar)
{
    private const int Unchosen = -1;

    private readonly GrammarRule[] garmentNames = grammar.OfGarments("garment");
    private readonly int[] keptChoices = new int[grammar.RuleCount];
    private readonly List<int> keptRules = [];
    private readonly int[] usedInReview = new int[grammar.PhraseCount];
    private SplitMix random;
    private TextBuffer text = new();
    private GrammarNode[]? garmentName;
    private Garment garment;
    private WornSize size;
    private bool isPlural;
    private bool isArticleDue;
    private int review;

    /// <summary>Starts the next review: what the last one kept and used is forgotten.</summary>
    public void Start(SplitMix stream, Garment reviewed, bool isPetite)
    {
        random = stream;
        garment = reviewed;
        garmentName = null;
        isArticleDue = false;
        foreach (var rule in keptRules)
            keptChoices[rule] = Unchosen;
        if (review == 0)
            Array.Fill(keptChoices, Unchosen);
        keptRules.Clear();
        review++;
        size = WornSize.Draw(ref random, reviewed, isPetite);
        ChooseGarmentName();
    }

    public void Write(GrammarRule[] ofGarments, TextBuffer destination) => Write(ofGarments[(int)garment], destination);

    public void Write(GrammarRule rule, TextBuffer destination)
    {
        text = destination;
        Expand(rule);
    }

    // A plus marks a name in the plural: "+jeans".
    private void ChooseGarmentName()
    {
        var rule = garmentNames[(int)garment];
        garmentName = rule.Phrases[random.Weighted(rule.RunningWeights)];
        isPlural = garmentName[0].Text is [(byte)'+', ..];
    }

    private void Expand(GrammarRule rule)
    {
        foreach (var node in rule.Phrases[Choose(rule)])
        {
            switch (node.Kind)
            {
                case GrammarNodeKind.Literal:
                    Append(node.Text);
                    break;
                case GrammarNodeKind.Rule:
                    Expand(node.Rules[0]);
                    break;
                case GrammarNodeKind.GarmentRule:
                    Expand(node.Rules[(int)garment]);
                    break;
                case GrammarNodeKind.Agreement:
                    Expand(node.Rules[isPlural ? 1 : 0]);
                    break;
                case GrammarNodeKind.Article:
                    isArticleDue = true;
                    break;
                case GrammarNodeKind.Garment:
                    Append(isPlural ? garmentName![0].Text.AsSpan(1) : garmentName![0].Text);
                    break;
                case GrammarNodeKind.Size:
                    Append(size.Name(node.Low));
                    break;
                default:
                    isArticleDue = false;
                    text.Append(node.Low + random.Below(node.High - node.Low + 1));
                    break;
            }
        }
    }

    private int Choose(GrammarRule rule)
    {
        if (rule.IsKept && keptChoices[rule.Number] != Unchosen)
            return keptChoices[rule.Number];
        var choice = random.Weighted(rule.RunningWeights);
        // People do not say the same thing twice; small choices can not be avoided.
        for (var retry = 0; retry < 3 && rule.Phrases.Length >= 6 && usedInReview[rule.FirstPhrase + choice] == review; retry++)
            choice = random.Weighted(rule.RunningWeights);
        usedInReview[rule.FirstPhrase + choice] = review;
        if (rule.IsKept)
        {
            keptChoices[rule.Number] = choice;
            keptRules.Add(rule.Number);
        }

        return choice;
    }

    private void Append(ReadOnlySpan<byte> phrase)
    {
        if (phrase.IsEmpty)
            return;
        if (isArticleDue && phrase[0] != ' ')
        {
            text.Append(StartsWithVowelSound(phrase) ? "an "u8 : "a "u8);
            isArticleDue = false;
        }

        text.Append(phrase);
    }

    private static bool StartsWithVowelSound(ReadOnlySpan<byte> word) =>
        "aeiouAEIOU"u8.Contains(word[0])
            ? !word.StartsWith("uni"u8) && !word.StartsWith("use"u8) && !word.StartsWith("usu"u8) && !word.StartsWith("eur"u8) && !word.StartsWith("one"u8)
            : word.StartsWith("hour"u8) || word.StartsWith("honest"u8) || word.StartsWith("xs"u8) || word.StartsWith("xl"u8) || word.StartsWith("8"u8);
}
