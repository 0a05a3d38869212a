namespace Praxis.Data.Charts;

/// <summary>A metric of several runs over their steps, as a picture of its own.</summary>
public static class RunChart
{
    /// <summary>The picture.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="points">Run, step and value of each measurement.</param>
    public static string Render(string title, string metric, IReadOnlyList<(string Run, double Step, double Value)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return StandaloneSvg.Of(title, LineChart.Render(title, $"{metric} over the steps, a line a run", [.. points.Select(point => (point.Run, point.Step, point.Value))], "step", metric));
    }
}
