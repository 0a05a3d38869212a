using System.Diagnostics;
using System.Globalization;

namespace Praxis.Benchmarks;

/// <summary>Times a question again and again and writes a line of a table.</summary>
internal static class ScaleClock
{
    private const int Times = 9;

    public static void Measure(string what, Func<long> ask)
    {
        var (times, answered) = (new List<double>(), 0L);
        for (var i = 0; i < Times; i++)
        {
            var watch = Stopwatch.StartNew();
            answered = ask();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {answered:N0} | {times[Times / 2]:0.0} ms | {times[0]:0.0} | {times[^1]:0.0} |"));
    }
}
