using System.IO.Compression;
using Praxis.Contracts.Train;

namespace Praxis.Benchmarks;

/// <summary>Files of "__label__LABEL text" lines, plain or gzipped.</summary>
internal static class LabeledFile
{
    public static List<LabeledText> Read(string path)
    {
        using Stream file = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress) : File.OpenRead(path);
        using var reader = new StreamReader(file);
        var rows = new List<LabeledText>();
        while (reader.ReadLine() is { } line)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            rows.Add(new LabeledText(Unquoted(line[(blank + 1)..]), line["__label__".Length..blank]));
        }

        return rows;
    }

    private static string Unquoted(string text) =>
        text.StartsWith('"') && text.EndsWith('"') && text.Length > 1 ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text;
}
