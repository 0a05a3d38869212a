using System.Globalization;

namespace Praxis.Learning.Bias;

/// <summary>A column of a bias analysis.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Values">Its value, by row; null where it is missing.</param>
public sealed record BiasColumn(string Name, BiasColumnType Type, IReadOnlyList<BiasValue?> Values)
{
    /// <summary>A column from the texts of a file: truth values where every one is true or false, whole or decimal numbers where every one is such, else texts.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cells">Its cells, by row; null where they are missing.</param>
    public static BiasColumn FromText(string name, IReadOnlyList<string?> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        bool All(Func<string, bool> isSo) => cells.Any(cell => cell is not null) && cells.All(cell => cell is null || isSo(cell));
        static bool IsTruth(string cell) => cell is "true" or "false" or "True" or "False";
        if (All(IsTruth))
            return new BiasColumn(name, BiasColumnType.Boolean, [.. cells.Select(cell => cell is null ? (BiasValue?)null : BiasValue.Of(cell is "true" or "True"))]);
        if (All(cell => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && Math.Abs((double)whole) <= 1L << 53))
            return new BiasColumn(name, BiasColumnType.Whole, [.. cells.Select(cell => cell is null ? (BiasValue?)null : BiasValue.Of(long.Parse(cell, CultureInfo.InvariantCulture)))]);
        if (All(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)))
            return new BiasColumn(name, BiasColumnType.Real, [.. cells.Select(cell => cell is null ? (BiasValue?)null : BiasValue.Of(double.Parse(cell, CultureInfo.InvariantCulture)))]);
        return new BiasColumn(name, BiasColumnType.Text, [.. cells.Select(cell => cell is null ? (BiasValue?)null : BiasValue.Of(cell))]);
    }

    /// <summary>The different values, in order of first appearance.</summary>
    internal IReadOnlyList<BiasValue> Distinct() => [.. Values.OfType<BiasValue>().Distinct()];
}
