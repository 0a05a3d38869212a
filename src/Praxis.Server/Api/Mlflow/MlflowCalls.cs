using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Praxis.Server.Api.Mlflow;

/// <summary>Puts calls under their paths.</summary>
internal static class MlflowCalls
{
    public static void Map(RouteGroupBuilder calls, string method, string path, MlflowCall call) =>
        calls.MapMethods(path, [method], async (HttpContext context) => await MlflowAnswer.WriteAsync(context, call(await MlflowFields.ReadAsync(context)))).ExcludeFromDescription();

    /// <summary>The same for a path with an id in it.</summary>
    public static void Map(RouteGroupBuilder calls, string method, string path, Func<string, MlflowFields, MlflowCall> call) =>
        calls.MapMethods(path, [method], async (HttpContext context) =>
        {
            var fields = await MlflowFields.ReadAsync(context);
            await MlflowAnswer.WriteAsync(context, call((string)context.Request.RouteValues["id"]!, fields)(fields));
        }).ExcludeFromDescription();
}
