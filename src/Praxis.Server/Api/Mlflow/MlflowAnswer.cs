using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Praxis.Contracts.Foundation;

namespace Praxis.Server.Api.Mlflow;

/// <summary>Answers of the MLflow routes: a JSON object, or <c>{"error_code": .., "message": ..}</c>.</summary>
internal static class MlflowAnswer
{
    /// <summary>The prefix of its routes.</summary>
    public const string Prefix = "/api/2.0";

    public static bool IsFor(HttpContext context) => context.Request.Path.StartsWithSegments(Prefix);

    public static Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> fields) => WriteAsync(context, StatusCodes.Status200OK, fields);

    /// <summary>A refusal; what is unknown is told as MLflow tells it.</summary>
    public static Task RefuseAsync(HttpContext context, int status, IReadOnlyList<Problem> problems)
    {
        var (known, code) = CodeOf(status, problems[0].Type);
        return WriteAsync(context, known, json =>
        {
            json.WriteString("error_code", code);
            json.WriteString("message", string.Join(' ', problems.Select(Sentence)));
        });
    }

    private static (int Status, string Code) CodeOf(int status, string type) => type switch
    {
        "unknown-experiment" or "unknown-run" or "unknown-tag" or "unknown-artifact" or "unknown-model" or "unknown-model-group" or "unknown-alias" or "unknown-logged-model" => (404, "RESOURCE_DOES_NOT_EXIST"),
        "experiment-exists" or "model-exists" => (400, "RESOURCE_ALREADY_EXISTS"),
        "still-used" => (409, "RESOURCE_CONFLICT"),
        "not-implemented" => (501, "NOT_IMPLEMENTED"),
        "bad-request" => (400, "BAD_REQUEST"),
        _ => status switch
        {
            400 or 413 => (400, "INVALID_PARAMETER_VALUE"),
            401 => (401, "UNAUTHENTICATED"),
            403 => (403, "PERMISSION_DENIED"),
            404 or 405 => (404, "ENDPOINT_NOT_FOUND"),
            429 => (429, "REQUEST_LIMIT_EXCEEDED"),
            503 => (503, "TEMPORARILY_UNAVAILABLE"),
            >= 500 => (500, "INTERNAL_ERROR"),
            _ => (status, "BAD_REQUEST"),
        },
    };

    private static string Sentence(Problem problem)
    {
        var where = problem.Where is { } said && !said.StartsWith('/') ? $" ({SafeText.Line(said, 200)})" : "";
        return $"{SafeText.Line(problem.Found, 500)}{where}.{(problem.Expected is null ? "" : $" Expected: {SafeText.Line(problem.Expected, 500)}.")}";
    }

    private static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> fields)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        body.Position = 0;
        await body.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
