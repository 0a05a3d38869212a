using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace Praxis.Data.Charts;

/// <summary>
/// Draws the SVG of a chart as PNG, two pixels for one of the SVG's. It knows what <see cref="Svg"/> writes and nothing more; letters come from the font that is part of the
/// program, so that a machine without fonts draws the same. Skia's library is loaded here and nowhere else.
/// </summary>
internal static class ChartPicture
{
    private const float Scale = 2;

    /// <summary>The picture's bytes.</summary>
    /// <param name="svg">What <see cref="StandaloneSvg"/> gave.</param>
    /// <param name="style">Its style.</param>
    public static byte[] Png(string svg, ChartStyle style)
    {
        var picture = XElement.Parse(svg);
        var box = picture.Attribute("viewBox")!.Value.Split(' ').Select(Single).ToArray();
        using var bitmap = new SKBitmap(new SKImageInfo((int)Math.Ceiling(box[2] * Scale), (int)Math.Ceiling(box[3] * Scale), SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        using var letters = SKTypeface.FromStream(typeof(ChartPicture).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!);
        canvas.Clear(SKColor.Parse(style.Of("svg", null, "background")));
        canvas.Scale(Scale);
        canvas.Translate(-box[0], -box[1]);
        foreach (var element in picture.Elements())
            Draw(canvas, element, style, letters);
        canvas.Flush();
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static void Draw(SKCanvas canvas, XElement element, ChartStyle style, SKTypeface letters)
    {
        var (name, classes) = (element.Name.LocalName, element.Attribute("class")?.Value);
        string? Style(string property) => style.Of(name, classes, property);
        float At(string attribute) => Single(element.Attribute(attribute)!.Value);
        using var fill = Paint(Style("fill") ?? (name == "line" ? "none" : "#000"), Style("fill-opacity"), Style("opacity"));
        using var stroke = Paint(Style("stroke") ?? "none", Style("stroke-opacity"), Style("opacity"));
        if (stroke is not null)
        {
            stroke.Style = SKPaintStyle.Stroke;
            stroke.StrokeWidth = Single(Style("stroke-width") ?? "1");
            if (Style("stroke-dasharray") is { } dashes)
                stroke.PathEffect = SKPathEffect.CreateDash([.. dashes.Split(' ').Select(Single)], 0);
        }

        foreach (var paint in ((SKPaint?[])[fill, stroke]).OfType<SKPaint>())
            switch (name)
            {
                case "rect":
                    canvas.DrawRect(At("x"), At("y"), At("width"), At("height"), paint);
                    break;
                case "line":
                    canvas.DrawLine(At("x1"), At("y1"), At("x2"), At("y2"), paint);
                    break;
                case "circle":
                    canvas.DrawCircle(At("cx"), At("cy"), At("r"), paint);
                    break;
                case "polyline":
                    using (var path = new SKPath())
                    {
                        path.AddPoly([.. element.Attribute("points")!.Value.Split(' ').Select(point => point.Split(',')).Select(point => new SKPoint(Single(point[0]), Single(point[1])))], close: false);
                        canvas.DrawPath(path, paint);
                    }

                    break;
                case "text":
                    using (var font = new SKFont(letters, Single((Style("font-size") ?? "13px")[..^2])) { Subpixel = true, Hinting = SKFontHinting.None, Embolden = Single(Style("font-weight") ?? "400") >= 600 })
                        canvas.DrawText(element.Value, At("x"), At("y"), Style("text-anchor") switch { "end" => SKTextAlign.Right, "middle" => SKTextAlign.Center, _ => SKTextAlign.Left }, font, paint);
                    break;
            }
    }

    private static SKPaint? Paint(string colour, string? opacity, string? whole)
    {
        if (colour == "none")
            return null;
        var own = SKColor.Parse(colour);
        return new SKPaint { IsAntialias = true, Color = own.WithAlpha((byte)Math.Round(255 * Single(opacity ?? "1") * Single(whole ?? "1"))) };
    }

    private static float Single(string number) => float.Parse(number, CultureInfo.InvariantCulture);
}
