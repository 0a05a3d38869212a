using System.Globalization;

namespace Praxis.Platform.Foundation;

/// <summary>Ids that sort by the order in which they were given (UUIDv7, RFC 9562, section 5.7).</summary>
internal static class SortableId
{
    /// <summary>An id after the last one, also within one millisecond and where the clock went back.</summary>
    /// <param name="last">The greatest id there is; null where there is none.</param>
    /// <param name="now">The time.</param>
    public static string After(string? last, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now).ToString();
        if (last is null || string.CompareOrdinal(id, last) > 0 || !Guid.TryParseExact(last, "D", out _))
            return id;
        var milliseconds = long.Parse(string.Concat(last.AsSpan(0, 8), last.AsSpan(9, 4)), NumberStyles.HexNumber, CultureInfo.InvariantCulture) + 1;
        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).ToString() : id;
    }
}
