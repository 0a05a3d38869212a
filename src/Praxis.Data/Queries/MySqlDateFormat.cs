using System.Globalization;
using System.Text;

namespace Praxis.Data.Queries;

/// <summary>
/// DATE_PARSE and DATE_FORMAT with the letters of MySQL's DATE_FORMAT, as Presto and Trino read them: <c>%i</c> are minutes, <c>%M</c> is a month's name, a fraction of one to
/// nine digits is cut to milliseconds, two-digit years from 70 are of the 1900s.
/// </summary>
internal static class MySqlDateFormat
{
    private static readonly DateTimeFormatInfo Names = CultureInfo.InvariantCulture.DateTimeFormat;

    /// <summary>Reads a text by a format.</summary>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    public static DateTime Parse(string text, string format)
    {
        format = Expand(format);
        var (year, month, day, dayOfYear) = (1970, 1, 1, 0);
        var (hour, minute, second, ticks) = (0, 0, 0, 0L);
        bool? isAfternoon = null;
        var at = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                if (at == text.Length || text[at++] != format[i])
                    throw Misfit(text, format);
                continue;
            }

            switch (format[++i])
            {
                case 'Y': year = Number(4); break;
                case 'y': year = Number(2) is var two && two >= 70 ? 1900 + two : 2000 + two; break;
                case 'm' or 'c': month = Number(2); break;
                case 'b': month = Name(Names.AbbreviatedMonthNames); break;
                case 'M': month = Name(Names.MonthNames); break;
                case 'd' or 'e': day = Number(2); break;
                case 'j': dayOfYear = Number(3); break;
                case 'H' or 'k' or 'h' or 'I' or 'l': hour = Number(2); break;
                case 'i': minute = Number(2); break;
                case 's' or 'S': second = Number(2); break;
                case 'f':
                    var begin = at;
                    var fraction = Number(9);
                    ticks = (long)(fraction * Math.Pow(10, 7 - (at - begin)));
                    ticks -= ticks % TimeSpan.TicksPerMillisecond;
                    break;
                case 'p':
                    isAfternoon = string.Compare(text, at, "PM", 0, 2, StringComparison.OrdinalIgnoreCase) == 0
                        || (string.Compare(text, at, "AM", 0, 2, StringComparison.OrdinalIgnoreCase) == 0 ? false : throw Misfit(text, format));
                    at += 2;
                    break;
                case 'a': Name(Names.AbbreviatedDayNames); break;
                case 'W': Name(Names.DayNames); break;
                case '%':
                    if (at == text.Length || text[at++] != '%')
                        throw Misfit(text, format);
                    break;
                default:
                    throw new ArgumentException($"DATE_PARSE does not know %{format[i]}");
            }
        }

        if (at != text.Length || month is < 1 or > 12 || minute > 59 || second > 59 || year is < 1 or > 9999)
            throw Misfit(text, format);
        if (isAfternoon is { } afternoon)
            hour = hour is < 1 or > 12 ? throw Misfit(text, format) : (hour % 12) + (afternoon ? 12 : 0);
        if (hour > 23 || day < 1 || day > DateTime.DaysInMonth(year, month) || dayOfYear > (DateTime.IsLeapYear(year) ? 366 : 365))
            throw Misfit(text, format);
        var date = dayOfYear > 0 ? new DateTime(year, 1, 1).AddDays(dayOfYear - 1) : new DateTime(year, month, day);
        return date.AddTicks((hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond) + ticks);

        int Number(int most)
        {
            var (start, value) = (at, 0);
            while (at < text.Length && at - start < most && char.IsAsciiDigit(text[at]))
                value = (value * 10) + text[at++] - '0';
            return at > start ? value : throw Misfit(text, format);
        }

        int Name(string[] names)
        {
            for (var n = 0; n < names.Length; n++)
                if (names[n].Length > 0 && string.Compare(text, at, names[n], 0, names[n].Length, StringComparison.OrdinalIgnoreCase) == 0)
                {
                    at += names[n].Length;
                    return n + 1;
                }

            throw Misfit(text, format);
        }
    }

    /// <summary>Writes a moment by a format.</summary>
    /// <exception cref="ArgumentException">A letter is unknown.</exception>
    public static string Format(DateTime moment, string format)
    {
        format = Expand(format);
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            var letter = format[++i];
            text.Append(letter switch
            {
                'Y' => Say("yyyy"),
                'y' => Say("yy"),
                'm' => Say("MM"),
                'c' => moment.Month.ToString(CultureInfo.InvariantCulture),
                'b' => Say("MMM"),
                'M' => Say("MMMM"),
                'd' => Say("dd"),
                'e' => moment.Day.ToString(CultureInfo.InvariantCulture),
                'j' => moment.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
                'H' => Say("HH"),
                'k' => moment.Hour.ToString(CultureInfo.InvariantCulture),
                'h' or 'I' => Say("hh"),
                'l' => ((moment.Hour + 11) % 12 + 1).ToString(CultureInfo.InvariantCulture),
                'i' => Say("mm"),
                's' or 'S' => Say("ss"),
                'f' => Say("ffffff"),
                'p' => moment.Hour < 12 ? "AM" : "PM",
                'a' => Say("ddd"),
                'W' => Say("dddd"),
                'v' => ISOWeek.GetWeekOfYear(moment).ToString("00", CultureInfo.InvariantCulture),
                'x' => ISOWeek.GetYear(moment).ToString("0000", CultureInfo.InvariantCulture),
                '%' => "%",
                _ => throw new ArgumentException($"DATE_FORMAT does not know %{letter}"),
            });
        }

        return text.ToString();

        string Say(string pattern) => moment.ToString(pattern, CultureInfo.InvariantCulture);
    }

    private static string Expand(string format) =>
        format.Contains("%r", StringComparison.Ordinal) || format.Contains("%T", StringComparison.Ordinal)
            ? format.Replace("%r", "%h:%i:%s %p", StringComparison.Ordinal).Replace("%T", "%H:%i:%s", StringComparison.Ordinal)
            : format;

    private static ArgumentException Misfit(string text, string format) => new($"DATE_PARSE: '{text}' does not fit the format '{format}'");
}
