using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Praxis.Server.Console;

/// <summary>The page at <c>/</c> on which a model can be tried.</summary>
internal static class TryPage
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        MapFile(routes, "/", "index.html", "text/html; charset=utf-8");
        MapFile(routes, "/app.css", "app.css", "text/css; charset=utf-8");
        MapFile(routes, "/app.js", "app.js", "text/javascript; charset=utf-8");
        MapFile(routes, "/icon.svg", null, "image/svg+xml");
    }

    private static void MapFile(IEndpointRouteBuilder routes, string route, string? name, string contentType)
    {
        var bytes = name is null ? Icon.ToArray() : Read(name);
        routes.MapGet(route, (RequestDelegate)(context =>
        {
            context.Response.ContentType = contentType;
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
        }));
    }

    private static ReadOnlySpan<byte> Icon => """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0072b2"/><path d="M4 12V7M8 12V4M12 12V9" stroke="#fff" stroke-width="2.4"/></svg>"""u8;

    private static byte[] Read(string name)
    {
        using var stream = typeof(TryPage).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
