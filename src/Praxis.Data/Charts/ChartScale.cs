using System.Globalization;

namespace Praxis.Data.Charts;

/// <summary>Where numbers stand on an axis with round ticks.</summary>
internal sealed class ChartScale
{
    private readonly double low;
    private readonly double high;
    private readonly double step;
    private readonly double from;
    private readonly double to;

    private ChartScale(double low, double high, double step, double from, double to) => (this.low, this.high, this.step, this.from, this.to) = (low, high, step, from, to);

    /// <summary>The ticks' values.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            for (var i = 0; low + i * step <= high + step / 2; i++)
                yield return low + i * step;
        }
    }

    /// <summary>A scale that holds all values between two places of the picture.</summary>
    public static ChartScale Of(IEnumerable<double> values, double from, double to)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (least, most) = (finite.Min(), finite.Max());
        if (least == most)
            (least, most) = (least - 1, most + 1);
        var step = Svg.Step(most - least);
        return new ChartScale(Math.Floor(least / step) * step, Math.Ceiling(most / step) * step, step, from, to);
    }

    public double At(double value) => from + (value - low) / (high - low) * (to - from);

    /// <summary>Upright grid lines with their numbers below.</summary>
    public void DrawX(Svg svg, double top, double bottom, string name)
    {
        foreach (var tick in Ticks)
        {
            svg.Line("grid", At(tick), top, At(tick), bottom);
            svg.Text("tick mid", At(tick), bottom + 20, Tick(tick));
        }

        svg.Text("tick mid", (from + to) / 2, bottom + 42, name, 80);
    }

    /// <summary>Level grid lines with their numbers on the left.</summary>
    public void DrawY(Svg svg, double left, double right, string name)
    {
        foreach (var tick in Ticks)
        {
            svg.Line("grid", left, At(tick), right, At(tick));
            svg.Text("tick end", left - 8, At(tick) + 4, Tick(tick));
        }

        svg.Text("tick", 0, 12, name, 60);
    }

    private static string Tick(double value) => Math.Abs(value) >= 10_000 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("0.####", CultureInfo.InvariantCulture);
}
