using System.Text.Encodings.Web;
using System.Text.Unicode;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Charts;

/// <summary>Text made safe for HTML and SVG.</summary>
public static class Markup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary><paramref name="text"/> as one visible, encoded line of at most about <paramref name="most"/> characters.</summary>
    public static string Text(string? text, int most = 200) => Encoder.Encode(SafeText.Line(text, most));

    /// <summary><paramref name="text"/> encoded with its line breaks and tabs; all else that a page must not obey is visible.</summary>
    public static string Block(string? text) => Encoder.Encode(SafeText.Block(text));
}
