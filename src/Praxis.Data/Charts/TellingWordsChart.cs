namespace Praxis.Data.Charts;

/// <summary>The words that speak most for each label, side by side; at most 20 labels with 10 words each.</summary>
public static class TellingWordsChart
{
    private const int MostWords = 10;

    /// <summary>The picture as inline SVG.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="description">What is drawn, for who cannot see it.</param>
    /// <param name="words">The words of each label, the strongest first.</param>
    public static string Render(string title, string description, IReadOnlyList<ChartWords> words)
    {
        const double Row = 26, Head = 36, Panel = Svg.Width / 2, Gap = 16;
        var shown = words.Where(w => w.Words.Count > 0).Take(Svg.MostCategories).ToList();
        var deep = Head + shown.Select(w => Math.Min(w.Words.Count, MostWords)).DefaultIfEmpty(0).Max() * Row + Gap;
        var most = shown.SelectMany(w => w.Words.Take(MostWords)).Select(w => Svg.Size(w.Value)).DefaultIfEmpty(0).Max();
        var left = Math.Min(Svg.Gutter(shown.SelectMany(w => w.Words.Take(MostWords)).Select(w => w.Label)), 152);
        var svg = new Svg((shown.Count + 1) / 2 * deep, title, description);
        for (var i = 0; i < shown.Count; i++)
        {
            var (x, y) = (i % 2 * (Panel + Gap / 2), i / 2 * deep);
            svg.Text("head", x + left, y + 20, shown[i].Label, 28);
            for (var k = 0; k < Math.Min(shown[i].Words.Count, MostWords); k++)
            {
                var word = shown[i].Words[k];
                var width = most > 0 ? Svg.Size(word.Value) / most * (Panel - left - 64) : 0;
                svg.Text("lbl end", x + left - 8, y + Head + k * Row + 15, word.Label, 20);
                svg.Rect("bar", x + left, y + Head + k * Row + 2, Math.Max(width, 1), 18, 3);
                svg.Text("val", x + left + width + 6, y + Head + k * Row + 15, word.Value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return svg.ToString();
    }
}
