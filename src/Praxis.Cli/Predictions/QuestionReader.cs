using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Cli.Predictions;

/// <summary>
/// Reads the texts of a stream, one a line or one <c>{"source": "text", "k": 2}</c> a line, a batch at a time. A batch ends where waiting would begin, so that
/// a slow writer gets its answers at once. Bytes that are no UTF-8 are read as U+FFFD and counted; a line that is no such JSON ends the reading.
/// </summary>
internal sealed class QuestionReader(Stream stream, string name, bool isJsonLines, int k, int mostInBatch)
{
    private readonly LineReader lines = new(stream);
    private UserException? refusal;

    /// <summary>Lines with bytes that are no UTF-8.</summary>
    public long InvalidLines { get; private set; }

    /// <summary>Reads the next texts; false at the end.</summary>
    /// <exception cref="UserException">The next line is not JSON as expected; the lines before it were given.</exception>
    public bool TryRead(List<Question> batch)
    {
        batch.Clear();
        if (refusal is not null)
            throw refusal;
        try
        {
            while (batch.Count < mostInBatch && (batch.Count == 0 || lines.IsNextBuffered) && lines.TryRead(out var line))
                Take(line, batch);
        }
        catch (UserException error) when (batch.Count > 0)
        {
            refusal = error; // after the answers to the lines before it
        }

        return batch.Count > 0;
    }

    private void Take(ReadOnlySpan<byte> line, List<Question> batch)
    {
        var isValid = Utf8.IsValid(line);
        if (!isValid)
            InvalidLines++;
        if (!isJsonLines)
            batch.Add(new Question(Encoding.UTF8.GetString(line), k));
        else if (!line.Trim(" \t"u8).IsEmpty)
            batch.Add(Parse(isValid ? line.ToArray() : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line))));
    }

    private Question Parse(byte[] line)
    {
        try
        {
            using var json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 32 });
            if (json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.String)
            {
                var most = k;
                if (!root.TryGetProperty("k", out var own) || (own.ValueKind == JsonValueKind.Number && own.TryGetInt32(out most) && most >= 1))
                    return new Question(source.GetString()!, most);
                throw Refusal("'k' is no whole number from 1");
            }

            throw Refusal("the line has no text 'source'");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Refusal(error is JsonException ? "the line is not JSON" : "the text is no valid Unicode");
        }
    }

    private UserException Refusal(string found) =>
        new(new Problem { Type = "invalid-line", Found = found, Where = $"{name}, line {lines.Line}", Expected = "{\"source\": \"text\"} or {\"source\": \"text\", \"k\": 2}", Remedy = "Mend the line; the answers to the lines before it were written" });
}
