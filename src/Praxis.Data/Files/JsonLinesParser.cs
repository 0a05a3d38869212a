using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Files;

/// <summary>JSON Lines: one object a line; the columns are the keys in order of first appearance.</summary>
internal sealed class JsonLinesParser(int maxFieldBytes, ProblemList problems)
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <summary>The keys of the file, in order of first appearance; everything wrong with its lines is told.</summary>
    public string[] ReadNames(Func<Stream> open, CancellationToken cancellation)
    {
        Each(open, _ => { }, cancellation);
        var names = places.Count == 0 ? [] : problems.CheckNames([.. places.OrderBy(p => p.Value).Select(p => p.Key)]);
        problems.ThrowIfAny();
        return names;
    }

    /// <summary>Writes the rows of a file whose names are read.</summary>
    public void Parse(Func<Stream> open, RowLayout layout, CanonicalWriter writer, CancellationToken cancellation)
    {
        Each(open, values =>
        {
            writer.BeginRow();
            for (var i = 0; i < layout.Count; i++)
                writer.Field(layout.PlaceOf(i, out var constant) is >= 0 and var place ? place < values.Count && values[place] is { } value ? Encoding.UTF8.GetBytes(value) : [] : constant);
            writer.EndRow();
        }, cancellation);
        problems.ThrowIfAny();
    }

    private void Each(Func<Stream> open, Action<List<string?>> take, CancellationToken cancellation)
    {
        using var stream = open();
        var buffer = new byte[1 << 17];
        var (begin, end, row) = (0, 0, 0L);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var at = buffer.AsSpan(begin..end).IndexOf((byte)'\n');
            var last = false;
            if (at < 0)
            {
                if (end - begin > 4L * maxFieldBytes)
                {
                    problems.Add("field-too-long", $"a line is longer than {4L * maxFieldBytes} bytes", ProblemList.Row(row + 1), null, "Put one object on each line");
                    problems.ThrowIfAny();
                }

                buffer.AsSpan(begin..end).CopyTo(buffer);
                (begin, end) = (0, end - begin);
                if (end == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                var read = stream.Read(buffer, end, buffer.Length - end);
                end += read;
                if (read > 0)
                    continue;
                (last, at) = (true, end - begin);
            }

            var line = buffer.AsMemory(begin, at);
            if (row == 0 && line.Span.StartsWith(Encoding.UTF8.Preamble))
                line = line[3..];
            if (!line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                row++;
                if (Values(line, row) is { } values)
                    take(values);
            }

            if (last)
                return;
            begin += at + 1;
        }
    }

    private List<string?>? Values(ReadOnlyMemory<byte> line, long row)
    {
        var where = ProblemList.Row(row);
        if (!Utf8.IsValid(line.Span))
        {
            problems.Add("invalid-utf8", "the line is not UTF-8", where, "UTF-8 text", "Say --encoding windows-1252 (or latin1, utf-16) if that is what the file is");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                problems.Add("not-an-object", "the line is no JSON object", where, "one object a line, such as {\"text\": \"…\"}");
                return null;
            }

            var values = new List<string?>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!seen.Add(property.Name))
                    problems.Add("duplicate-column", $"the key '{SafeText.Line(property.Name, 80)}' is there twice", where);
                if (!places.TryGetValue(property.Name, out var place))
                    places.Add(property.Name, place = places.Count);
                while (values.Count <= place)
                    values.Add(null);
                var value = property.Value.ValueKind switch
                {
                    JsonValueKind.Null => null,
                    JsonValueKind.String => property.Value.GetString(),
                    _ => property.Value.GetRawText(),
                };
                if (value is not null && Encoding.UTF8.GetByteCount(value) > maxFieldBytes)
                    problems.Add("field-too-long", $"'{SafeText.Line(property.Name, 80)}' is longer than {maxFieldBytes} bytes", where);
                if (value?.Contains('\0') == true || property.Name.Contains('\0'))
                    problems.Add("nul-byte", $"a NUL character in '{SafeText.Line(property.Name, 80)}'", where, "text without NUL");
                values[place] = value;
            }

            return values;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            problems.Add("invalid-json", "the line is not valid JSON: " + SafeText.Line(error.Message, 200), where, "one object a line");
            return null;
        }
    }
}
