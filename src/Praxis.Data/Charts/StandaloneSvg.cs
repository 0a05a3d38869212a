namespace Praxis.Data.Charts;

/// <summary>Makes a picture of a page a file of its own.</summary>
internal static class StandaloneSvg
{
    public const string Style = """
        svg{background:#fff;color:#17202a;--ink:#17202a;--soft:#525d6b;--line:#dfe3e8;--card:#fff;--bar:#0072b2;--miss:#d55e00;--s0:#0072b2;--s4:#56b4e9;--t0:#fff;font:13px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",Arial,sans-serif}
        @media (prefers-color-scheme:dark){svg{background:#171c23;--ink:#e8ecf1;--soft:#a3afbc;--line:#2c343e;--card:#171c23;--bar:#56b4e9;--miss:#e8803a;--s0:#3b9ddd;--s4:#9bd4f5;--t0:#000}}
        text{fill:var(--ink)}.val,.tick{fill:var(--soft)}.tick{font-size:12px}.cell{font-weight:600}.title{font-size:18px;font-weight:620}.end{text-anchor:end}.mid{text-anchor:middle}
        .bar,.hit{fill:var(--bar)}.soft{fill-opacity:.35}.axis{stroke:var(--soft)}.grid{stroke:var(--line)}.mark{stroke:var(--miss);stroke-width:2;stroke-dasharray:4 3}
        .dot{fill:var(--bar)}.faint{opacity:.35}.whisker{stroke:var(--bar);stroke-width:2;stroke-opacity:.6}.point{fill-opacity:.75}.line{fill:none;stroke-width:2}
        .h0{fill-opacity:.06}.h1{fill-opacity:.12}.h2{fill-opacity:.22}.h3{fill-opacity:.3}.h4{fill-opacity:.38}.h5{fill-opacity:.5}
        .seg{stroke:var(--card);stroke-width:1.5}.in{fill:#000;font-size:12px}.t0{fill:var(--t0)}
        .s0{fill:var(--s0)}.s1{fill:#e69f00}.s2{fill:#009e73}.s3{fill:#cc79a7}.s4{fill:var(--s4)}.s5{fill:#d55e00}.s6{fill:#f0e442}.s7{fill:#999}
        .l0{stroke:var(--s0)}.l1{stroke:#e69f00}.l2{stroke:#009e73}.l3{stroke:#cc79a7}.l4{stroke:var(--s4)}.l5{stroke:#d55e00}.l6{stroke:#f0e442}
        """;

    public static string Of(string title, string picture, ChartTheme theme = ChartTheme.Auto)
    {
        const string Box = "viewBox=\"0 0 ";
        var begin = picture.IndexOf(Box, StringComparison.Ordinal) + Box.Length;
        var end = picture.IndexOf('"', begin);
        var size = picture[begin..end].Split(' ');
        var height = double.Parse(size[1], System.Globalization.CultureInfo.InvariantCulture);
        var body = picture[(picture.IndexOf('>', end) + 1)..^"</svg>".Length];
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"-24 -64 {Svg.N(Svg.Width + 48)} {Svg.N(height + 88)}\" width=\"{Svg.N(Svg.Width + 48)}\" height=\"{Svg.N(height + 88)}\">\n<style>{ChartStyle.Fixed(Style, theme).ReplaceLineEndings("\n")}</style>\n<text class=\"title\" x=\"0\" y=\"-28\">{Markup.Text(title, 90)}</text>\n{body}</svg>\n";
    }
}
