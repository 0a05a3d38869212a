using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Charts;

/// <summary>A chart of rows: what it is, what it is called, and the cells.</summary>
public sealed record Chart
{
    /// <summary>What it shows.</summary>
    public required ChartKind Kind { get; init; }

    /// <summary>The finding, above the picture.</summary>
    public required string Title { get; init; }

    /// <summary>The columns' names.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows' cells as text; null for none.</summary>
    public required IReadOnlyList<IReadOnlyList<string?>> Rows { get; init; }

    /// <summary>Bins of a histogram.</summary>
    public int Bins { get; init; } = 40;

    /// <summary>Where a histogram begins and ends; null takes the values'.</summary>
    public (double Low, double High)? Range { get; init; }

    /// <summary>Bars that stand upright.</summary>
    public bool IsUpright { get; init; }

    /// <summary>The picture as SVG inside a page.</summary>
    /// <exception cref="UserException">The rows are not what the kind needs.</exception>
    public string Render()
    {
        var description = $"{Kind} of {Rows.Count.ToString("#,0", CultureInfo.InvariantCulture)} rows: {string.Join(", ", Columns.Take(3))}";
        switch (Kind)
        {
            case ChartKind.Bar:
                Need(2, "label, number");
                return BarChart.Render(Title, description, [.. Rows.Select(row => new ChartBar(row[0] ?? "–", Number(row, 1)))], Columns[1], IsUpright ? BarDirection.Vertical : BarDirection.Horizontal, Rows.All(row => Number(row, 1) is var value && value == Math.Floor(value)));
            case ChartKind.Stacked:
                Need(3, "category, series, number");
                return StackedBarChart.Render(Title, description, [.. Rows.Select(row => new ChartCell(row[0] ?? "–", row[1] ?? "–", (long)Math.Round(Number(row, 2))))]);
            case ChartKind.Histogram:
                Need(1, "number");
                return Binned(description);
            case ChartKind.Box:
                Need(1, "number, or group and number");
                return BoxChart.Render(Title, description, [.. Rows.GroupBy(row => Columns.Count > 1 ? row[0] ?? "–" : Columns[0], StringComparer.Ordinal).Select(group => (group.Key, (IReadOnlyList<double>)[.. group.Select(row => Number(row, Columns.Count > 1 ? 1 : 0))]))], Columns[Columns.Count > 1 ? 1 : 0]);
            case ChartKind.Heatmap:
                Need(3, "row, column, number");
                return HeatMapChart.Render(Title, description, [.. Rows.Select(row => (row[0] ?? "–", row[1] ?? "–", Number(row, 2)))]);
            default:
                Need(2, "number, number and, if there is one, series");
                var points = Rows.Select(row => (Columns.Count > 2 ? row[2] ?? "–" : "", Number(row, 0), Number(row, 1))).ToList();
                return Kind == ChartKind.Line ? LineChart.Render(Title, description, points, Columns[0], Columns[1]) : ScatterChart.Render(Title, description, points, Columns[0], Columns[1]);
        }
    }

    /// <summary>The picture as an SVG file of its own, with its title and style.</summary>
    /// <param name="theme">Its colours.</param>
    public string RenderFile(ChartTheme theme = ChartTheme.Auto) => StandaloneSvg.Of(Title, Render(), theme);

    /// <summary>The same picture as PNG, two pixels for one of the SVG's.</summary>
    /// <param name="theme">Its colours; light where the reader's system would decide.</param>
    public byte[] RenderPng(ChartTheme theme = ChartTheme.Light) => ChartPicture.Png(RenderFile(theme), new ChartStyle(StandaloneSvg.Style, theme));

    /// <summary>The bytes of a picture's file.</summary>
    /// <param name="path">Its name; what it ends with decides the format.</param>
    /// <param name="theme">Its colours.</param>
    /// <exception cref="UserException">It is neither SVG nor PNG.</exception>
    public byte[] Encode(string path, ChartTheme theme) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".SVG" => Encoding.UTF8.GetBytes(RenderFile(theme)),
        ".PNG" => RenderPng(theme),
        _ => throw new UserException(new Problem { Type = "unknown-format", Found = $"the picture '{SafeText.Line(path, 80)}' is neither SVG nor PNG", Expected = "--out NAME.svg or NAME.png" }),
    };

    private string Binned(string description)
    {
        var values = Rows.Select(row => Number(row, 0)).Where(double.IsFinite).ToList();
        var (low, high) = Range ?? (values.DefaultIfEmpty(0).Min(), values.DefaultIfEmpty(1).Max());
        var width = high > low ? (high - low) / Bins : 1;
        var counts = new long[Bins];

        // The last bin is closed on the right.
        foreach (var value in values.Where(value => value >= low && value <= high))
            counts[Math.Min((int)((value - low) / width), Bins - 1)]++;
        return Histogram.Render(Title, description, low, width, counts, Columns[0], values.Count == 0 ? null : values.Average());
    }

    private void Need(int columns, string what)
    {
        if (Columns.Count < columns)
            throw new UserException(new Problem { Type = "invalid-chart", Found = $"a {Kind.ToString().ToLowerInvariant()} chart needs {columns} columns, the rows have {Columns.Count}", Expected = what });
    }

    private double Number(IReadOnlyList<string?> row, int column) => row[column] switch
    {
        null => double.NaN,
        { } text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        { } text when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) => time.Subtract(DateTime.UnixEpoch).TotalDays,
        { } text => throw new UserException(new Problem { Type = "invalid-chart", Found = $"'{SafeText.Line(text, 60)}' in column {SafeText.Line(Columns[column], 60)} is no number", Expected = "a number", Remedy = "Change the order of the columns, or convert it in the query" }),
    };
}
