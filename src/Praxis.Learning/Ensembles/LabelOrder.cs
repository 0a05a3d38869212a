using System.Globalization;

namespace Praxis.Learning.Ensembles;

/// <summary>Finds the order of labels that are numbers, such as -1, 0 and 1, or one to five stars.</summary>
internal static class LabelOrder
{
    /// <summary>The place of each label in ascending order; null where there are fewer than three or one is no number.</summary>
    public static int[]? Of(IReadOnlyList<string> labels)
    {
        var numbers = new double[labels.Count];
        for (var k = 0; k < numbers.Length; k++)
            if (!double.TryParse(labels[k], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[k]) || !double.IsFinite(numbers[k]))
                return null;
        if (numbers.Length < 3 || numbers.Distinct().Count() != numbers.Length)
            return null;
        var sorted = numbers.Order().ToArray();
        return [.. numbers.Select(number => Array.BinarySearch(sorted, number))];
    }
}
