using System.Text;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>Patterns of LIKE (<c>%</c> any text, <c>_</c> one character; letter case counts) as SQLite's GLOB, whose LIKE does not tell the case.</summary>
internal static class SearchPattern
{
    public static string Glob(string pattern)
    {
        var glob = new StringBuilder(pattern.Length + 8);
        foreach (var c in pattern)
            glob.Append(c switch { '%' => "*", '_' => "?", '*' => "[*]", '?' => "[?]", '[' => "[[]", _ => c.ToString() });
        return glob.ToString();
    }
}
