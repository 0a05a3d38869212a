using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using Praxis.Cli.Commands;
using Praxis.Cli.Pipelines;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Platform.Deploy;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Platform.Pipelines;
using Praxis.Platform.Pipelines.Executions;
using Praxis.Platform.Pipelines.Report;
using Praxis.Server;
using Praxis.Server.Api;
using Praxis.Server.Api.Mlflow;

namespace Praxis.Cli;

/// <summary>Where a model answers: the server that runs on the workspace already, or one of this process until Ctrl+C.</summary>
internal sealed class EndpointHost : IAsyncDisposable
{
    private const int QueriesAtOnce = 2;
    private const int WorksAtOnce = 2;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Workspace workspace;
    private readonly PraxisServer? server;
    private readonly ServerPresence? presence;
    private readonly HttpClient client;

    private readonly QueryScheduler? scheduler;

    private readonly WorkScheduler? works;

    private readonly LocalScheduler? jobs;

    private readonly PipelineHost? pipelines;

    private EndpointHost(Workspace workspace, Uri address, PraxisServer? server, ServerPresence? presence, QueryScheduler? scheduler = null, WorkScheduler? works = null, bool leavesJobs = false)
    {
        this.workspace = workspace;
        this.server = server;
        this.presence = presence;
        this.scheduler = scheduler;
        this.works = works;
        if (server is not null)
        {
            jobs = new LocalScheduler(workspace, SlotLimits.Machine) { LeavesJobs = leavesJobs };
            pipelines = new PipelineHost(PipelineServices.Of(workspace, jobs));
        }

        Address = address;
        client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", workspace.Token);
    }

    /// <summary>The server's address.</summary>
    public Uri Address { get; }

    /// <summary>Whether the server is this process's own.</summary>
    public bool IsOwn => server is not null;

