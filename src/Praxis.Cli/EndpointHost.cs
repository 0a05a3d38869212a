using Praxis.Cli.Commands;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines;
using Praxis.Platform.Pipelines.Report;

namespace Praxis.Cli;

/// <summary>Where a run's model answers.</summary>
internal sealed class EndpointHost : IAsyncDisposable
{
    public static Task<EndpointHost> PrepareAsync(Workspace workspace, RunServing serving, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<IReadOnlyList<ReportSample>> DeployAsync(MainJobResult result, CancellationToken cancellationToken) => throw new NotSupportedException();

    public string CurlLine(string name, string? sample) => throw new NotSupportedException();

    public void Explain(string name, TextWriter error) => throw new NotSupportedException();

    public Task WaitAsync(TextWriter error, CancellationToken cancellationToken) => throw new NotSupportedException();
}
