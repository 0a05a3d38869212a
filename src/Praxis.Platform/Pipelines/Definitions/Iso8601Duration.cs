using System.Globalization;
using System.Text.RegularExpressions;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>A duration of ISO 8601 without seconds: years and months by the calendar, weeks, days, hours, minutes. The short forms <c>30d</c> and <c>T16m</c> are read too.</summary>
/// <param name="Years">Years.</param>
/// <param name="Months">Months.</param>
/// <param name="Time">The rest.</param>
internal sealed partial record Iso8601Duration(int Years, int Months, TimeSpan Time)
{
    /// <summary>Reads a duration; null where it is none.</summary>
    public static Iso8601Duration? Parse(string? text)
    {
        if (text is null or { Length: > 40 })
            return null;
        var upper = text.ToUpperInvariant();
        var match = Form().Match(upper.StartsWith('P') ? upper : "P" + upper);
        if (!match.Success || !match.Groups.Values.Skip(1).Any(group => group.Success))
            return null;
        int Part(string name) => match.Groups[name] is { Success: true } group && int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, 100_000) : 0;
        return new Iso8601Duration(Part("y"), Part("m"), new TimeSpan((Part("w") * 7) + Part("d"), Part("h"), Part("min"), 0));
    }

    /// <summary>The time so long before another.</summary>
    public DateTimeOffset Before(DateTimeOffset time)
    {
        try
        {
            return time.AddYears(-Years).AddMonths(-Months) - Time;
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTimeOffset.MinValue;
        }
    }

    // No part can begin where another goes on, so there is nothing to go back over.
    [GeneratedRegex(@"^P(?:(?<y>\d{1,6})Y)?(?:(?<m>\d{1,6})M)?(?:(?<w>\d{1,6})W)?(?:(?<d>\d{1,6})D)?(?:T(?:(?<h>\d{1,6})H)?(?:(?<min>\d{1,6})M)?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
