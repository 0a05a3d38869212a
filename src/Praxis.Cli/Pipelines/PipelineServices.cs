using System.Reflection;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Steps;

namespace Praxis.Cli.Pipelines;

/// <summary>What this host's pipelines stand on.</summary>
internal static class PipelineServices
{
    public static string Version { get; } = typeof(PipelineServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public static StepServices Of(Workspace workspace, IJobScheduler scheduler) =>
        new(workspace, scheduler, Algorithms.Trainers, Algorithms.Program, Version)
        {
            OnBug = error => Bugs.Log(workspace.Folder, error),
            OpenLineage = Environment.GetEnvironmentVariable("PRAXIS_OPENLINEAGE") is { Length: > 0 } target
                ? new OpenLineageEmitter(target, Environment.GetEnvironmentVariable("PRAXIS_OPENLINEAGE_KEY"), failure => Console.Error.WriteLine($"OpenLineage: {failure}"))
                : null,
            AllowedHosts = (Environment.GetEnvironmentVariable("PRAXIS_ALLOWED_HOSTS") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        };
}
