using System.Text;
using System.Text.Json;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Server.Api;

/// <summary>Reads the instances of a body; every one that is none is told, up to twenty.</summary>
internal sealed class InstanceReader(int mostInstances, IReadOnlyList<FeatureColumn> columns)
{
    private readonly List<Problem> problems = [];

    public List<Instance> Instances { get; } = [];

    /// <summary>How many labels each instance wants in BlazingText's shape; 0 for an answer of Praxis's own.</summary>
    public List<int> LabelsWanted { get; } = [];

    /// <summary><c>{"instances": ["text", {"features": ["text"]}]}</c>, or objects of the columns; with <c>"configuration": {"k": 2}</c> the answers have BlazingText's shape.</summary>
    public void ReadJson(ReadOnlyMemory<byte> body)
    {
        var expected = columns.Count == 1 ? "{\"instances\": [\"text\", …]}" : $"{{\"instances\": […]}}, each {InstanceJson.Form(columns)}";
        using var document = Parse(body, "the body", expected);
        if (document is not null)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("instances", out var instances) || instances.ValueKind != JsonValueKind.Array)
                problems.Add(new Problem { Type = "no-instances", Found = "the body has no list 'instances'", Expected = expected });
            else
            {
                CheckCount(instances.GetArrayLength());
                var wanted = document.RootElement.TryGetProperty("configuration", out var configuration) ? Wanted(configuration, "configuration") : 0;
                var place = 0;
                foreach (var instance in instances.EnumerateArray())
                    Take(instance, $"instances[{place++}]", wanted);
            }
        }

        End();
    }

    /// <summary>One <c>{"features": ["text"]}</c>, <c>"text"</c>, or BlazingText's <c>{"source": "text", "k": 2}</c> a line; empty lines are passed over.</summary>
    public void ReadJsonLines(ReadOnlyMemory<byte> body)
    {
        var expected = columns.Count == 1 ? "{\"features\": [\"text\"]}" : InstanceJson.Form(columns);
        for (var line = 1; !body.IsEmpty; line++)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var own = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (own.Span.Trim(" \t\r"u8).IsEmpty)
                continue;
            CheckCount(Instances.Count + 1);
            using var document = Parse(own, $"line {line}", expected);
            if (document is null)
                continue;
            if (columns.Count == 1 && document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("source", out var source) && columns[0].Name != "source")
                Take(source, $"line {line}", Wanted(document.RootElement, $"line {line}"));
            else
                Take(document.RootElement, $"line {line}", 0);
        }

        End();
    }

    /// <summary>RFC 4180 without a header; the text is a row's first field. Only for a model of one column.</summary>
    public void ReadCsv(ReadOnlyMemory<byte> body)
    {
        if (columns.Count > 1)
            throw new UserException(new Problem { Type = "wrong-columns", Found = $"CSV is a text a row, and the model has {columns.Count} columns", Expected = InstanceJson.Form(columns), Remedy = "Send JSON or JSON Lines" });
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
            CheckCount(Instances.Count + 1);
            Instances.Add(new Instance(SafeText.FromCsvCell(field)));
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

    private void Take(JsonElement json, string where, int wanted)
    {
        if (InstanceJson.Read(json, columns, where, Add) is not { } instance)
            return;
        Instances.Add(instance);
        LabelsWanted.Add(wanted);
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
        if (problems.Count == 0 && Instances.Count == 0)
            problems.Add(new Problem { Type = "no-instances", Found = "there is no text", Expected = "at least one" });
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
    }
}