    /// <summary>Finds the workspace's server, else starts one, so that a taken port is told before any work.</summary>
    public static async Task<EndpointHost> StartAsync(Workspace workspace, RunServing serving, CancellationToken cancellationToken)
    {
        if (ServerPresence.Find(workspace) is { } running)
            return new EndpointHost(workspace, running, null, null);
        var options = new ServerOptions
        {
            Url = new Uri(serving.Url),
            Token = workspace.Token,
            Insecure = serving.Insecure,
            CertificatePath = serving.Certificate,
            OnBug = error => Bugs.Log(workspace.Folder, error),
        };
        var queries = new Queries(workspace);
        var scheduler = new QueryScheduler(queries, QueriesAtOnce, options.OnBug);
        var works = new WorkScheduler(WorksAtOnce, options.OnBug);
        PraxisServer server;
        try
        {
            server = await PraxisServer.StartAsync(options, new WorkspaceEndpoints(workspace, Algorithms.Trainers), [new IngestApi(new Datasets(workspace), queries, scheduler), new AnalyzeApi(workspace, works), new PrepareApi(workspace, Algorithms.Program, works), new ModelsApi(workspace), new ExperimentsApi(workspace), new LineageApi(workspace), new MlflowApi(workspace), new PipelinesApi(workspace)], cancellationToken);
        }
        catch
        {
            await scheduler.DisposeAsync();
            await works.DisposeAsync();
            throw;
        }

        try
        {
            var presence = ServerPresence.Take(workspace, server.Addresses[0]);
            new Endpoints(workspace, Algorithms.Trainers).Mark(EndpointStatus.InService);
            return new EndpointHost(workspace, server.Addresses[0], server, presence, scheduler, works, serving.KeepsJobs);
        }
        catch
        {
            await server.DisposeAsync();
            await scheduler.DisposeAsync();
            await works.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts the run's model up and asks it the run's sample texts, over HTTP as any user would.</summary>
    public async Task<IReadOnlyList<ReportSample>> DeployAsync(MainJobResult result, CancellationToken cancellationToken)
    {
        await DeployAsync(result.Model.Name, result.Model.Name, result.Model.Version, cancellationToken);
        if (result.Samples.Count == 0)
            return [];
        using var response = await SendAsync(
            () => client.PostAsJsonAsync($"endpoints/{result.Model.Name}/invocations", new { instances = result.Samples.Select(sample => InstanceJson.ToJson(sample, result.Classifier.Columns)) }, cancellationToken));
        using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        return [.. answer.RootElement.GetProperty("predictions").EnumerateArray().Zip(result.Samples,
            (prediction, sample) => new ReportSample(sample.Text, prediction.GetProperty("label").GetString()!, prediction.GetProperty("probability").GetDouble()))];
    }

    /// <summary>Lets a model version answer under a name.</summary>
    public async Task DeployAsync(string name, string model, int? version, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object> { ["model"] = model };
        if (version is { } number)
            body["version"] = number;
        using var response = await SendAsync(() => client.PutAsJsonAsync($"endpoints/{name}", body, cancellationToken));
    }

    /// <summary>A line for a shell that asks the endpoint.</summary>
    public string CurlLine(MainJobResult result)
    {
        var (name, columns) = (result.Model.Name, result.Classifier.Columns);
        var sample = result.Samples.Count == 0 ? new Instance("some text", columns.Count == 1 ? null : new string?[columns.Count - 1]) : result.Samples[0];
        var brief = new Instance(Short(sample.Text), sample.More is null ? null : [.. sample.More.Select(value => value is null ? null : Short(value))]);
        var body = JsonSerializer.Serialize(new { instances = new[] { InstanceJson.ToJson(brief, columns) } }, Plain).Replace("'", "'\\''", StringComparison.Ordinal);
        return $"curl -s {Address}endpoints/{name}/invocations -H 'Content-Type: application/json' -d '{SafeText.Line(body)}'";
    }

    /// <summary>Says where the endpoint is and how it ends.</summary>
    public void Explain(string name, TextWriter error)
    {
        error.WriteLine($"Endpoint    {Address}endpoints/{name}/invocations");
        error.WriteLine($"Try it      {Address}");
        if (IsOwn)
            error.WriteLine("The endpoint answers until Ctrl+C.");
    }

    /// <summary>Serves until the token asks for the end; returns at once where another process serves.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (server is not null)
            await server.WaitForShutdownAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (server is null)
            return;
        await server.DisposeAsync();
        await pipelines!.DisposeAsync();
        jobs!.Dispose();
        await scheduler!.DisposeAsync();
        await works!.DisposeAsync();
        new Endpoints(workspace, Algorithms.Trainers).Mark(EndpointStatus.OutOfService);
        presence?.Dispose();
    }

    private static string Short(string text)
    {
        text = text.ReplaceLineEndings(" ");
        if (text.Length <= 120)
            return text;
        var end = text.LastIndexOf(' ', 120);
        return text[..(end > 40 ? end : 120)].TrimEnd('\\');
    }

    private async Task<HttpResponseMessage> SendAsync(Func<Task<HttpResponseMessage>> send)
    {
        HttpResponseMessage response;
        try
        {
            response = await send();
        }
        catch (HttpRequestException error)
        {
            throw new UserException(Fault.Environment, [new Problem { Type = "server-unreachable", Found = $"the workspace's server at {Address} does not answer", Remedy = "End it and run the command again" }], error);
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await RefusalAsync(response);
    }

    private async Task<UserException> RefusalAsync(HttpResponseMessage response)
    {
        var fault = (int)response.StatusCode is >= 400 and < 500 ? Fault.Input : Fault.Environment;
        try
        {
            using var said = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return new UserException(fault, said.RootElement.GetProperty("problems").EnumerateArray().Select(problem => new Problem
            {
                Type = problem.GetProperty("type").GetString()!.Replace("urn:praxis:", "", StringComparison.Ordinal),
                Found = problem.GetProperty("found").GetString()!,
                Where = Text(problem, "where"),
                Expected = Text(problem, "expected"),
                Remedy = Text(problem, "remedy"),
            }));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new UserException(fault, [new Problem { Type = "server-refused", Found = string.Create(CultureInfo.InvariantCulture, $"the server at {Address} refused with status {(int)response.StatusCode}") }], error);
        }

        static string? Text(JsonElement problem, string name) => problem.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
