namespace Praxis.Data.Samples;

/// <summary>Writes rows of reviews; each row depends on the seed and its number only.</summary>
internal sealed class ReviewWriter(int seed)
{
    private static readonly Quantiles ages =
        new((0, 18), (100, 21), (500, 25), (1000, 28), (2500, 34), (5000, 41), (7500, 52), (9000, 61), (9500, 65), (9900, 74), (9990, 86), (10_000, 100));

    private static readonly Quantiles feedback =
        new((0, 0), (4740, 0), (4741, 1), (6400, 2), (7300, 3), (7800, 4), (9000, 8), (9500, 12), (9900, 27), (9970, 45), (9995, 85), (10_000, 123));

    private static readonly int[] recommendedOfTenThousand = [190, 600, 4140, 9670, 9980];

    // The stars that the words feel like, of 100, where the reviewer gave 1 to 5: some stars are a slip, some words are kinder than the stars.
    private static readonly int[][] feltStars =
        [[72, 92, 97, 99, 100], [22, 82, 95, 98, 100], [3, 11, 86, 96, 100], [1, 3, 9, 78, 100], [1, 2, 4, 22, 100]];

    private readonly ReviewWording wording = new(Grammar.Embedded);
    private readonly TextBuffer spelled = new();
    private readonly TextBuffer typed = new();

    public void Write(long row, TextBuffer output)
    {
        output.Append(row);
        output.Append((byte)',');
        WriteReview(Original(row), output);
    }

    // One review in 1,500 was sent twice, within the next few hundred.
    private long Original(long row)
    {
        while (row > 0)
        {
            var random = SplitMix.ForRow(~seed, row);
            if (random.Below(1500) != 0)
                return row;
            row -= 1 + random.Below((int)Math.Min(row, 300));
        }

        return row;
    }

    private void WriteReview(long row, TextBuffer output)
    {
        var random = SplitMix.ForRow(seed, row);
        var product = Catalogue.Shop.Draw(ref random);
        var rating = random.Weighted(product.RunningRatings);
        var felt = random.Weighted(feltStars[rating]);
        wording.Start(random.Split(), product);

        output.Append(product.Id);
        output.Append((byte)',');
        output.Append(ages.Draw(ref random));
        output.Append((byte)',');
        if (!random.Chance(1620))
        {
            spelled.Clear();
            wording.WriteTitle(ref random, felt, spelled);
            Type(ref random, output);
        }

        output.Append((byte)',');
        if (!random.Chance(360))
        {
            spelled.Clear();
            wording.WriteText(ref random, felt, spelled);
            Type(ref random, output);
        }

        output.Append((byte)',');
        output.Append(rating + 1);
        output.Append(random.Chance(recommendedOfTenThousand[rating]) ? ",1,"u8 : ",0,"u8);
        output.Append(feedback.Draw(ref random) * (rating < 3 ? 5 : 4) / 4);
        output.Append((byte)',');
        output.Append(random.Chance(6) ? ",,"u8 : product.Categories);
        output.Append((byte)'\n');
    }

    private void Type(ref SplitMix random, TextBuffer output)
    {
        typed.Clear();
        var hand = new Handwriting(random.Split(), typed);
        hand.Type(spelled.Written);
        output.AppendField(typed.Written);
    }
}
