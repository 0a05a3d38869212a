using System.Globalization;
using System.Text;

namespace Praxis.Data.Charts;

/// <summary>Builds one inline picture; it is styled by classes alone.</summary>
internal sealed class Svg
{
    /// <summary>The most categories drawn before the rest becomes "other".</summary>
    public const int MostCategories = 20;

    /// <summary>Width of every picture.</summary>
    public const double Width = 720;

    private readonly StringBuilder _text = new();

    public Svg(double height, string title, string description)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart\" role=\"img\" viewBox=\"0 0 {N(Width)} {N(height)}\">");
        _text.Append(CultureInfo.InvariantCulture, $"<title>{Markup.Text(title)}</title><desc>{Markup.Text(description, 500)}</desc>\n");
    }

    public static string N(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    public static string Count(double value) => value.ToString(value >= 100 || value == Math.Floor(value) ? "#,0" : "0.###", CultureInfo.InvariantCulture);

    public static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    public static double Size(double value) => double.IsFinite(value) && value > 0 ? value : 0;

    /// <summary>The widest gutter that the labels need, within reason.</summary>
    public static double Gutter(IEnumerable<string> labels) => Math.Clamp(labels.Select(l => Math.Min(l.Length, 26)).DefaultIfEmpty(0).Max() * 7.2 + 16, 64, 208);

    /// <summary>A round step that gives about four grid lines.</summary>
    public static double Step(double most)
    {
        if (most <= 0)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most / 4)));
        var lead = most / 4 / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }

    public void Rect(string css, double x, double y, double width, double height, double radius = 0, string? tip = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<rect class=\"{css}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(width, 0))}\" height=\"{N(Math.Max(height, 0))}\"");
        if (radius > 0)
            _text.Append(CultureInfo.InvariantCulture, $" rx=\"{N(radius)}\"");
        _text.Append(tip is null ? "/>\n" : $"><title>{Markup.Text(tip)}</title></rect>\n");
    }

    public void Line(string css, double x1, double y1, double x2, double y2) =>
        _text.Append(CultureInfo.InvariantCulture, $"<line class=\"{css}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>\n");

    public void Circle(string css, double x, double y, double radius, string? tip = null) =>
        _text.Append(CultureInfo.InvariantCulture, $"<circle class=\"{css}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"").Append(tip is null ? "/>\n" : $"><title>{Markup.Text(tip)}</title></circle>\n");

    public void Polyline(string css, IEnumerable<(double X, double Y)> points) =>
        _text.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{css}\" points=\"{string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"))}\"/>\n");

    public void Text(string css, double x, double y, string text, int most = 26) =>
        _text.Append(CultureInfo.InvariantCulture, $"<text class=\"{css}\" x=\"{N(x)}\" y=\"{N(y)}\">{Markup.Text(text, most)}</text>\n");

    public override string ToString() => $"{_text}</svg>";

}
