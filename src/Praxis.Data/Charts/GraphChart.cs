using System.Globalization;
using System.Text;

namespace Praxis.Data.Charts;

/// <summary>Boxes in columns and lines between them, as a picture of its own.</summary>
public static class GraphChart
{
    private const int Width = 184;
    private const int Height = 48;
    private const int GapX = 72;
    private const int GapY = 16;

    private const string Style = """
        svg{background:#fff;--ink:#17202a;--soft:#525d6b;--line:#8a96a3;--card:#f5f6f8;--accent:#0067a3;font:13px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",Arial,sans-serif}
        @media (prefers-color-scheme:dark){svg{background:#171c23;--ink:#e8ecf1;--soft:#a3afbc;--line:#6b7785;--card:#202832;--accent:#6cc0f0}}
        text{fill:var(--ink)}.soft{fill:var(--soft);font-size:11px}.title{font-size:18px;font-weight:620}
        .box{fill:var(--card);stroke:var(--line)}.marked{stroke:var(--accent);stroke-width:2.5}.edge{fill:none;stroke:var(--line);stroke-width:1.5}
        """;

    /// <summary>The picture.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="boxes">The things.</param>
    /// <param name="lines">From, to, and what the line means.</param>
    /// <param name="hidden">How many things are left out.</param>
    public static string Render(string title, IReadOnlyList<GraphBox> boxes, IReadOnlyList<(string From, string To, string Meaning)> lines, int hidden = 0)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        ArgumentNullException.ThrowIfNull(lines);
        var columns = boxes.GroupBy(box => box.Column).OrderBy(column => column.Key).Select(column => column.ToList()).ToList();
        var places = new Dictionary<string, (int X, int Y)>(StringComparer.Ordinal);
        for (var x = 0; x < columns.Count; x++)
            for (var y = 0; y < columns[x].Count; y++)
                places[columns[x][y].Key] = (x * (Width + GapX), y * (Height + GapY));
        var (width, height) = (Math.Max(480, columns.Count * (Width + GapX) - GapX), Math.Max(1, columns.Select(column => column.Count).DefaultIfEmpty(1).Max()) * (Height + GapY));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"-24 -64 {width + 48} {height + 112}\" width=\"{width + 48}\" height=\"{height + 112}\">\n<title>{Markup.Text(title)}</title>\n<style>{Style.ReplaceLineEndings("\n")}</style>\n<text class=\"title\" x=\"0\" y=\"-28\">{Markup.Text(title, 90)}</text>\n");
        foreach (var (from, to, meaning) in lines)
        {
            var ((x1, y1), (x2, y2)) = (places[from], places[to]);
            var (a, b) = x1 <= x2 ? (x1 + Width, x2) : (x1, x2 + Width);
            var bend = Math.Max(24, Math.Abs(b - a) / 2);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"edge\" d=\"M{a} {y1 + (Height / 2)} C{(x1 <= x2 ? a + bend : a - bend)} {y1 + (Height / 2)} {(x1 <= x2 ? b - bend : b + bend)} {y2 + (Height / 2)} {b} {y2 + (Height / 2)}\"><title>{Markup.Text(meaning)}</title></path>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{b}\" cy=\"{y2 + (Height / 2)}\" r=\"3.5\" class=\"box\"/>\n");
        }

        foreach (var box in boxes)
        {
            var (x, y) = places[box.Key];
            svg.Append(CultureInfo.InvariantCulture, $"<g><title>{Markup.Text(box.Head)} {Markup.Text(box.Label)}</title><rect class=\"box{(box.IsMarked ? " marked" : "")}\" x=\"{x}\" y=\"{y}\" width=\"{Width}\" height=\"{Height}\" rx=\"8\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"soft\" x=\"{x + 12}\" y=\"{y + 19}\">{Markup.Text(box.Head, 26)}</text><text x=\"{x + 12}\" y=\"{y + 37}\">{Markup.Text(box.Label, 22)}</text></g>\n");
        }

        if (hidden > 0)
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"soft\" x=\"0\" y=\"{height + 24}\">… and {hidden:#,0} more</text>\n");
        return svg.Append("</svg>\n").ToString();
    }
}
