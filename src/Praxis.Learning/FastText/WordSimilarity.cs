using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Learning.FastText;

/// <summary>
/// How well vectors rank pairs of words by likeness, against the judgement of people: BlazingText's <c>train:mean_rho</c>. Its own pairs (WordSim-353) cannot be shipped, so
/// a file of pairs is the user's.
/// </summary>
public sealed class WordSimilarity
{
    private readonly List<(string First, string Second, double Likeness)> pairs;

    private WordSimilarity(List<(string, string, double)> pairs) => this.pairs = pairs;

    /// <summary>How many pairs the file has.</summary>
    public int Count => pairs.Count;

    /// <summary>Reads lines of two words and a number, separated by tab, comma or blanks; empty lines, lines that begin with # and a first line of names are passed over.</summary>
    /// <exception cref="UserException">A line is something else, or there are fewer than two pairs.</exception>
    public static WordSimilarity Read(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var pairs = new List<(string, string, double)>();
        var problems = new List<Problem>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#')
                continue;
            var fields = line.Split((char[])['\t', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (fields.Length >= 3 && double.TryParse(fields[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var likeness) && double.IsFinite(likeness))
                pairs.Add((fields[0], fields[1], likeness));
            else if (number > 1 && problems.Count < 20)
                problems.Add(new Problem { Type = "bad-pairs", Found = $"line {number} is {SafeText.Line(line)}", Expected = "two words and a number" });
        }

        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
        if (pairs.Count < 2)
            throw new UserException(new Problem { Type = "bad-pairs", Found = $"the file has {pairs.Count} pairs of words", Expected = "at least two lines of two words and a number" });
        return new WordSimilarity(pairs);
    }

    /// <summary>
    /// Spearman's rank correlation of likeness and cosine over the pairs that the vectors have; words are looked up as they are, then in lower case. Null where fewer than two
    /// pairs are known or one side is constant.
    /// </summary>
    public (double? MeanRho, int Known) Evaluate(WordSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        var (people, vectors) = (new List<double>(), new List<double>());
        foreach (var (first, second, likeness) in pairs)
        {
            var cosine = space.Similarity(first, second) ?? space.Similarity(first.ToLowerInvariant(), second.ToLowerInvariant());
            if (cosine is null)
                continue;
            people.Add(likeness);
            vectors.Add(cosine.Value);
        }

        return (RankCorrelation([.. people], [.. vectors]), people.Count);
    }

    /// <summary>Spearman's rho: the correlation of the ranks, equal values sharing the mean of theirs (C. Spearman, 1904). Null for fewer than two values or a constant side.</summary>
    internal static double? RankCorrelation(double[] x, double[] y)
    {
        var (ranksOfX, ranksOfY) = (Ranks(x), Ranks(y));
        var mean = (x.Length + 1) / 2.0;
        double products = 0, squaresOfX = 0, squaresOfY = 0;
        for (var i = 0; i < x.Length; i++)
        {
            products += (ranksOfX[i] - mean) * (ranksOfY[i] - mean);
            squaresOfX += (ranksOfX[i] - mean) * (ranksOfX[i] - mean);
            squaresOfY += (ranksOfY[i] - mean) * (ranksOfY[i] - mean);
        }

        return squaresOfX > 0 && squaresOfY > 0 ? products / Math.Sqrt(squaresOfX * squaresOfY) : null;
    }

    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (int begin = 0, end; begin < order.Length; begin = end)
        {
            for (end = begin + 1; end < order.Length && values[order[end]] == values[order[begin]]; end++)
            {
            }

            for (var i = begin; i < end; i++)
                ranks[order[i]] = (begin + 1 + end) / 2.0;
        }

        return ranks;
    }
}
