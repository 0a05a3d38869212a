using System.Globalization;

namespace Praxis.Learning.Bias;

/// <summary>
/// How a column says of each row whether it is inside what was asked for: categorical (equal to one of the values) or continuous (above a threshold, up to the
/// maximum). The rules are those of Amazon's library smclarify 0.5, with one exception that <see cref="Note"/> tells of.
/// </summary>
internal sealed class ColumnReading
{
    private const double LeastUniqueness = 0.05;
    private const int MostSmallValues = 10;
    private readonly IReadOnlyList<BiasValue> asked;
    private readonly double ownMaximum;
    private readonly double maximum;
    private readonly bool isWhole;

    private ColumnReading(IReadOnlyList<BiasValue> asked, bool isContinuous, double ownMaximum, double maximum, bool isWhole, string? note)
    {
        this.asked = asked;
        this.ownMaximum = ownMaximum;
        this.maximum = maximum;
        this.isWhole = isWhole;
        (IsContinuous, Note) = (isContinuous, note);
    }

    /// <summary>Whether the column is read with a threshold.</summary>
    public bool IsContinuous { get; }

    /// <summary>Where the reading is not the library's: a sentence; else null.</summary>
    public string? Note { get; }

    /// <summary>The values joined by commas, or the interval; empty where the threshold is the maximum, so that nothing is above it.</summary>
    public string Name
    {
        get
        {
            if (!IsContinuous)
                return string.Join(',', asked);
            var threshold = Threshold;
            if (Math.Abs(ownMaximum) == threshold || double.IsNaN(ownMaximum))
                return "";
            var (low, high) = (Math.Min(threshold, ownMaximum), Math.Max(threshold, ownMaximum));
            return isWhole && asked[0].IsWhole ? string.Create(CultureInfo.InvariantCulture, $"({low:0}, {high:0}]") : $"({BiasValue.Decimal(low)}, {BiasValue.Decimal(high)}]";
        }
    }

    private double Threshold => asked[0].Number ?? double.Parse(asked[0].ToString(), CultureInfo.InvariantCulture);

    /// <summary>Decides how a column is read.</summary>
    /// <param name="column">The column.</param>
    /// <param name="asked">The values, or one threshold.</param>
    /// <param name="partner">The column of the predictions, which shares the interval's end with the labels; null for none.</param>
    /// <exception cref="FormatException">A continuous column is asked for something that is no number.</exception>
    public static ColumnReading Of(BiasColumn column, IReadOnlyList<BiasValue> asked, BiasColumn? partner = null)
    {
        if (asked.Count == 0)
            throw new FormatException($"no value is asked for of '{column.Name}'");
        if (!IsContinuousByRule(column) || asked.Count > 1)
            return new ColumnReading(asked, isContinuous: false, double.NaN, double.NaN, isWhole: false, note: null);
        if (IsSmall(column, asked[0], partner))
            return new ColumnReading(asked, isContinuous: false, double.NaN, double.NaN, isWhole: false, $"'{column.Name}' has few whole numbers, so {asked[0]} is read as a value, not as a threshold.");
        if (asked[0].Number is null && !double.TryParse(asked[0].ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            throw new FormatException($"the threshold '{asked[0]}' of the numbers of '{column.Name}' is no number");
        var (own, other) = (Maximum(column), partner is null ? double.NaN : Maximum(partner));
        return new ColumnReading(asked, isContinuous: true, own, double.IsNaN(own) || other > own ? other : own, column.Type != BiasColumnType.Real, note: null);
    }

    /// <summary>Whether each row of a column is inside; a missing value is not.</summary>
    public bool[] Inside(BiasColumn column)
    {
        if (IsContinuous)
        {
            var threshold = Threshold;
            var hasInterval = Math.Abs(maximum) != threshold;
            return [.. column.Values.Select(value => hasInterval && NumberOf(value) is var number && number > threshold && number <= maximum)];
        }

        var inside = Matches(column, asked);
        return inside.Contains(true) || column.Values.OfType<BiasValue>().Cast<BiasValue?>().FirstOrDefault() is not { } first
            ? inside
            : Matches(column, [.. asked.Select(value => value.As(first)).OfType<BiasValue>()]);
    }

    private static double Maximum(BiasColumn column) => column.Values.Select(NumberOf).Where(number => !double.IsNaN(number)).DefaultIfEmpty(double.NaN).Max();

    private static bool[] Matches(BiasColumn column, IReadOnlyList<BiasValue> values) => [.. column.Values.Select(value => value is { } own && values.Contains(own))];

    private static bool IsContinuousByRule(BiasColumn column)
    {
        if (column.Type is BiasColumnType.Category or BiasColumnType.Boolean)
            return false;
        if (column.Type == BiasColumnType.Real)
            return true;
        var present = column.Values.OfType<BiasValue>().ToList();
        if (present.Count == 0 || (column.Type == BiasColumnType.Text && present.Exists(value => double.IsNaN(NumberOf(value)))))
            return false;
        return (double)column.Distinct().Count / present.Count >= LeastUniqueness;
    }

    // Whole numbers of at most ten kinds are values to most people; of decimal zeros and ones only the 1, above which there is nothing.
    private static bool IsSmall(BiasColumn column, BiasValue asked, BiasColumn? partner)
    {
        var values = column.Distinct();
        if (values.Count > MostSmallValues || !(values.Contains(asked) || partner?.Values.Contains(asked) == true))
            return false;
        return column.Type == BiasColumnType.Whole || (column.Type == BiasColumnType.Real && asked.Number == 1 && values.All(value => value.Number is 0 or 1));
    }

    private static double NumberOf(BiasValue? value) => value switch
    {
        null => double.NaN,
        { Number: { } number } => number,
        { } text => long.TryParse(text.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : double.NaN,
    };
}
