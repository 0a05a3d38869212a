namespace Praxis.Learning.FastText.Autotune;

/// <summary>
/// Chooses the settings of the next trial by the original's rules: the first trial has those given, each later one the best so far, with every setting that is free moved
/// by a normal random number whose spread falls from a quarter to three quarters of the time.
/// </summary>
internal sealed class TrialChoice
{
    private const int MostLargeRows = 10_000_000;
    private static readonly int[] shortest = [0, 2, 3];
    private readonly IReadOnlySet<string> given;
    private readonly int ownBuckets;
    private TrialSettings best;
    private Minstd random;
    private int buckets = 2_000_000;
    private bool isFirst = true;

    public TrialChoice(TrialSettings start, IReadOnlySet<string> given, int seed)
    {
        (best, this.given, random) = (start, given, new Minstd(seed));
        ownBuckets = start.Options.Buckets;
        TakeBest(start);
    }

    /// <summary>From now on trials start from these settings.</summary>
    public void TakeBest(TrialSettings settings)
    {
        best = settings;
        if (settings.Options.Buckets != 0)
            buckets = settings.Options.Buckets;
    }

    /// <summary>The settings of the next trial.</summary>
    /// <param name="share">The share of the time that has gone by.</param>
    public TrialSettings Next(double share)
    {
        if (isFirst)
        {
            isFirst = false;
            return best;
        }

        var t = Math.Min(1, share);
        var (options, dsub) = (best.Options, best.Dsub);
        if (!given.Contains("epoch"))
            options = options with { Epochs = (int)Times(options.Epochs, 1, 100, 2.8, 2.5, t, isWhole: true) };
        if (!given.Contains("lr"))
            options = options with { LearningRate = Times(options.LearningRate, 0.01, 5, 1.9, 1.0, t, isWhole: false) };
        if (!given.Contains("dim"))
            options = options with { Dimension = (int)Times(options.Dimension, 1, 1000, 1.4, 0.3, t, isWhole: true) };
        if (!given.Contains("wordNgrams"))
            options = options with { WordNgrams = Plus(options.WordNgrams, 1, 5, 4.3, 2.4, t) };
        if (!given.Contains("dsub"))
            dsub = 1 << Plus((int)Math.Log2(best.Dsub), 1, 4, 2.0, 1.0, t);
        if (!given.Contains("minn"))
            options = options with { MinCharacters = shortest[Plus(Math.Max(0, Array.IndexOf(shortest, best.Options.MinCharacters)), 0, shortest.Length - 1, 4.0, 1.4, t)] };
        if (!given.Contains("maxn"))
            options = options with { MaxCharacters = options.MinCharacters == 0 ? 0 : options.MinCharacters + 3 };
        options = options with { Buckets = given.Contains("bucket") ? ownBuckets : (int)Times(buckets, 10_000, MostLargeRows, 2.0, 1.5, t, isWhole: true) };
        if (options is { WordNgrams: <= 1, MaxCharacters: 0 })
            options = options with { Buckets = 0 };
        if (!given.Contains("loss"))
            options = options with { Loss = FastTextLoss.Softmax };
        return new TrialSettings(options, dsub);
    }

    private double Times(double value, double least, double most, double first, double last, double t, bool isWhole)
    {
        var moved = Math.Pow(2, Normal(first, last, t)) * value;
        return Math.Clamp(isWhole ? Math.Truncate(moved) : moved, least, most);
    }

    private int Plus(int value, int least, int most, double first, double last, double t) => (int)Math.Clamp(Math.Truncate(value + Normal(first, last, t)), least, most);

    // The polar method (G. Marsaglia and T. A. Bray, 1964) as GCC's library has it; its second number is thrown away, since the original begins anew each time.
    private double Normal(double first, double last, double t)
    {
        double x, y, square;
        do
        {
            x = 2 * random.Real(0, 1) - 1;
            y = 2 * random.Real(0, 1) - 1;
            square = x * x + y * y;
        }
        while (square > 1 || square == 0);
        var spread = first - (first - last) / 0.5 * Math.Min(0.5, Math.Max(t - 0.25, 0));
        return y * Math.Sqrt(-2 * Math.Log(square) / square) * spread;
    }
}
