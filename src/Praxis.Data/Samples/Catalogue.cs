using System.Text;

namespace Praxis.Data.Samples;

/// <summary>The shop: its classes, their products and how often each is reviewed.</summary>
internal sealed class Catalogue
{
    private static readonly int[] usual = [360, 690, 1275, 2185, 5490];
    private static readonly int[] liked = [270, 510, 1000, 2100, 6120];
    private static readonly int[] disliked = [860, 1560, 1880, 2000, 3700];

    // Trend is the class that its buyers rate worse: what the report on bias has to find.
    private static readonly ProductClass[] classes =
    [
        new("General", "Dresses", "Dresses", Garment.Dress, 3730, 180, usual),
        new("General Petite", "Dresses", "Dresses", Garment.Dress, 2590, 90, usual),
        new("General", "Tops", "Knits", Garment.Top, 3260, 150, usual),
        new("General Petite", "Tops", "Knits", Garment.Top, 1580, 70, usual),
        new("General", "Tops", "Blouses", Garment.Top, 1990, 140, usual),
        new("General Petite", "Tops", "Blouses", Garment.Top, 1100, 60, usual),
        new("General", "Tops", "Sweaters", Garment.Sweater, 900, 100, usual),
        new("General Petite", "Tops", "Sweaters", Garment.Sweater, 530, 40, usual),
        new("General", "Tops", "Fine gauge", Garment.Sweater, 690, 70, usual),
        new("General Petite", "Tops", "Fine gauge", Garment.Sweater, 410, 30, liked),
        new("General", "Bottoms", "Pants", Garment.Pants, 835, 70, usual),
        new("General Petite", "Bottoms", "Pants", Garment.Pants, 550, 30, usual),
        new("General", "Bottoms", "Jeans", Garment.Jeans, 790, 60, liked),
        new("General Petite", "Bottoms", "Jeans", Garment.Jeans, 360, 20, liked),
        new("General", "Bottoms", "Skirts", Garment.Skirt, 600, 50, usual),
        new("General Petite", "Bottoms", "Skirts", Garment.Skirt, 345, 25, usual),
        new("General", "Bottoms", "Shorts", Garment.Shorts, 317, 30, usual),
        new("General", "Jackets", "Jackets", Garment.Jacket, 400, 45, usual),
        new("General Petite", "Jackets", "Jackets", Garment.Jacket, 305, 20, usual),
        new("General", "Jackets", "Outerwear", Garment.Jacket, 250, 40, usual),
        new("General Petite", "Jackets", "Outerwear", Garment.Jacket, 80, 10, usual),
        new("General Petite", "Intimate", "Lounge", Garment.Lounge, 233, 20, usual),
        new("Intimates", "Intimate", "Lounge", Garment.Lounge, 458, 45, liked),
        new("Intimates", "Intimate", "Swim", Garment.Swim, 350, 45, usual),
        new("Intimates", "Intimate", "Sleep", Garment.Sleep, 228, 25, usual),
        new("Intimates", "Intimate", "Legwear", Garment.Legwear, 165, 25, usual),
        new("Intimates", "Intimate", "Intimates", Garment.Intimates, 154, 30, usual),
        new("Intimates", "Intimate", "Layering", Garment.Intimates, 146, 12, liked),
        new("General", "Trend", "Trend", Garment.Trend, 560, 40, disliked),
        new("General Petite", "Trend", "Trend", Garment.Trend, 240, 18, disliked),
        new("General", "Bottoms", "Casual bottoms", Garment.Pants, 2, 1, usual),
        new("Intimates", "Intimate", "Chemises", Garment.Sleep, 1, 1, usual),
    ];

    private readonly int[] runningClasses;
    private readonly Product[][] products;
    private readonly int[][] runningProducts;

    private Catalogue()
    {
        var total = 0;
        runningClasses = [.. classes.Select(c => total += c.Weight)];
        var firstId = 0;
        products = [.. classes.Select(c => Products(c, ref firstId))];
        runningProducts = [.. classes.Select(c => RunningShares(c.Products))];
    }

    public static Catalogue Shop { get; } = new();

    public Product Draw(ref SplitMix random)
    {
        var drawn = random.Weighted(runningClasses);
        return products[drawn][random.Weighted(runningProducts[drawn])];
    }

    private static Product[] Products(ProductClass productClass, ref int firstId)
    {
        var id = firstId;
        firstId += productClass.Products;
        var categories = Encoding.UTF8.GetBytes($"{productClass.Division},{productClass.Department},{productClass.Class}");
        return [.. Enumerable.Range(0, productClass.Products).Select(rank =>
            new Product(id + Shuffled(rank, productClass.Products), productClass.Garment, productClass.Division == "General Petite", categories, Ratings(productClass, rank)))];
    }

    /// <summary>A few products of a class get most of its reviews (Zipf's law with a shift).</summary>
    private static int[] RunningShares(int count)
    {
        var total = 0;
        return [.. Enumerable.Range(0, count).Select(rank => total += 1_000_000 / (rank + 3))];
    }

    // Every third product is a little better and every third a little worse than its class.
    private static int[] Ratings(ProductClass productClass, int rank)
    {
        var total = 0;
        return [.. productClass.Ratings.Select((weight, star) => total += weight + (rank % 3 - 1) * (star - 2) * 60)];
    }

    private static int Shuffled(int rank, int count) => (int)((rank * 7919L + count / 2) % count);
}
