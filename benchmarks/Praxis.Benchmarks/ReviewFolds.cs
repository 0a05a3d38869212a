using System.Globalization;
using System.Text;

namespace Praxis.Benchmarks;

/// <summary>The lab's balanced reviews with their titles, and which of ten folds each is in.</summary>
internal sealed record ReviewFolds(string[] Texts, string[] Titles, int[] Classes, int[] Folds)
{
    public const int ClassCount = 3;
    public const int FoldCount = 10;

    /// <summary>Reads both files from a folder; classes 0, 1, 2 are the sentiments -1, 0, 1.</summary>
    public static ReviewFolds Read(string folder)
    {
        var reviews = Rows(Path.Combine(folder, "womens_clothing_ecommerce_reviews_balanced.csv")).Skip(1).ToArray();
        var folds = Rows(Path.Combine(folder, "balanced_folds.csv")).Skip(1).OrderBy(cells => int.Parse(cells[0], CultureInfo.InvariantCulture)).ToArray();
        return new ReviewFolds(
            [.. reviews.Select(cells => cells[1])],
            [.. folds.Select(cells => cells[2])],
            [.. reviews.Select(cells => int.Parse(cells[0], CultureInfo.InvariantCulture) + 1)],
            [.. folds.Select(cells => int.Parse(cells[1], CultureInfo.InvariantCulture))]);
    }

    /// <summary>The rows outside a fold, then those inside.</summary>
    public (int[] Train, int[] Test) Split(int fold) =>
        ([.. Enumerable.Range(0, Folds.Length).Where(row => Folds[row] != fold)], [.. Enumerable.Range(0, Folds.Length).Where(row => Folds[row] == fold)]);

    private static IEnumerable<string[]> Rows(string path)
    {
        var (cells, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        var text = File.ReadAllText(path);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (isQuoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                    cell.Append(text[++at]);
                else
                    isQuoted = false;
            }
            else if (c == '"')
            {
                isQuoted = true;
            }
            else if (c is ',' or '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    yield return [.. cells];
                    cells.Clear();
                }
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        if (cells.Count > 0)
            yield return [.. cells, cell.ToString()];
    }
}
