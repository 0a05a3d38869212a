using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Platform.Foundation;

namespace Praxis.Cli.Predictions;

/// <summary>
/// Reads the texts of a stream, one a line or one <c>{"source": "text", "k": 2}</c> a line, a batch at a time. A batch ends where waiting would begin, so that
/// a slow writer gets its answers at once. Bytes that are no UTF-8 are read as U+FFFD and counted; a line that is no such JSON ends the reading.
/// </summary>
internal sealed class QuestionReader(Stream stream, string name, bool isJsonLines, int k, int mostInBatch, IReadOnlyList<FeatureColumn> columns)
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
            batch.Add(new Question(InstanceJson.Parse(Encoding.UTF8.GetString(line), columns, $"{name}, line {lines.Line}"), k));
        else if (!line.Trim(" \t"u8).IsEmpty)
            batch.Add(Parse(isValid ? line.ToArray() : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line))));
    }

    // For a model of several columns, an object of them; "k" may stand beside them.
    private Question Parse(byte[] line)
    {
        try
        {
            using var json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 32 });
            if (json.RootElement is not { ValueKind: JsonValueKind.Object } root)
                throw Refusal("the line is no JSON object");
            var most = k;
            if (root.TryGetProperty("k", out var own) && columns.All(column => column.Name != "k") && (own.ValueKind != JsonValueKind.Number || !own.TryGetInt32(out most) || most < 1))
                throw Refusal("'k' is no whole number from 1");
            if (columns.Count == 1 && root.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.String)
                return new Question(new Instance(source.GetString()!), most);
            if (columns.Count == 1)
                throw Refusal("the line has no text 'source'");
            var problems = new List<Problem>();
            return InstanceJson.Read(root, columns, $"{name}, line {lines.Line}", problems.Add) is { } instance ? new Question(instance, most) : throw new UserException(Fault.Input, problems);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Refusal(error is JsonException ? "the line is not JSON" : "the text is no valid Unicode");
        }
    }

    private UserException Refusal(string found) =>
        new(new Problem { Type = "invalid-line", Found = found, Where = $"{name}, line {lines.Line}", Expected = columns.Count == 1 ? "{\"source\": \"text\"} or {\"source\": \"text\", \"k\": 2}" : InstanceJson.Form(columns), Remedy = "Mend the line; the answers to the lines before it were written" });
}
