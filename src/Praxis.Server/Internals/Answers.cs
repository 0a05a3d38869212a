using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Praxis.Contracts.Foundation;
using Praxis.Server.Api.Mlflow;

namespace Praxis.Server.Internals;

/// <summary>Problems as RFC 9457 writes them.</summary>
internal static class Answers
{
    public static async Task ProblemAsync(HttpContext context, int status, params Problem[] problems)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        if (MlflowAnswer.IsFor(context))
        {
            await MlflowAnswer.RefuseAsync(context, status, problems);
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type", "urn:praxis:" + problems[0].Type);
            json.WriteString("title", SafeText.Line(problems[0].Found, 500));
            json.WriteNumber("status", status);
            json.WriteStartArray("problems");
            foreach (var problem in problems)
                Write(json, problem);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        context.Response.ContentLength = body.Length;
        body.Position = 0;
        await body.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    // Where is left out of a fault of the environment: it may name a path of this machine.
    private static void Write(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("type", "urn:praxis:" + problem.Type);
        json.WriteString("found", SafeText.Line(problem.Found, 500));
        if (problem.Where is not null && !problem.Where.Contains('/', StringComparison.Ordinal))
            json.WriteString("where", SafeText.Line(problem.Where, 200));
        if (problem.Excerpt is not null)
            json.WriteString("excerpt", SafeText.Block(problem.Excerpt));
        if (problem.Expected is not null)
            json.WriteString("expected", SafeText.Line(problem.Expected, 500));
        if (problem.Remedy is not null)
            json.WriteString("remedy", SafeText.Line(problem.Remedy, 500));
        json.WriteEndObject();
    }
}
