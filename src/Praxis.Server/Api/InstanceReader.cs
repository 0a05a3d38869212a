using System.Text;
using System.Text.Json;
using Praxis.Contracts.Foundation;

namespace Praxis.Server.Api;

/// <summary>Reads the texts of a body; every instance that is none is told, up to twenty.</summary>
internal sealed class InstanceReader(int mostInstances)
{
    private readonly List<Problem> problems = [];

    public List<string> Texts { get; } = [];

    /// <summary>How many labels each text wants in BlazingText's shape; 0 for an answer of Praxis's own.</summary>
    public List<int> LabelsWanted { get; } = [];

    /// <summary><c>{"instances": ["text", {"features": ["text"]}]}</c>; with <c>"configuration": {"k": 2}</c> the answers have BlazingText's shape.</summary>
    public void ReadJson(ReadOnlyMemory<byte> body)
    {
        const string Expected = "{\"instances\": [\"text\", …]}";
        using var document = Parse(body, "the body", Expected);
        if (document is not null)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("instances", out var instances) || instances.ValueKind != JsonValueKind.Array)
                problems.Add(new Problem { Type = "no-instances", Found = "the body has no list 'instances'", Expected = Expected });
            else
            {
                CheckCount(instances.GetArrayLength());
                var wanted = document.RootElement.TryGetProperty("configuration", out var configuration) ? Wanted(configuration, "configuration") : 0;
                var place = 0;
                foreach (var instance in instances.EnumerateArray())
                    Take(instance, $"instances[{place++}]", "a text, or {\"features\": [\"text\"]}", wanted);
            }
        }

        End();
    }

    /// <summary>One <c>{"features": ["text"]}</c>, <c>"text"</c>, or BlazingText's <c>{"source": "text", "k": 2}</c> a line; empty lines are passed over.</summary>
    public void ReadJsonLines(ReadOnlyMemory<byte> body)
    {
        const string Expected = "{\"features\": [\"text\"]}";
        for (var line = 1; !body.IsEmpty; line++)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var bytes = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (bytes.Span.Trim(" \t\r"u8).IsEmpty)
                continue;
            CheckCount(Texts.Count + 1);
            using var document = Parse(bytes, $"line {line}", Expected);
            if (document is not null)
            {
                var own = document.RootElement;
                if (own.ValueKind == JsonValueKind.Object && own.TryGetProperty("source", out var source))
                    Take(source, $"line {line}", "{\"source\": \"text\", \"k\": 2}", Wanted(own, $"line {line}"));
                else
                    Take(own, $"line {line}", Expected, 0);
            }
        }

        End();
    }

    /// <summary>RFC 4180 without a header; the text is a row's first field.</summary>
    public void ReadCsv(ReadOnlyMemory<byte> body)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body.Span).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException error)
        {
            throw new UserException(new Problem { Type = "invalid-utf8", Found = "the body is not UTF-8" }, error);
        }

        for (var (at, row) = (0, 1); at < text.Length; row++)
        {
            var (field, isOpen) = Field(text, ref at);
            if (isOpen)
                problems.Add(new Problem { Type = "unclosed-quote", Found = "a quoted field is never closed", Where = $"row {row}" });
            while (at < text.Length && text[at] == ',')
            {
                at++;
                Field(text, ref at);
            }

            if (at < text.Length && text[at] == '\r')
                at++;
            if (at < text.Length && text[at] == '\n')
                at++;
            if (field.Length == 0)
                continue;
            CheckCount(Texts.Count + 1);
            Texts.Add(SafeText.FromCsvCell(field));
            LabelsWanted.Add(0);
        }

        End();
    }

    private static (string Field, bool IsOpen) Field(string text, ref int at)
    {
        var field = new StringBuilder();
        if (at >= text.Length || text[at] != '"')
        {
            var begin = at;
            while (at < text.Length && text[at] is not (',' or '\r' or '\n'))
                at++;
            return (text[begin..at], false);
        }

        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
                field.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                field.Append(text[at++]);
            else
            {
                for (at++; at < text.Length && text[at] is not (',' or '\r' or '\n'); at++)
                    field.Append(text[at]);
                return (field.ToString(), false);
            }
        }

        return (field.ToString(), true);
    }

    private JsonDocument? Parse(ReadOnlyMemory<byte> json, string where, string expected)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Invocation.MostDepth });
        }
        catch (JsonException error)
        {
            Add(new Problem { Type = "invalid-json", Found = error.BytePositionInLine is { } place ? $"not JSON, or nested deeper than {Invocation.MostDepth}, at byte {place} of line {error.LineNumber + 1}" : "not JSON", Where = where, Expected = expected });
            return null;
        }
    }

    // The k of a configuration or of a line; 1 where none is said, which is BlazingText's default.
    private int Wanted(JsonElement holder, string where)
    {
        if (holder.ValueKind == JsonValueKind.Object && !holder.TryGetProperty("k", out _))
            return 1;
        if (holder.ValueKind == JsonValueKind.Object && holder.GetProperty("k") is { ValueKind: JsonValueKind.Number } k && k.TryGetInt32(out var wanted) && wanted >= 1)
            return wanted;
        Add(new Problem { Type = "invalid-k", Found = "'k' is no whole number from 1", Where = where, Expected = "{\"k\": 2}" });
        return 1;
    }

    private void Take(JsonElement instance, string where, string expected, int wanted)
    {
        if (instance.ValueKind == JsonValueKind.Object && instance.TryGetProperty("features", out var features)
            && features.ValueKind == JsonValueKind.Array && features.GetArrayLength() == 1)
            instance = features[0];
        if (instance.ValueKind != JsonValueKind.String)
        {
            Add(new Problem { Type = "invalid-instance", Found = $"not a text but {instance.ValueKind}", Where = where, Expected = expected });
            return;
        }

        try
        {
            Texts.Add(instance.GetString()!);
            LabelsWanted.Add(wanted);
        }
        catch (InvalidOperationException)
        {
            Add(new Problem { Type = "invalid-instance", Found = "a text with half a surrogate pair or invalid UTF-8", Where = where, Expected = expected });
        }
    }

    private void Add(Problem problem)
    {
        if (problems.Count < UserException.MostProblems)
            problems.Add(problem);
    }

    private void CheckCount(int count)
    {
        if (count > mostInstances)
            throw new UserException(new Problem { Type = "too-many-instances", Found = $"more than {mostInstances:N0} texts", Remedy = "Send them in several requests" });
    }

    private void End()
    {
        if (problems.Count == 0 && Texts.Count == 0)
            problems.Add(new Problem { Type = "no-instances", Found = "there is no text", Expected = "at least one" });
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
    }
}
