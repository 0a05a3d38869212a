using System.Security.Cryptography;
using System.Text;

namespace Praxis.Data.Charts;

/// <summary>
/// Writes one HTML page that asks nothing of any network: head with a content policy that allows its one style block and nothing else, a finding as its title, then
/// cards, notes, sections, charts and tables. Whoever writes HTML into it encodes it; what is named text is encoded here.
/// </summary>
public sealed class PageWriter
{
    private const int MostRows = 100;
    private readonly StringBuilder page = new();

    /// <summary>Begins a page.</summary>
    /// <param name="title">The title of the window, text.</param>
    /// <param name="eyebrow">What the page is about, HTML.</param>
    /// <param name="finding">The answer, a sentence with a number in it, text.</param>
    /// <param name="style">Rules beside those of every page.</param>
    public PageWriter(string title, string eyebrow, string finding, string style = "")
    {
        var css = PageStyle.Css.ReplaceLineEndings("\n") + style.ReplaceLineEndings("\n");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css)));
        Write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n");
        Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        Write($"<title>{Markup.Text(title)}</title>\n<style>{css}</style>\n</head>\n<body>\n");
        Write($"<header>\n<p class=\"eyebrow\">{eyebrow}</p>\n<h1>{Markup.Text(finding, 400)}</h1>\n</header>\n<main>\n");
    }

    /// <summary>Writes HTML.</summary>
    public void Write(string html) => page.Append(html);

    /// <summary>A card with one number; name, number and text are HTML.</summary>
    public void Card(string css, string name, string number, string text) =>
        Write($"<div class=\"{css}\"><h2>{name}</h2><div class=\"num\">{number}</div><p>{text}</p></div>\n");

    /// <summary>A note; name and body are HTML.</summary>
    public void Note(string css, string name, string body) => Write($"<div class=\"{css}\"><h2>{name}</h2>{body}</div>\n");

    /// <summary>A section with a picture whose data stand below it as a table.</summary>
    /// <param name="finding">What the picture shows, text.</param>
    /// <param name="sub">What is drawn, HTML.</param>
    /// <param name="svg">The picture.</param>
    /// <param name="caption">The table's caption, text.</param>
    /// <param name="heads">See <see cref="Table"/>.</param>
    /// <param name="rows">See <see cref="Table"/>.</param>
    /// <param name="most">See <see cref="Table"/>.</param>
    public void Chart(string finding, string sub, string svg, string caption, string[] heads, IReadOnlyList<string[]> rows, int most = MostRows)
    {
        Write($"<section>\n<h2>{Markup.Text(finding, 300)}</h2>\n<p class=\"sub\">{sub}</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{Markup.Text(caption)}\">{svg}</div>\n<details><summary>The data as a table</summary>\n");
        Table(caption, heads, rows, most);
        Write("</details>\n</section>\n");
    }

    /// <summary>A table of texts; a head that begins with <c>#</c> is a column of numbers.</summary>
    /// <param name="caption">Its caption, text; null for none.</param>
    /// <param name="heads">The columns' names.</param>
    /// <param name="rows">Cells by row.</param>
    /// <param name="mostRows">The most rows written; how many more there are is said.</param>
    /// <param name="mostText">The most characters of a cell.</param>
    public void Table(string? caption, string[] heads, IReadOnlyList<string[]> rows, int mostRows = MostRows, int mostText = 120)
    {
        ArgumentNullException.ThrowIfNull(heads);
        ArgumentNullException.ThrowIfNull(rows);
        Write("<div class=\"scroll\" tabindex=\"0\"><table>");
        if (caption is not null)
            Write($"<caption>{Markup.Text(caption)}</caption>");
        Write("<thead><tr>");
        foreach (var head in heads)
            Write(head[..Math.Min(1, head.Length)] == "#" ? $"<th scope=\"col\" class=\"r\">{Markup.Text(head[1..], 60)}</th>" : $"<th scope=\"col\">{Markup.Text(head, 60)}</th>");
        Write("</tr></thead>\n<tbody>\n");
        foreach (var row in rows.Take(mostRows))
        {
            Write("<tr>");
            for (var i = 0; i < row.Length; i++)
                Write(i == 0 ? $"<th scope=\"row\">{Markup.Text(row[i], mostText)}</th>" : heads[i].StartsWith('#') ? $"<td class=\"r\">{Markup.Text(row[i], mostText)}</td>" : $"<td>{Markup.Text(row[i], mostText)}</td>");
            Write("</tr>\n");
        }

        if (rows.Count > mostRows)
            Write($"<tr><td colspan=\"{heads.Length}\">… and {rows.Count - mostRows:#,0} more</td></tr>\n");
        Write("</tbody></table></div>\n");
    }

    /// <summary>Ends the page and gives it.</summary>
    /// <param name="footer">The last line, HTML.</param>
    public string End(string footer) => page.Append("</main>\n<footer>").Append(footer).Append("</footer>\n</body>\n</html>\n").ToString();
}
