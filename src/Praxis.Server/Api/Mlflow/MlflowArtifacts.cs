using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;

namespace Praxis.Server.Api.Mlflow;

/// <summary>Files of runs over MLflow's artifact proxy: <c>EXPERIMENT/RUN/artifacts/PATH</c>.</summary>
internal sealed class MlflowArtifacts(Workspace workspace)
{
    // What a run may send as one file; a row and one temporary file stand for it, never memory.
    private const long MostBytes = 8L << 30;
    private readonly RunArtifacts artifacts = new(workspace);
    private readonly ExperimentRuns runs = new(workspace);

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("artifacts", ListProxied).ExcludeFromDescription();
        group.MapPut("artifacts/{**path}", PutAsync).ExcludeFromDescription();
        group.MapGet("artifacts/{**path}", GetAsync).ExcludeFromDescription();
        group.MapDelete("artifacts/{**path}", DeleteAsync).ExcludeFromDescription();
        foreach (var call in (string[])["create", "complete", "abort"])
            group.MapPost($"mpu/{call}/{{**path}}", _ => throw new UserException(new Problem { Type = "not-implemented", Found = "uploads in parts are not taken", Expected = "the whole file with PUT" })).ExcludeFromDescription();
    }

    /// <summary><c>artifacts/list</c>: paths from the run's root.</summary>
    public Action<Utf8JsonWriter> List(MlflowFields fields)
    {
        var run = runs.Get(fields.Text("run_id") is { Length: > 0 } id ? id : fields.Required("run_uuid"));
        var entries = artifacts.List(run.Id, fields.Text("path") ?? "");
        return json =>
        {
            json.WriteString("root_uri", run.ArtifactUri);
            Write(json, entries, 0);
        };
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<RunArtifact> entries, int skip)
    {
        json.WriteStartArray("files");
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("path", entry.Path[skip..]);
            json.WriteBoolean("is_dir", entry.IsFolder);
            if (entry.Bytes is { } bytes)
                json.WriteNumber("file_size", bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Paths relative to the folder that is asked for.
    private Task ListProxied(HttpContext context)
    {
        var (run, path) = Place(context.Request.Query["path"].ToString(), mayBeRoot: true);
        return MlflowAnswer.WriteAsync(context, json => Write(json, artifacts.List(run, path), path.Length == 0 ? 0 : path.Length + 1));
    }

    private async Task PutAsync(HttpContext context)
    {
        var (run, path) = Place(context.Request.RouteValues["path"] as string, mayBeRoot: false);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBytes;
        var scratch = workspace.NewScratch();
        try
        {
            await using (var file = new FileStream(scratch, FileMode.CreateNew, FileAccess.Write))
                await context.Request.Body.CopyToAsync(file, context.RequestAborted);
            artifacts.Put(run, path, scratch);
        }
        catch (IOException error) when (error is not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            throw new UserException(Fault.Environment, [new Problem { Type = "disk-full", Found = "the file cannot be kept: the workspace's disk refused it", Remedy = "Free some space and send it again" }], error);
        }
        finally
        {
            File.Delete(scratch);
        }

        await MlflowAnswer.WriteAsync(context, _ => { });
    }

    private async Task GetAsync(HttpContext context)
    {
        var (run, path) = Place(context.Request.RouteValues["path"] as string, mayBeRoot: false);
        var artifact = artifacts.Get(run, path);
        await using var bytes = workspace.Artifacts.OpenRead(artifact.Artifact!);
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.ContentDisposition = "attachment";
        await bytes.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private Task DeleteAsync(HttpContext context)
    {
        var (run, path) = Place(context.Request.RouteValues["path"] as string, mayBeRoot: false);
        artifacts.Delete(run, path);
        return MlflowAnswer.WriteAsync(context, _ => { });
    }

    private (string Run, string Path) Place(string? text, bool mayBeRoot)
    {
        var parts = (text ?? "").TrimEnd('/').Split('/', 4);
        if (parts.Length < 3 || parts[2] != "artifacts" || (parts.Length == 3 && !mayBeRoot))
            throw MlflowFields.Wrong($"'{SafeText.Line(text, 80)}' is no path of a run's artifact", "EXPERIMENT/RUN/artifacts/PATH");
        var run = runs.Get(parts[1]);
        return run.ExperimentId == parts[0]
            ? (run.Id, parts.Length == 3 ? "" : parts[3])
            : throw new UserException(new Problem { Type = "unknown-run", Found = $"the experiment has no run '{run.Id}'" });
    }
}
