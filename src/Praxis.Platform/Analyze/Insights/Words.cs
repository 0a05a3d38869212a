using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>Numbers and names as findings write them.</summary>
internal static class Words
{
    /// <summary>A name or value from data in quotes.</summary>
    public static string Quoted(string text) => $"“{SafeText.Line(text, 60)}”";

    public static string Percent(double share) => share is > 0 and < 0.0005 ? "less than 0.1 %" : (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long number, string one, string many) => $"{Count(number)} {(number == 1 ? one : many)}";

    public static string Number(double number) => Math.Abs(number) is >= 1e7 or (> 0 and < 1e-3) ? number.ToString("0.###e0", CultureInfo.InvariantCulture) : number.ToString("#,0.###", CultureInfo.InvariantCulture);

    public static string List(IEnumerable<string> names, int most = 5)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(most).Select(Quoted)) + (all.Count > most ? $" and {all.Count - most:N0} more" : "");
    }
}
