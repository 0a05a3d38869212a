using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Foundation;
using Praxis.Server.Internals;
using Endpoint = Praxis.Contracts.Deploy.Endpoint;

namespace Praxis.Server.Api;

/// <summary>The routes of endpoints: list, show, deploy, ask.</summary>
internal static class EndpointsApi
{
    public static void Map(IEndpointRouteBuilder routes, ServerOptions options, IEndpointSource endpoints)
    {
        routes.MapGet("/ping", (RequestDelegate)(context =>
        {
            context.Response.StatusCode = 200;
            return Task.CompletedTask;
        }));
        routes.MapGet("/endpoints", (RequestDelegate)(context => WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("endpoints");
            foreach (var endpoint in endpoints.List())
                Write(json, endpoint, null);
            json.WriteEndArray();
            json.WriteEndObject();
        })));
        routes.MapGet("/endpoints/{name}", (RequestDelegate)(context =>
        {
            var served = Find(context, endpoints);
            return served is null ? UnknownAsync(context) : WriteAsync(context, json => Write(json, served.Endpoint, served));
        }));
        routes.MapPut("/endpoints/{name}", (RequestDelegate)(async context =>
        {
            var name = ResourceName.Check(context.GetRouteValue("name") as string, "endpoint");
            var (model, version) = await ReadDeploymentAsync(context);
            var endpoint = endpoints.Deploy(name, model, version);
            await WriteAsync(context, json => Write(json, endpoint, null));
        }));
        routes.MapPost("/endpoints/{name}/invocations", (RequestDelegate)(async context =>
        {
            if (Find(context, endpoints) is { } served)
                await Invocation.AnswerAsync(context, served, options.MostInstances);
            else
                await UnknownAsync(context);
        }));
    }

    private static ServedModel? Find(HttpContext context, IEndpointSource endpoints) =>
        endpoints.Find(ResourceName.Check(context.GetRouteValue("name") as string, "endpoint"));

    private static Task UnknownAsync(HttpContext context) =>
        Answers.ProblemAsync(context, 404, new Problem { Type = "unknown-endpoint", Found = "there is no endpoint of that name", Remedy = "GET /endpoints lists them" });

    private static async Task<(string Model, int? Version)> ReadDeploymentAsync(HttpContext context)
    {
        const string Expected = "{\"model\": \"NAME\", \"version\": 1}";
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, new JsonDocumentOptions { MaxDepth = Invocation.MostDepth }, context.RequestAborted);
            if (body.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String
                && (!root.TryGetProperty("version", out var version) || (version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out _))))
                return (ResourceName.Check(model.GetString(), "model"), version.ValueKind == JsonValueKind.Number ? version.GetInt32() : null);
        }
        catch (JsonException error)
        {
            throw new UserException(new Problem { Type = "invalid-json", Found = "the body is not JSON", Expected = Expected }, error);
        }

        throw new UserException(new Problem { Type = "invalid-deployment", Found = "the body names no model", Expected = Expected });
    }

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        write(json);
        await json.FlushAsync(context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, Endpoint endpoint, ServedModel? served)
    {
        json.WriteStartObject();
        json.WriteString("name", endpoint.Name);
        json.WriteString("model", endpoint.Model);
        json.WriteNumber("modelVersion", endpoint.ModelVersion);
        json.WriteString("status", endpoint.Status.ToString());
        json.WriteString("updatedAt", endpoint.UpdatedAt);
        if (served is not null)
        {
            json.WriteStartArray("labels");
            foreach (var label in served.Classifier.Labels)
                json.WriteStringValue(label);
            json.WriteEndArray();
            if (served.Classifier.Columns is { Count: > 1 } columns)
            {
                json.WriteStartArray("columns");
                foreach (var column in columns)
                {
                    json.WriteStartObject();
                    json.WriteString("name", column.Name);
                    json.WriteString("kind", column.Kind.ToString());
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            if (served.SampleText is not null)
                json.WriteString("sampleText", served.SampleText);
        }

        json.WriteEndObject();
    }
}
