namespace Praxis.Data.Charts;

/// <summary>Truth against prediction; beyond 20 classes the rarest become "other".</summary>
public static class ConfusionMatrixChart
{
    /// <summary>The picture as inline SVG.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="description">What is drawn, for who cannot see it.</param>
    /// <param name="labels">The classes.</param>
    /// <param name="matrix">Rows by truth, then by prediction.</param>
    public static string Render(string title, string description, IReadOnlyList<string> labels, IReadOnlyList<IReadOnlyList<long>> matrix)
    {
        var (names, counts) = Collapse(labels, matrix);
        var left = Svg.Gutter(names) + 8;
        const double Top = 56;
        var slot = Math.Min((Svg.Width - left - 8) / Math.Max(names.Count, 1), 160);
        var tall = Math.Clamp(slot * 0.5, 28, 72);
        var most = Math.Max((int)(slot / 8), 2);
        var svg = new Svg(Top + names.Count * tall + 8, title, description);
        svg.Text("tick", left, 14, "predicted as →");
        svg.Text("tick end", left - 8, Top - 12, "truth ↓");
        for (var t = 0; t < names.Count; t++)
        {
            svg.Text("lbl mid", left + (t + 0.5) * slot, Top - 12, names[t], most);
            svg.Text("lbl end", left - 8, Top + (t + 0.5) * tall + 4, names[t]);
            var sum = Math.Max(counts[t].Sum(), 1);
            for (var p = 0; p < names.Count; p++)
            {
                var share = (double)counts[t][p] / sum;
                var heat = counts[t][p] == 0 ? 0 : Math.Clamp((int)Math.Ceiling(share * 5), 1, 5);
                var (x, y) = (left + p * slot, Top + t * tall);
                svg.Rect($"{(t == p ? "hit" : "miss")} h{heat}", x + 1, y + 1, slot - 2, tall - 2, 3, $"{names[t]} predicted as {names[p]}: {Svg.Count(counts[t][p])} rows, {Svg.Percent(share)}");
                var two = tall >= 48 && slot >= 56;
                if (slot >= 24)
                    svg.Text("cell mid", x + slot / 2, y + tall / 2 + (two ? -2 : 4), Svg.Count(counts[t][p]), most);
                if (two)
                    svg.Text("tick mid", x + slot / 2, y + tall / 2 + 16, Svg.Percent(share));
            }
        }

        return svg.ToString();
    }

    /// <summary>The classes and counts that are drawn: at most the 20 greatest classes and "other".</summary>
    public static (IReadOnlyList<string> Labels, IReadOnlyList<IReadOnlyList<long>> Matrix) Collapse(IReadOnlyList<string> labels, IReadOnlyList<IReadOnlyList<long>> matrix)
    {
        if (labels.Count <= Svg.MostCategories + 1)
            return (labels, matrix);
        var kept = Enumerable.Range(0, labels.Count).OrderByDescending(i => matrix[i].Sum()).ThenBy(i => i).Take(Svg.MostCategories).Order().ToList();
        var place = new int[labels.Count];
        Array.Fill(place, kept.Count);
        for (var i = 0; i < kept.Count; i++)
            place[kept[i]] = i;
        var counts = Enumerable.Range(0, kept.Count + 1).Select(_ => new long[kept.Count + 1]).ToArray();
        for (var t = 0; t < labels.Count; t++)
            for (var p = 0; p < labels.Count; p++)
                counts[place[t]][place[p]] += matrix[t][p];
        return ([.. kept.Select(i => labels[i]), $"other ({labels.Count - kept.Count})"], counts);
    }
}
