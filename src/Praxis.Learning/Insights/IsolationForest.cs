using Praxis.Learning.Numerics;

namespace Praxis.Learning.Insights;

/// <summary>
/// How easily a row is set apart from the others by random cuts (F. T. Liu, K. M. Ting and Z.-H. Zhou, 2008, "Isolation forest"): 100 trees on 256 rows each. The same rows and seed
/// give the same scores.
/// </summary>
public static class IsolationForest
{
    private const int TreeCount = 100;
    private const int TreeRows = 256;

    /// <summary>The decision of each row: <c>0.5 - 2^(-E(h) / c(256))</c>, below 0 where it is anomalous, the lower the more.</summary>
    /// <param name="values"><c>[rows, width]</c>, row-major, without missing values.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="width">How many columns, at least 1.</param>
    /// <param name="seed">Seed of rows and cuts.</param>
    /// <param name="cancellationToken">Stops between two trees.</param>
    public static double[] Decide(float[] values, int rows, int width, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var depths = new double[rows];
        var size = Math.Min(TreeRows, rows);
        if (size < 2)
            return new double[rows];
        var random = new SplitMix64(seed);
        var chosen = Enumerable.Range(0, rows).ToArray();
        var most = (int)Math.Ceiling(Math.Log2(size));
        for (var tree = 0; tree < TreeCount; tree++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < size; i++)
            {
                var other = i + random.Below(rows - i);
                (chosen[i], chosen[other]) = (chosen[other], chosen[i]);
            }

            var nodes = new List<Node>();
            Grow(nodes, values, width, chosen.AsSpan(0, size).ToArray(), 0, most, random);
            for (var row = 0; row < rows; row++)
                depths[row] += Depth(nodes, values.AsSpan(row * width, width));
        }

        var scale = TreeCount * Expected(size);
        return Array.ConvertAll(depths, depth => 0.5 - Math.Pow(2, -depth / scale));
    }

    // The mean depth of an unsuccessful search in a binary search tree of n rows (equation 1 of the paper).
    private static double Expected(int n) => n switch { <= 1 => 0, 2 => 1, _ => 2 * (Math.Log(n - 1) + 0.5772156649015329) - 2.0 * (n - 1) / n };

    private static int Grow(List<Node> nodes, float[] values, int width, int[] rows, int depth, int most, SplitMix64 random)
    {
        var place = nodes.Count;
        nodes.Add(new Node(-1, 0, 0, 0, depth + Expected(rows.Length)));
        if (rows.Length <= 1 || depth >= most)
            return place;

        // A column in which the rows differ, drawn among all: those without a difference are tried and left.
        for (var attempt = 0; attempt < Math.Min(width, 8); attempt++)
        {
            var column = random.Below(width);
            var (least, greatest) = (float.PositiveInfinity, float.NegativeInfinity);
            foreach (var row in rows)
            {
                var value = values[row * width + column];
                least = Math.Min(least, value);
                greatest = Math.Max(greatest, value);
            }

            if (!(greatest > least))
                continue;
            var cut = (float)(least + (random.Next() >> 11) * (1.0 / (1L << 53)) * ((double)greatest - least));
            if (cut >= greatest)
                cut = least;
            var left = Grow(nodes, values, width, Array.FindAll(rows, row => values[row * width + column] <= cut), depth + 1, most, random);
            var right = Grow(nodes, values, width, Array.FindAll(rows, row => values[row * width + column] > cut), depth + 1, most, random);
            nodes[place] = new Node(column, cut, left, right, 0);
            break;
        }

        return place;
    }

    private static double Depth(List<Node> nodes, ReadOnlySpan<float> row)
    {
        var node = nodes[0];
        while (node.Column >= 0)
            node = nodes[row[node.Column] <= node.Cut ? node.Left : node.Right];
        return node.Depth;
    }

    private readonly record struct Node(int Column, float Cut, int Left, int Right, double Depth);
}
