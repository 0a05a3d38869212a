using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Server.Internals;

namespace Praxis.Server.Api;

/// <summary>One question to an endpoint: texts in, labels with probabilities out, as JSON, JSON Lines or CSV.</summary>
internal static class Invocation
{
    public const int MostDepth = 32;

    private enum Form
    {
        Json,
        JsonLines,
        Csv,
    }

    public static async Task AnswerAsync(HttpContext context, ServedModel served, int mostInstances)
    {
        if (FormOf(context.Request.ContentType) is not { } form)
        {
            await Answers.ProblemAsync(context, 415, new Problem { Type = "unsupported-content-type", Found = $"the content type '{SafeText.Line(context.Request.ContentType, 80)}' is not read", Expected = "application/json, application/jsonlines or text/csv" });
            return;
        }

        var body = await ReadAsync(context);
        var instances = new InstanceReader(mostInstances, served.Classifier.Columns);
        switch (form)
        {
            case Form.Json:
                instances.ReadJson(body);
                break;
            case Form.JsonLines:
                instances.ReadJsonLines(body);
                break;
            default:
                instances.ReadCsv(body);
                break;
        }

        await WriteAsync(context, served, instances, AnswerForm(context.Request.Headers.Accept.ToString()) ?? form);
    }

    private static Form? FormOf(string? contentType) => contentType?.Split(';')[0].Trim().ToUpperInvariant() switch
    {
        null or "" or "APPLICATION/JSON" => Form.Json,
        "APPLICATION/JSONLINES" or "APPLICATION/X-NDJSON" or "APPLICATION/JSONL" or "APPLICATION/X-JSONLINES" => Form.JsonLines,
        "TEXT/CSV" => Form.Csv,
        _ => null,
    };

    private static Form? AnswerForm(string accept) =>
        accept.Split(',').Select(type => type.Trim()).Where(type => type.Length > 0).Select(FormOf).FirstOrDefault(form => form is not null);

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream((int)Math.Clamp(context.Request.ContentLength ?? 4096, 0, 1 << 20));
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static async Task WriteAsync(HttpContext context, ServedModel served, InstanceReader questions, Form form)
    {
        var instances = questions.Instances;
        var isBare = form == Form.Json && questions.LabelsWanted[0] > 0; // BlazingText answers with a list alone
        var labels = served.Classifier.Labels;
        var names = labels.Select(label => JsonEncodedText.Encode(label)).ToArray();
        var probabilities = ArrayPool<double>.Shared.Rent(labels.Count);
        try
        {
            var own = probabilities.AsMemory(0, labels.Count);
            context.Response.ContentType = form switch { Form.Json => "application/json", Form.JsonLines => "application/jsonlines", _ => "text/csv; charset=utf-8" };
            await using var json = new Utf8JsonWriter(context.Response.BodyWriter, new JsonWriterOptions { SkipValidation = true });
            if (isBare)
                json.WriteStartArray();
            else if (form == Form.Json)
            {
                json.WriteStartObject();
                json.WriteStartArray("predictions");
            }

            for (var i = 0; i < instances.Count; i++)
            {
                served.Classifier.Predict(instances[i], own.Span);
                var best = Best(own.Span);
                if (form == Form.Csv)
                    Encoding.UTF8.GetBytes(FormattableString.Invariant($"{SafeText.CsvCell(labels[best])},{own.Span[best]:0.######}\n"), context.Response.BodyWriter);
                else if (questions.LabelsWanted[i] > 0)
                    WriteTop(json, labels, own.Span, questions.LabelsWanted[i]);
                else
                    Write(json, names, best, own.Span);
                if (form == Form.JsonLines)
                {
                    json.Flush();
                    json.Reset();
                    context.Response.BodyWriter.Write("\n"u8);
                }

                if (i % 256 == 255)
                    await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }

            if (form == Form.Json)
            {
                json.WriteEndArray();
                if (!isBare)
                    json.WriteEndObject();
            }

            await json.FlushAsync(context.RequestAborted);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(probabilities);
        }
    }

    private static int Best(ReadOnlySpan<double> probabilities)
    {
        var best = 0;
        for (var k = 1; k < probabilities.Length; k++)
            if (probabilities[k] > probabilities[best])
                best = k;
        return best;
    }

    // {"prob": [0.7, 0.2], "label": ["__label__1", "__label__0"]}
    private static void WriteTop(Utf8JsonWriter json, IReadOnlyList<string> labels, ReadOnlySpan<double> probabilities, int wanted)
    {
        var best = new int[Math.Min(wanted, labels.Count)];
        TopLabels.Pick(probabilities, best);
        json.WriteStartObject();
        json.WriteStartArray("prob"u8);
        foreach (var label in best)
            json.WriteNumberValue(probabilities[label]);
        json.WriteEndArray();
        json.WriteStartArray("label"u8);
        foreach (var label in best)
            json.WriteStringValue("__label__" + labels[label]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText[] names, int best, ReadOnlySpan<double> probabilities)
    {
        json.WriteStartObject();
        json.WriteString("label"u8, names[best]);
        json.WriteNumber("probability"u8, probabilities[best]);
        json.WriteStartObject("probabilities"u8);
        for (var k = 0; k < names.Length; k++)
            json.WriteNumber(names[k], probabilities[k]);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
