using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Praxis.Server.Internals;

/// <summary>The OpenAPI 3.1 document of the server's routes, at <c>/openapi.json</c>.</summary>
internal static class ApiDocument
{
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Praxis", Version = "1", Description = "A workspace's HTTP interface. What changes something needs the workspace's token." };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The file 'token' of the workspace" },
            };
            foreach (var (method, operation) in document.Paths.Values.SelectMany(path => path.Operations ?? []))
                if (method != HttpMethod.Get)
                    operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
            return Task.CompletedTask;
        });
    }
}
