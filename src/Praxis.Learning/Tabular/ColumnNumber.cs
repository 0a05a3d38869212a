using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Learning.Tabular;

/// <summary>Reads the value of a numeric column.</summary>
internal static class ColumnNumber
{
    /// <summary>The number; NaN where the value is missing or empty.</summary>
    /// <exception cref="UserException">It is none, or infinite.</exception>
    public static float Read(string? value, FeatureColumn column)
    {
        if (string.IsNullOrEmpty(value))
            return float.NaN;
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite((float)number))
            return (float)number;
        throw new UserException(new Problem
        {
            Type = "not-numeric",
            Found = $"'{SafeText.Line(value, 60)}' is no finite number",
            Where = $"column '{SafeText.Line(column.Name, 80)}'",
            Expected = "a number, or nothing where it is missing",
        });
    }
}
