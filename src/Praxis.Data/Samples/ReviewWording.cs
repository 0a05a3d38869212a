namespace Praxis.Data.Samples;

/// <summary>Plans and writes the title and the text of one review, spelled right.</summary>
internal sealed class ReviewWording
{
    private static readonly string[] topicNames =
        ["fit", "fit", "fit", "fabric", "fabric", "look", "look", "length", "colour", "quality", "comfort", "price", "wear", "part", "photo", "body", "size"];

    // How many of 100 sentences are good, mixed or bad in a review that feels like 1 to 5 stars.
    private static readonly int[][] opinions = [[3, 10, 100], [9, 27, 100], [25, 77, 100], [74, 92, 100], [90, 97, 100]];

    private static readonly Quantiles words = new((0, 3), (100, 9), (500, 15), (1000, 22), (2500, 37), (5000, 59), (7500, 86), (9000, 96), (9500, 99), (10_000, 104));

    private readonly GrammarExpansion expansion;
    private readonly GrammarRule[][] opening;
    private readonly GrammarRule[][] verdict;
    private readonly GrammarRule[][] brief;
    private readonly GrammarRule[][] titles;
    private readonly GrammarRule[][][] topics;
    private readonly GrammarRule[] aside;
    private readonly GrammarRule about;
    private readonly GrammarRule turnToBad;
    private readonly GrammarRule turnToGood;
    private readonly GrammarRule goOn;

    public ReviewWording(Grammar grammar)
    {
        expansion = new(grammar);
        opening = OfOpinions(grammar, "open");
        verdict = OfOpinions(grammar, "verdict");
        brief = OfOpinions(grammar, "brief");
        titles = OfOpinions(grammar, "title");
        topics = [.. topicNames.Select(t => OfOpinions(grammar, t))];
        aside = grammar.OfGarments("aside");
        about = grammar["about"];
        turnToBad = grammar["turn.bad"];
        turnToGood = grammar["turn.good"];
        goOn = grammar["goon"];
    }

    public void Start(SplitMix stream, Product product) => expansion.Start(stream, product.Garment, product.IsPetite);

    public void WriteTitle(ref SplitMix random, int felt, TextBuffer title) => expansion.Write(titles[(int)Draw(ref random, felt)], title);

    /// <summary>Writes the text of a review that feels like 1 to 5 stars (<paramref name="felt"/> 0 to 4).</summary>
    public void WriteText(ref SplitMix random, int felt, TextBuffer text)
    {
        var wanted = words.Draw(ref random);
        if (wanted < 16)
        {
            expansion.Write(brief[(int)Draw(ref random, felt)], text);
            if (wanted > 11)
            {
                EndSentence(ref random, felt, text);
                expansion.Write(brief[(int)Draw(ref random, felt)], text);
            }

            EndText(ref random, felt, text);
            return;
        }

        var paragraphs = random.Chance(1000);
        var opinion = Draw(ref random, felt);
        var hasToldOfSelf = false;
        var topic = random.Below(topicNames.Length);
        if (random.Chance(8200))
            expansion.Write(opening[(int)opinion], text);
        while (CountWords(text) < wanted - 9)
        {
            if (text.Length > 0)
            {
                EndSentence(ref random, felt, text);
                if (paragraphs && random.Chance(3500))
                {
                    text.Cut(text.Length - 1);
                    text.Append(random.Chance(5000) ? "\n"u8 : "\n\n"u8);
                }
            }

            var kind = random.Below(100);
            if (kind < 14 && !hasToldOfSelf)
            {
                expansion.Write(about, text);
                hasToldOfSelf = true;
            }
            else if (kind < 34)
                expansion.Write(aside, text);
            else
            {
                var last = opinion;
                opinion = Draw(ref random, felt);
                if (text.Length > 0)
                    Connect(ref random, last, opinion, text);
                topic = (topic + 1 + random.Below(topicNames.Length / 2)) % topicNames.Length;
                expansion.Write(topics[topic][(int)opinion], text);
            }
        }

        if (random.Chance(7000))
        {
            EndSentence(ref random, felt, text);
            expansion.Write(verdict[(int)Draw(ref random, felt)], text);
        }

        EndText(ref random, felt, text);
    }

    private static GrammarRule[][] OfOpinions(Grammar grammar, string topic) =>
        [grammar.OfGarments(topic + ".good"), grammar.OfGarments(topic + ".mixed"), grammar.OfGarments(topic + ".bad")];

    private static Opinion Draw(ref SplitMix random, int felt) => (Opinion)random.Weighted(opinions[felt]);

    private static int CountWords(TextBuffer text) => System.MemoryExtensions.Count(text.Written, (byte)' ') + 1;

    private static void EndText(ref SplitMix random, int felt, TextBuffer text)
    {
        EndSentence(ref random, felt, text);
        text.Cut(text.Length - (random.Chance(1200) ? 2 : 1));
    }

    private static void EndSentence(ref SplitMix random, int felt, TextBuffer text)
    {
        if (text.Length > 0 && text[text.Length - 1] is (byte)'!' or (byte)'?' or (byte)'.' or (byte)')')
        {
            text.Append(text[text.Length - 1] == ')' ? ". "u8 : " "u8);
            return;
        }

        var end = random.Below(100);
        text.Append(end < 5 + felt * 3 ? "! "u8 : end >= 98 ? "!! "u8 : end is >= 94 and < 97 ? "... "u8 : ". "u8);
    }

    private void Connect(ref SplitMix random, Opinion last, Opinion next, TextBuffer text)
    {
        if (last == next)
        {
            if (random.Chance(2200))
                expansion.Write(goOn, text);
        }
        else if (next == Opinion.Good)
        {
            if (random.Chance(4500))
                expansion.Write(turnToGood, text);
        }
        else if (last == Opinion.Good && random.Chance(5500))
            expansion.Write(turnToBad, text);
    }
}
