using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Cli;

/// <summary>Rows in aligned columns, for a terminal; everything in them is made harmless.</summary>
internal static class Table
{
    private const int MostWidth = 60;

    public static void Write(TextWriter output, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var cells = rows.Select(row => row.Select(cell => cell is null ? "–" : SafeText.Line(cell, MostWidth)).ToArray()).Prepend([.. columns.Select(name => SafeText.Line(name, MostWidth))]).ToList();
        var widths = columns.Select((_, i) => cells.Max(row => Width(row[i]))).ToArray();
        foreach (var row in cells)
        {
            var line = new StringBuilder();
            for (var i = 0; i < row.Length; i++)
                line.Append(row[i]).Append(' ', i == row.Length - 1 ? 0 : widths[i] - Width(row[i]) + 2);
            output.WriteLine(line.ToString().TrimEnd());
        }
    }

    private static int Width(string text) => text.EnumerateRunes().Count();
}
