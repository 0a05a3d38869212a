using System.Text;

namespace Praxis.Data.Samples;

/// <summary>The size a reviewer wears, with its neighbours, in one way of writing sizes.</summary>
internal readonly struct WornSize
{
    private static readonly byte[][] letters = Names("xxs xs s m l xl xxl");
    private static readonly byte[][] words = Names("xxs,xs,small,medium,large,xl,xxl", ',');
    private static readonly byte[][] petiteLetters = Names("xxsp xsp sp mp lp xlp");
    private static readonly byte[][] petiteWords = Names("xxs petite,xs petite,small petite,medium petite,large petite,xl petite", ',');
    private static readonly byte[][] numbers = Names("00 0 2 4 6 8 10 12 14 16 18");
    private static readonly byte[][] petiteNumbers = Names("00p 0p 2p 4p 6p 8p 10p 12p 14p");
    private static readonly byte[][] waists = Names("24 25 26 27 28 29 30 31 32 33 34");
    private static readonly byte[][] petiteWaists = Names("24p 25p 26p 27p 28p 29p 30p 31p 32p");

    private readonly byte[][] scheme;
    private readonly int index;

    private WornSize(byte[][] scheme, int index)
    {
        this.scheme = scheme;
        this.index = index;
    }

    public static WornSize Draw(ref SplitMix random, Garment garment, bool isPetite)
    {
        var writesPetite = isPetite && random.Chance(6000);
        var isNumbered = garment is Garment.Pants or Garment.Shorts or Garment.Skirt or Garment.Dress && random.Chance(6000);
        var names = garment is Garment.Jeans && random.Chance(9000) ? writesPetite ? petiteWaists : waists
            : isNumbered ? writesPetite ? petiteNumbers : numbers
            : random.Chance(5000) ? writesPetite ? petiteWords : words
            : writesPetite ? petiteLetters : letters;
        var inner = names.Length - 2;
        // The middle of two draws: most people wear a size in the middle.
        return new(names, 1 + (random.Below(inner) + random.Below(inner)) / 2);
    }

    public ReadOnlySpan<byte> Name(int step) => scheme[index + step];

    private static byte[][] Names(string names, char separator = ' ') => [.. names.Split(separator).Select(Encoding.UTF8.GetBytes)];
}
