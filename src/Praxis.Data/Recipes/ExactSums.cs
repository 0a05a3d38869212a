using System.Globalization;

namespace Praxis.Data.Recipes;

/// <summary>
/// Sums that do not depend on the order in which rows are added, and so not on threads: each number is counted in units of a power of two that leave 86 bits for the largest,
/// as whole numbers of 128 bits. The database's own sum of doubles differs in its last digits from run to run as soon as two threads share the rows.
/// </summary>
internal static class ExactSums
{
    private const int Bits = 86;
    private const double MostExact = 1e150; // its square is a number still

    /// <summary>Mean and deviation of expressions. They are computed once and held, for three passes over them.</summary>
    public static IReadOnlyList<ColumnMoments> Moments(StepInput input, IReadOnlyList<string> expressions) => expressions.Count == 0 ? [] : input.WithHeld(expressions.Select(expression => $"CAST({expression} AS DOUBLE)"), Moments);

    private static IReadOnlyList<ColumnMoments> Moments(StepInput input)
    {
        var numbers = input.Columns.Select(column => Sql.Name(column.Name)).ToList();
        var sizes = input.Doubles(numbers.SelectMany(x => (string[])[$"count({x})", $"max(abs({x}))"]));
        var largest = numbers.Select((_, i) => sizes[2 * i + 1] ?? 0).ToList();
        if (largest.Any(one => !(one < MostExact)))
            return [.. numbers.Select(x => new ColumnMoments(input.Number($"avg({x})"), input.Number($"stddev_pop({x})")))];
        var sums = input.Doubles(numbers.Select((x, i) => Sum(x, largest[i])));
        var means = numbers.Select((_, i) => sums[i] / sizes[2 * i]).ToList();
        var squares = input.Doubles(numbers.Select((x, i) => means[i] is { } mean ? Sum($"({x} - {StepInput.Literal(mean)}) * ({x} - {StepInput.Literal(mean)})", 4 * largest[i] * largest[i]) : "max(NULL)"));
        return [.. means.Select((mean, i) => new ColumnMoments(mean, mean is null ? null : Math.Sqrt((squares[i] / sizes[2 * i])!.Value)))];
    }

    /// <summary>The sum of an expression of doubles none of which is larger, as SQL.</summary>
    public static string Sum(string expression, double largest)
    {
        if (largest == 0)
            return $"sum({expression})";
        var power = Math.Clamp(Bits - 1 - Math.ILogB(largest), -1000, 1000);
        return string.Create(CultureInfo.InvariantCulture, $"CAST(sum(CAST({expression} * {StepInput.Literal(Math.ScaleB(1, power))} AS HUGEINT)) AS DOUBLE) * {StepInput.Literal(Math.ScaleB(1, -power))}");
    }
}
