using System.Text.Encodings.Web;
using System.Text.Json;

namespace Praxis.Data.Queries;

/// <summary>Writes an answer as JSON, an object a row: one array, or one object a line (JSON Lines).</summary>
/// <param name="stream">Where to; it stays open.</param>
/// <param name="lines">Whether as JSON Lines.</param>
/// <param name="most">The most rows.</param>
public sealed class JsonRows(Stream stream, bool lines, long most) : IRowReceiver, IDisposable
{
    private readonly BufferedStream buffer = new(stream, 1 << 16);
    private readonly Utf8JsonWriter json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) });
    private JsonEncodedText[] names = [];
    private long rows;
    private bool hasBegun;

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<QueryColumn> columns)
    {
        // Two columns of one name would be one key.
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        names = [.. columns.Select(column => JsonEncodedText.Encode((seen[column.Name] = seen.GetValueOrDefault(column.Name) + 1) is > 1 and var again ? $"{column.Name}:{again}" : column.Name))];
        json.Reset(buffer);
        hasBegun = true;
        if (!lines)
            buffer.Write("["u8);
    }

    /// <inheritdoc/>
    public bool Take(object?[] row)
    {
        if (rows == most)
            return false;
        if (!lines)
            buffer.Write(rows == 0 ? "\n"u8 : ",\n"u8);
        rows++;
        json.WriteStartObject();
        for (var i = 0; i < row.Length; i++)
        {
            json.WritePropertyName(names[i]);
            CellText.WriteJson(json, row[i]);
        }

        json.WriteEndObject();
        json.Flush();
        json.Reset();
        if (lines)
            buffer.Write("\n"u8);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (hasBegun && !lines)
            buffer.Write("\n]\n"u8);
        buffer.Flush();
        json.Dispose();
    }
}
